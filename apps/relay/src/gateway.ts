/**
 * The one gateway behind this relay. It is told the sealed bytes and that they are sealed; of the node
 * nothing: no address, no header, no moment but the relay's own. RFC 9458 §6.1.
 */

import { Agent as PlainAgent, type IncomingMessage, request as plain } from "node:http";
import { Agent as SecureAgent, request as secure } from "node:https";
import { Readable } from "node:stream";

import { fetchBytes } from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";
import { obliviousRequestMediaType, obliviousResponseMediaType, urlAt } from "@tocsin/wire";

import { sealedAnswerBytesMax } from "./limits.ts";

export interface FeedAsk {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** An answer whose body has not been read yet. */
export interface FeedAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** The whole body, or undefined where it is longer; then the stream is still there. */
  readonly length: number | undefined;
  stream(): ReadableStream<Uint8Array>;
  /** Reads and forgets what is left, so that the connection can be used again. */
  discard(): void;
}

export interface Gateway extends AsyncDisposable {
  /** The sealed answer. Throws `remote-unreachable`, `-late`, `-refused`, `-answer-invalid`. */
  forward(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** Any status is an answer. Throws `remote-unreachable`. */
  read(path: string, ask: FeedAsk): Promise<FeedAnswer>;
}

const idleSocketsMax = 256;

export function createGateway(url: string, sealedDeadlineMs: number): Gateway {
  const base = new URL(url);
  if (base.protocol !== "http:" && base.protocol !== "https:") {
    throw new TocsinError("message-invalid", { detail: "gateway url" });
  }
  const isSecure = base.protocol === "https:";
  const agent = new (isSecure ? SecureAgent : PlainAgent)({
    keepAlive: true,
    maxFreeSockets: idleSocketsMax,
  });
  const at = (path: string): string => urlAt(url, path);
  return {
    forward: async (path, bytes, signal) => {
      const answer = await fetchBytes(at(path), {
        method: "POST",
        body: { mediaType: obliviousRequestMediaType, bytes },
        deadlineMs: sealedDeadlineMs,
        bytesMax: sealedAnswerBytesMax,
        agent,
        signal,
      });
      if (answer.status !== 200) throw new TocsinError("remote-refused");
      if (answer.header("content-type") !== obliviousResponseMediaType) {
        throw new TocsinError("remote-answer-invalid", { detail: "media type" });
      }
      return new Uint8Array(answer.bytes);
    },
    read: (path, { headers = {}, signal }) =>
      new Promise((resolve, reject) => {
        const start = isSecure ? secure : plain;
        const fixed = { host: base.host, accept: "*/*", ...headers };
        const call = start(at(path), { method: "GET", headers: fixed, agent, signal }, (answer) => {
          resolve(answerOf(answer));
        });
        call.on("error", (cause) => {
          // A reader who leaves is no failure of the source.
          reject(new TocsinError(signal.aborted ? "cancelled" : "remote-unreachable", { cause }));
        });
        call.end();
      }),
    [Symbol.asyncDispose]: () => {
      agent.destroy();
      return Promise.resolve();
    },
  };
}

function answerOf(answer: IncomingMessage): FeedAnswer {
  const declared = answer.headers["content-length"];
  return {
    status: answer.statusCode ?? 0,
    header: (name) => {
      const value = answer.headers[name];
      return typeof value === "string" ? value : undefined;
    },
    length: declared === undefined ? undefined : Number(declared),
    stream: () => Readable.toWeb(answer) as ReadableStream<Uint8Array>,
    discard: () => {
      answer.resume();
    },
  };
}
