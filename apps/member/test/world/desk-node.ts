/** A whole member node with its desk and local API, in a community on a fake clock. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { emptyProfile } from "@tocsin/disclosure";
import { parseJson } from "@tocsin/kernel";
import { type CompanyProfile, draft, type Draft, parseMessage } from "@tocsin/wire";
import { nodeAddress, signInLink } from "@tocsin/wire/node-api";
import { readFileSync } from "node:fs";
import type { z } from "zod";
import { type Member, startMember } from "../../src/compose.ts";
import type { TinyWorld } from "./tiny-world.ts";

/** Loops of the protocol side and of the asking of key holders that wait on the clock. */
export const loopsOfANode = 4;

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly value: unknown;
}

export class DeskNode implements AsyncDisposable {
  readonly folder: string;
  readonly #world: TinyWorld;
  readonly #name: string;
  #member: Member | undefined;
  cookie = "";

  constructor(world: TinyWorld, name: string) {
    this.#world = world;
    this.#name = name;
    this.folder = mkdtempSync(join(tmpdir(), "tocsin-desk-"));
  }

  /** A node that has joined, with tokens and the ledger. */
  static async ready(
    world: TinyWorld,
    name: string,
    profile: Partial<CompanyProfile> = {},
  ): Promise<DeskNode> {
    const node = new DeskNode(world, name);
    await node.start();
    const enrolled = await node.post("enrol", world.issuer.invite(`LEI ${name}`));
    if (enrolled.status !== 204) throw new Error(`enrol: ${enrolled.status}`);
    world.clock.loops += loopsOfANode;
    await node.ask("PUT", "profile", { ...emptyProfile, ...profile });
    await world.rounds(3);
    return node;
  }

  get member(): Member {
    if (this.#member === undefined) throw new Error("not started");
    return this.#member;
  }

  async start(): Promise<void> {
    const config = {
      stateDir: this.folder,
      host: "127.0.0.1",
      port: 0,
      ignoredBenignLists: ["documentation-addresses", "documentation-names"],
      passphraseWorkFactor: 4,
    };
    const { clock, random } = this.#world;
    const network = this.#world.networkOf(this.#name);
    this.#member = await startMember(config, { clock, random, network });
    if (this.#member.protocol.enrolled) this.#world.clock.loops += loopsOfANode;
  }

  async stop(): Promise<void> {
    if (this.#member === undefined) return;
    if (this.#member.protocol.enrolled) this.#world.clock.loops -= loopsOfANode;
    const stopping = this.#member[Symbol.asyncDispose]();
    this.#member = undefined;
    await stopping;
  }

  get bearer(): string {
    const file = readFileSync(join(this.folder, "api.json"), "utf8");
    return parseMessage(nodeAddress, parseJson(file)).token;
  }

  /** As the command line. */
  async ask(method: string, path: string, body?: unknown): Promise<Asked> {
    const headers = { authorization: `Bearer ${this.bearer}` };
    return this.send(method, path, body, headers);
  }

  post(path: string, body: unknown = {}): Promise<Asked> {
    return this.ask("POST", path, body);
  }

  /** As the console. */
  async browse(method: string, path: string, body?: unknown): Promise<Asked> {
    const headers = { cookie: this.cookie, "x-tocsin": "1", "sec-fetch-site": "same-origin" };
    return this.send(method, path, body, headers);
  }

  async send(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Asked> {
    const isBytes = body instanceof Uint8Array;
    const type = isBytes ? "application/octet-stream" : "application/json";
    const response = await fetch(`${this.member.url}/api/${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": type }) },
      ...(body === undefined ? {} : { body: isBytes ? body.slice() : JSON.stringify(body) }),
    });
    const text = await response.text();
    const value = text === "" ? undefined : parseJson(text);
    return { status: response.status, headers: response.headers, value };
  }

  /** Signs a browser in with a link as `tocsin open` asks for it. */
  async signIn(): Promise<void> {
    const link = await this.post("sign-in-links");
    const { url } = parseMessage(signInLink, link.value);
    const token = url.slice(url.indexOf("#token=") + 7);
    const signed = await this.send("POST", "sign-in", { token }, {});
    this.cookie = (signed.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  }

  /** The answer, parsed; throws where it is none. */
  async get<Schema extends z.ZodType>(schema: Schema, path: string): Promise<z.output<Schema>> {
    return parseMessage(schema, (await this.ask("GET", path)).value);
  }

  /** A draft of the text in which everything proposed is accepted and what asks is removed. */
  async reviewed(text: string): Promise<Draft> {
    const created = await this.post("drafts", { name: "pasted", text });
    const { id } = parseMessage(draft, created.value);
    const accepted = await this.ask("PATCH", `drafts/${id}`, { acceptProposals: true });
    const open = parseMessage(draft, accepted.value).items.filter((it) => it.decision === null);
    const decisions = open.map((it) => ({ item: it.id, decision: "remove" }));
    return parseMessage(draft, (await this.ask("PATCH", `drafts/${id}`, { decisions })).value);
  }

  async approved(text: string): Promise<Draft> {
    const { id, outgoingHash, blockers } = await this.reviewed(text);
    if (outgoingHash === null)
      throw new Error(blockers.map((it) => `${it.code}: ${it.why}`).join());
    return parseMessage(draft, (await this.post(`drafts/${id}/approve`, { outgoingHash })).value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
