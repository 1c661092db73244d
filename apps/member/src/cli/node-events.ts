/** The node's stream of events, read line by line with a limit on each (WHATWG HTML §9.2). */

import { type IncomingMessage, request } from "node:http";

import { TocsinError } from "@tocsin/kernel";
import { nodeEvents } from "@tocsin/wire/node-api";

import type { NodeEvent } from "./node-port.ts";

/** Characters of one line; what is longer is not one of ours. */
const lineCharsMax = 4096;
/** The node sends a comment every 15 s. */
const silenceMs = 60_000;

export interface EventSource {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Begins with "open"; ends when the signal aborts or the node closes. Throws `node-not-running`. */
export async function* readNodeEvents(source: EventSource): AsyncGenerator<NodeEvent> {
  const answer = await connect(source);
  yield { name: "open", data: "" };
  answer.setEncoding("utf8");
  const reader = new EventReader();
  try {
    for await (const chunk of answer) yield* reader.read(String(chunk));
  } catch (error) {
    if (error instanceof TocsinError) throw error;
    // Cut short: the same as its end for whoever reads.
  } finally {
    answer.destroy();
  }
}

function connect({ url, headers, signal }: EventSource): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { headers: { ...headers, accept: "text/event-stream" }, signal, timeout: silenceMs },
      (answer) => {
        if (answer.statusCode === 200) {
          resolve(answer);
          return;
        }
        answer.destroy();
        const signedOut = answer.statusCode === 401;
        reject(
          signedOut
            ? new TocsinError("not-signed-in")
            : new TocsinError("remote-refused", { detail: `status ${answer.statusCode ?? 0}` }),
        );
      },
    );
    call.on("timeout", () => call.destroy());
    call.on("error", (cause) => {
      reject(new TocsinError("node-not-running", { cause }));
    });
    call.end();
  });
}

/** Chunks to events; a line that is too long throws `remote-answer-invalid`. */
export class EventReader {
  #rest = "";
  #name = "";
  #data = "";

  *read(chunk: string): Generator<NodeEvent> {
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    for (const line of [...lines, this.#rest]) {
      if (line.length > lineCharsMax) {
        throw new TocsinError("remote-answer-invalid", { detail: "line of events" });
      }
    }
    for (const line of lines) yield* this.#take(line);
  }

  *#take(line: string): Generator<NodeEvent> {
    if (line === "") {
      const name = nodeEvents.find((it) => it === this.#name);
      if (name !== undefined) yield { name, data: this.#data };
      this.#name = "";
      this.#data = "";
    } else if (line.startsWith("event:")) this.#name = line.slice(6).trim();
    else if (line.startsWith("data:")) this.#data = line.slice(5).trim();
  }
}
