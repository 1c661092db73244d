/**
 * Asking other programs. Every request of every node looks the same: a fixed set of headers, no
 * version, no language, no compression, no redirects; with a deadline and a limit on the answer.
 */

import { type Agent, type ClientRequest, type IncomingMessage, request as plain } from "node:http";
import { request as secure } from "node:https";

import { concatBytes, parseJson, textOf, TocsinError } from "@tocsin/kernel";
import { parseMessage } from "@tocsin/wire/primitives";
import type { z } from "zod";

import { errorOf, problem, problemBytesMax } from "./problem.ts";

export { problem } from "./problem.ts";

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: { readonly mediaType: string; readonly bytes: Uint8Array };
  /** Further headers, such as `authorization`; lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Until the whole answer has come. */
  readonly deadlineMs?: number;
  readonly bytesMax: number;
  readonly signal?: AbortSignal;
  /** Connections of another kind, such as through a SOCKS proxy; also where they are kept alive. */
  readonly agent?: Agent;
}

export interface Answered {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly bytes: Uint8Array;
}

const deadlineMsDefault = 15_000;

/**
 * Any status is an answer. Throws `remote-unreachable`, `remote-late` or `remote-answer-invalid`
 * (larger than `bytesMax`, or cut short).
 */
export function fetchBytes(url: string, ask: Ask): Promise<Answered> {
  const target = new URL(url);
  if (target.protocol !== "http:" && target.protocol !== "https:") {
    throw new TocsinError("message-invalid", { detail: "url" });
  }
  const deadline = AbortSignal.timeout(ask.deadlineMs ?? deadlineMsDefault);
  const signal = AbortSignal.any([deadline, ...(ask.signal === undefined ? [] : [ask.signal])]);
  return new Promise((resolve, reject) => {
    const failed = (cause: unknown): void => {
      reject(cause instanceof TocsinError ? cause : failure(deadline, cause));
    };
    const call = send(target, ask, signal, (answer) => {
      collect(answer, ask.bytesMax).then(resolve, (error: unknown) => {
        call.destroy();
        failed(error);
      });
    });
    call.on("error", failed);
    call.end(ask.body?.bytes);
  });
}

/**
 * Asks for JSON. A problem of our catalogue is thrown as that error; anything else that is not a
 * success as `remote-refused`.
 */
export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  ask: Omit<Ask, "body"> & { readonly json?: unknown },
): Promise<z.output<Schema>> {
  const { json, ...rest } = ask;
  const body =
    json === undefined
      ? {}
      : { body: { mediaType: "application/json", bytes: Buffer.from(JSON.stringify(json)) } };
  const answer = await fetchBytes(url, { ...rest, ...body });
  if (answer.status < 200 || answer.status > 299) throw refusalOf(answer);
  const text = textOf(answer.bytes);
  if (text === undefined) throw new TocsinError("remote-answer-invalid", { detail: "not UTF-8" });
  try {
    return parseMessage(schema, parseJson(text));
  } catch (cause) {
    throw new TocsinError("remote-answer-invalid", { detail: "not of its schema", cause });
  }
}

/** The error that an answer with a problem in it tells. */
export function refusalOf({ status, bytes }: Answered): TocsinError {
  const plainRefusal = new TocsinError("remote-refused", { detail: `status ${status}` });
  if (bytes.length > problemBytesMax) return plainRefusal;
  try {
    const told = problem.safeParse(parseJson(textOf(bytes) ?? ""));
    return (told.success ? errorOf(told.data) : undefined) ?? plainRefusal;
  } catch {
    return plainRefusal;
  }
}

function send(
  target: URL,
  { method = "GET", body, headers, agent }: Ask,
  signal: AbortSignal,
  answered: (answer: IncomingMessage) => void,
): ClientRequest {
  const fixed = {
    host: target.host,
    accept: "*/*",
    ...(body === undefined
      ? {}
      : { "content-type": body.mediaType, "content-length": String(body.bytes.length) }),
    ...headers,
  };
  const start = target.protocol === "https:" ? secure : plain;
  return start(target, { method, headers: fixed, signal, ...(agent && { agent }) }, answered);
}

async function collect(answer: IncomingMessage, bytesMax: number): Promise<Answered> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > bytesMax) {
      throw new TocsinError("remote-answer-invalid", { detail: `more than ${bytesMax} bytes` });
    }
    chunks.push(chunk);
  }
  return {
    status: answer.statusCode ?? 0,
    header: (name) => {
      const value = answer.headers[name.toLowerCase()];
      return typeof value === "string" ? value : undefined;
    },
    bytes: concatBytes(...chunks),
  };
}

function failure(deadline: AbortSignal, cause: unknown): TocsinError {
  return new TocsinError(deadline.aborted ? "remote-late" : "remote-unreachable", { cause });
}
