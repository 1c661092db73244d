/** A node's feeds beside a server of others that answers as a test says. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { type Clock, systemClock, systemRandom } from "@tocsin/kernel";
import { importStoreInMemory } from "@tocsin/store";

import { createImports, type Imports } from "../../src/feeds/imports.ts";

export const nowMs = Date.UTC(2026, 10, 21, 12);
const clock: Clock = { now: () => nowMs, sleep: (ms, signal) => systemClock.sleep(ms, signal) };

export interface Asked {
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
}

export type Answer = string | { status?: number; headers?: Record<string, string>; body?: string };

/** A server of others: answers by path and query, and keeps what it was asked. */
export class Others {
  readonly asked: Asked[] = [];
  answers: (asked: Asked) => Answer = () => ({ status: 404 });
  readonly #server: Server = createServer((incoming, outgoing) => {
    this.#answer(incoming, outgoing);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const asked = { url: new URL(incoming.url ?? "", this.url), headers: incoming.headers };
    this.asked.push(asked);
    const answer = this.answers(asked);
    const {
      status = 200,
      headers = {},
      body = "",
    } = typeof answer === "string" ? { body: answer } : answer;
    outgoing.writeHead(status, headers).end(body);
  }
}

type Kind = Parameters<Imports["add"]>[0]["kind"];

export class FeedWorld implements AsyncDisposable {
  readonly others = new Others();
  readonly imports: Imports;
  changes = 0;

  private constructor() {
    this.imports = createImports({
      file: "/nowhere/import.sqlite",
      openStore: () => Promise.resolve(importStoreInMemory()),
      policy: { ignoredBenignLists: new Set(["documentation-addresses", "documentation-names"]) },
      clock,
      random: systemRandom,
      onFailure: () => undefined,
      onState: () => undefined,
    });
    this.imports.onChange(() => {
      this.changes += 1;
    });
  }

  static async open(): Promise<FeedWorld> {
    const world = new FeedWorld();
    await world.others.start();
    return world;
  }

  async add(kind: Kind, path = "/feed", more = {}): Promise<string> {
    const url = `${this.others.url}${path}`;
    const feed = { name: `a ${kind}`, kind, url, allowPrivate: true, ...more };
    return (await this.imports.add(feed)).id;
  }

  async sync(id: string, accept = false) {
    return (await this.imports.sync(id, accept)).result;
  }

  async known(): Promise<string[]> {
    return (await this.imports.values(0, 1000)).items.map((it) => it.value).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.imports[Symbol.asyncDispose]();
    this.others.stop();
  }
}
