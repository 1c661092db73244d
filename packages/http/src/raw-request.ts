/** For tests: bytes on a socket as no well-behaved client would send them. */

import { connect } from "node:net";

interface RawAnswer {
  /** What comes first; nothing where the other side closes without a word. */
  readonly first: Promise<string>;
  /** All that comes until the other side closes. */
  readonly whole: Promise<string>;
}

/** Sends the text and gives all that comes back until the other side closes. */
export function rawRequest(port: number, ...parts: readonly string[]): Promise<string> {
  return rawAnswer(port, ...parts).whole;
}

export function rawAnswer(port: number, ...parts: readonly string[]): RawAnswer {
  const [first, whole] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const socket = connect({ port, host: "127.0.0.1" });
  let answer = "";
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    answer += text;
    first.resolve(answer);
  });
  const end = (): void => {
    first.resolve(answer);
    whole.resolve(answer);
  };
  socket.on("close", end);
  socket.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "ECONNRESET" || error.code === "EPIPE") end();
    else whole.reject(error);
  });
  for (const part of parts) socket.write(part);
  return { first: first.promise, whole: whole.promise };
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}
