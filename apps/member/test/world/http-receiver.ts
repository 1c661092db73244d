/** A web server on this machine that keeps what is posted to it, and answers as a test says. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Posted {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface HttpReceiver extends Disposable {
  readonly url: string;
  readonly posted: readonly Posted[];
}

export async function openReceiver(
  answer: (outgoing: ServerResponse) => void,
): Promise<HttpReceiver> {
  const posted: Posted[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      posted.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString() });
      answer(outgoing);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    posted,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
