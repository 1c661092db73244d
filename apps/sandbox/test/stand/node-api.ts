/** A node's local API as its owner's command line uses it. */

import { readFile } from "node:fs/promises";
import path from "node:path";

import { fetchBytes } from "@tocsin/http";
import { parseJson, systemClock, textOf, TocsinError, utf8 } from "@tocsin/kernel";
import { draft, type Draft, parseMessage, reportView, type ReportView } from "@tocsin/wire";
import {
  ledgerCheck,
  type LedgerCheck,
  nodeAddress,
  type NodeAddress,
  nodeStatus,
  type NodeStatus,
  reportPage,
} from "@tocsin/wire/node-api";
import type { z } from "zod";

export interface Asked {
  readonly status: number;
  /** Body as text. */
  readonly text: string;
}

const answerBytesMax = 64 * 1024 * 1024;
const deadlineMs = 120_000;
/** A machine with much else to do needs minutes for what an idle one does in seconds. */
const patienceMs = 300_000;
const pollMs = 100;
const pageItems = 200;

export class NodeApi {
  readonly home: string;

  constructor(home: string) {
    this.home = home;
  }

  /** Read anew each time: with each start the node makes a fresh bearer. */
  async address(): Promise<NodeAddress> {
    const file = await readFile(path.join(this.home, "api.json"), "utf8");
    return parseMessage(nodeAddress, parseJson(file));
  }

  /** Any status is an answer; throws `remote-unreachable` where the node is not there. */
  async ask(method: Method, at: string, body?: unknown): Promise<Asked> {
    const { url, token } = await this.address();
    const isFile = body instanceof Uint8Array;
    const mediaType = isFile ? "application/octet-stream" : "application/json";
    const bytes = isFile ? body : utf8(JSON.stringify(body));
    const answer = await fetchBytes(`${url}/api/${at}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: { mediaType, bytes } }),
      bytesMax: answerBytesMax,
      deadlineMs,
    });
    return { status: answer.status, text: textOf(answer.bytes) ?? "" };
  }

  /** The answer as a message; throws where it is a refusal. */
  async get<Schema extends z.ZodType>(schema: Schema, at: string): Promise<z.output<Schema>> {
    return parsed(schema, await this.ask("GET", at));
  }

  async send<Schema extends z.ZodType>(
    schema: Schema,
    method: Method,
    at: string,
    body: unknown = {},
  ): Promise<z.output<Schema>> {
    return parsed(schema, await this.ask(method, at, body));
  }

  status(): Promise<NodeStatus> {
    return this.get(nodeStatus, "status");
  }

  checkLedger(): Promise<LedgerCheck> {
    return this.get(ledgerCheck, "ledger/check");
  }

  report(id: string): Promise<ReportView> {
    return this.get(reportView, `reports/${id}`);
  }

  async reports(mine = false): Promise<readonly ReportView[]> {
    const all: ReportView[] = [];
    for (let after = ""; ;) {
      const query = `limit=${pageItems}${mine ? "&mine=true" : ""}${after && `&after=${after}`}`;
      const { items, next } = await this.get(reportPage, `reports?${query}`);
      all.push(...items);
      if (next === null) return all;
      after = next;
    }
  }

  /** A draft of the source in which all proposals are taken and what asks is removed; approved. */
  async approved(source: { readonly name: string; readonly text: string }): Promise<Draft> {
    return this.approve(await this.send(draft, "POST", "drafts", source));
  }

  async approve({ id }: Pick<Draft, "id">): Promise<Draft> {
    const taken = await this.send(draft, "PATCH", `drafts/${id}`, { acceptProposals: true });
    const open = taken.items.filter((it) => it.decision === null);
    const decisions = open.map((it) => ({ item: it.id, decision: "remove" }));
    const decided = await this.send(draft, "PATCH", `drafts/${id}`, { decisions });
    const { outgoingHash, blockers } = decided;
    if (outgoingHash === null) throw new Error(blockers.map((it) => it.code).join());
    return this.send(draft, "POST", `drafts/${id}/approve`, { outgoingHash });
  }

  async share(text: string): Promise<ReportView> {
    const { id, outgoingHash } = await this.approved({ name: "pasted", text });
    return this.send(reportView, "POST", `drafts/${id}/share`, { outgoingHash });
  }

  /** Waits until the status is as wanted; the caller's own deadline ends it otherwise. */
  async until(wanted: (status: NodeStatus) => boolean, what: string, msMax = patienceMs) {
    return until(() => this.status(), wanted, what, msMax);
  }

  /** Waits for tokens to report with, an open read session and the ledger. */
  ready(): Promise<NodeStatus> {
    return this.until(
      ({ tokens, sync }) =>
        ["report", "relay", "read"].every((purpose) =>
          tokens.some((it) => it.purpose === purpose && it.left > 0),
        ) &&
        tokens.some((it) => it.purpose === "read" && it.left < it.quota) &&
        sync.state === "current",
      "tokens, a session and the ledger",
    );
  }

  untilDelivered(id: string, msMax?: number): Promise<ReportView> {
    const isPublished = ({ delivery }: ReportView): boolean => delivery?.state === "published";
    return until(() => this.report(id), isPublished, "publication", msMax);
  }
}

/** Asks until the answer is as wanted; a program that is down or not ready is asked again. */
export async function until<Value>(
  ask: () => Promise<Value>,
  wanted: (value: Value) => boolean,
  what: string,
  msMax = patienceMs,
): Promise<Value> {
  const untilMs = systemClock.now() + msMax;
  let last: unknown = "no answer";
  while (systemClock.now() < untilMs) {
    try {
      const value = await ask();
      if (wanted(value)) return value;
      last = value;
    } catch (error) {
      last = error instanceof Error ? error.message : error;
    }
    await systemClock.sleep(pollMs);
  }
  throw new Error(`waited in vain for ${what}: ${JSON.stringify(last).slice(0, 2000)}`);
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

function parsed<Schema extends z.ZodType>(schema: Schema, answer: Asked): z.output<Schema> {
  if (answer.status > 299) throw new Refused(answer);
  return parseMessage(schema, parseJson(answer.text));
}

/** The node answered, with a refusal. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor({ status, text }: Asked) {
    const code = /"type":"([a-z-]+)"/.exec(text)?.[1] ?? "";
    super(`refused: ${status} ${code} ${text.slice(0, 300)}`);
    this.status = status;
    this.code = code;
  }
}

/** Whether the node is down, and not the request wrong. */
export function isDown(error: unknown): boolean {
  if (error instanceof TocsinError) return error.code.startsWith("remote-");
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
