/** The feed's static files over HTTP on this machine. Relay and issuer are down. */

import { createServer } from "node:http";

import { assert, type Round } from "@tocsin/kernel";
import { checkpointPath } from "@tocsin/wire";

export class FeedServer implements AsyncDisposable {
  readonly batches = new Map<Round, Uint8Array>();
  checkpoint = "";
  readonly #server = createServer((request, response) => {
    const found = request.method === "GET" ? this.#file(request.url ?? "") : undefined;
    response.writeHead(found === undefined ? 503 : 200).end(found);
  });

  private constructor() {
    // Nobody has it before `open` gives it.
  }

  static async open(): Promise<FeedServer> {
    const feed = new FeedServer();
    await new Promise<void>((done) => feed.#server.listen(0, "127.0.0.1", done));
    return feed;
  }

  get url(): string {
    const at = this.#server.address();
    assert(typeof at === "object" && at !== null, "listens");
    return `http://127.0.0.1:${at.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #file(path: string): string | Uint8Array | undefined {
    if (path === checkpointPath) return this.checkpoint;
    const number = Number(path.slice(path.lastIndexOf("/") + 1));
    if (path.startsWith("/feed/batches/")) return this.batches.get(number as Round);
    if (!path.startsWith("/feed/rounds/")) return undefined;
    return Array.from(this.batches.keys())
      .filter((round) => round > number)
      .map((round) => `${round}\n`)
      .join("");
  }
}
