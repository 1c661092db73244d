/**
 * The member node's local API as the command line uses it. The node alone learns what is asked; every
 * answer is parsed before anything of it is shown.
 */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { fetchBytes, problem, refusalOf } from "@tocsin/http/client";
import { parseJson, textOf, TocsinError } from "@tocsin/kernel";
import type { NodeAddress } from "@tocsin/wire/node-api";
import { parseMessage } from "@tocsin/wire/primitives";

import { NodeRefusal } from "./failure.ts";
import { readNodeEvents } from "./node-events.ts";
import type { Asking, Method, NodeClient, Query } from "./node-port.ts";

/** A draft holds its whole source text, which JSON may write six times as long. */
const answerBytesMax = 384 * 1024 * 1024;
const deadlineMsDefault = 30_000;

export function createNodeClient({ url, token }: NodeAddress): NodeClient {
  const base = cutEnd(url, "/");
  const headers = { authorization: `Bearer ${token}` };
  const answerTo = async (
    method: Method,
    path: readonly string[],
    { query, json, bytes, deadlineMs = deadlineMsDefault }: Asking = {},
  ): Promise<Uint8Array> => {
    const body = bodyOf(json, bytes);
    const answer = await fetchBytes(`${base}${pathText(path, query)}`, {
      method,
      headers,
      deadlineMs,
      bytesMax: answerBytesMax,
      ...(body === undefined ? {} : { body }),
    }).catch(unreachableNode);
    if (answer.status >= 200 && answer.status <= 299) return answer.bytes;
    throw refusal(answer);
  };
  return {
    ask: async (method, path, schema, ...[asking]) => {
      const text = textOf(await answerTo(method, path, asking));
      if (text === undefined) throw invalidAnswer();
      try {
        return parseMessage(schema, parseJson(text));
      } catch (cause) {
        throw invalidAnswer(cause);
      }
    },
    tell: async (method, path, ...[asking]) => {
      await answerTo(method, path, asking);
    },
    events: (signal) => readNodeEvents({ url: `${base}/api/events`, headers, signal }),
  };
}

function bodyOf(json: unknown, bytes: Uint8Array | undefined) {
  if (bytes !== undefined) return { mediaType: "application/octet-stream", bytes };
  if (json === undefined) return undefined;
  return { mediaType: "application/json", bytes: Buffer.from(JSON.stringify(json)) };
}

function pathText(path: readonly string[], query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, value);
  }
  const text = `/api/${path.map(segment).join("/")}`;
  return search.size === 0 ? text : `${text}?${search.toString()}`;
}

/** "." and ".." would be taken out of the address, and so lead to another route. */
function segment(text: string): string {
  if (text === "." || text === ".." || text === "") throw new TocsinError("not-found");
  return encodeURIComponent(text);
}

/** The state file may outlive a node that was killed. */
function unreachableNode(error: unknown): never {
  const isGone = error instanceof TocsinError && error.code === "remote-unreachable";
  throw isGone ? new TocsinError("node-not-running", { cause: error }) : error;
}

function refusal(answer: Parameters<typeof refusalOf>[0]): TocsinError {
  const told = refusalOf(answer);
  const id = idOf(answer.bytes);
  return id === undefined ? told : new NodeRefusal(told, id);
}

function idOf(bytes: Uint8Array): string | undefined {
  try {
    return problem.parse(parseJson(textOf(bytes) ?? "")).id;
  } catch {
    return undefined;
  }
}

function invalidAnswer(cause?: unknown): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail: "not of its schema", cause });
}
