/**
 * The line between one node and the relay, as somebody on it sees it once TLS is taken off: every request
 * byte for byte, and when it went by. The bytes are passed on as they come.
 */

import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

/** What came of one request before its body. */
export interface Head {
  readonly atMs: number;
  readonly text: string;
  /** Length of the body that it announces. */
  readonly bodyBytes: number;
}

export interface Line extends AsyncDisposable {
  readonly port: number;
  readonly heads: readonly Head[];
}

const headEnd = "\r\n\r\n";

/** Listens on a port of its own, so that what comes here comes from this node. */
export async function tapLine(relayPort: number, now: () => number): Promise<Line> {
  const heads: Head[] = [];
  const open = new Set<Socket>();
  const server = createServer((node) => {
    const relay = connect(relayPort, "127.0.0.1");
    const reader = new HeadReader((text, bodyBytes) =>
      heads.push({ atMs: now(), text, bodyBytes }),
    );
    for (const socket of [node, relay]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        open.delete(socket);
        node.destroy();
        relay.destroy();
      });
    }
    node.on("data", (bytes: Buffer) => {
      reader.take(bytes.toString("latin1"));
    });
    node.pipe(relay);
    relay.pipe(node);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server),
    heads,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new RangeError("no port");
  return address.port;
}

/** Cuts what is sent on one connection into heads and bodies. */
class HeadReader {
  readonly #told: (text: string, bodyBytes: number) => void;
  #text = "";
  #bodyLeft = 0;

  constructor(told: (text: string, bodyBytes: number) => void) {
    this.#told = told;
  }

  take(bytes: string): void {
    this.#text += bytes;
    for (;;) {
      const skipped = Math.min(this.#bodyLeft, this.#text.length);
      this.#text = this.#text.slice(skipped);
      this.#bodyLeft -= skipped;
      const end = this.#bodyLeft > 0 ? -1 : this.#text.indexOf(headEnd);
      if (end < 0) return;
      const head = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + headEnd.length);
      this.#bodyLeft = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      this.#told(head, this.#bodyLeft);
    }
  }
}
