/**
 * Where a feed's bytes come from: a server of others, or a file that the company's own systems write. The
 * server learns this machine's address, the key that was given for it, and when it is asked: nothing of
 * what the company reports or sees. A server never leads to a file.
 */

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";

import { openOutside, type Outside, outsideUrl } from "@tocsin/http";
import { parseJson, concatBytes, textOf, TocsinError } from "@tocsin/kernel";
import { z } from "zod";

/** What tells whether there is a newer copy, RFC 9110 §13.1. */
export const validators = z.strictObject({
  etag: z.string().max(1000).optional(),
  modified: z.string().max(100).optional(),
});
export type Validators = z.output<typeof validators>;

export type Fetched =
  | { readonly isSame: true }
  | {
      readonly isSame: false;
      readonly validators: Validators;
      readonly header: (name: string) => string | undefined;
      readonly chunks: AsyncIterable<Uint8Array>;
    };

export interface Wanted {
  readonly accept?: string;
  readonly bytesMax: number;
  /** Of the copy that is here. */
  readonly validators?: Validators;
}

export interface Source extends Disposable {
  /**
   * Throws `remote-refused` with the status, `document-missing` for files, `too-large`, and what
   * `Outside.ask` throws.
   */
  get(where: string, wanted: Wanted): Promise<Fetched>;
  /** A document that another one names. Throws `message-invalid` where it leads elsewhere. */
  beside(base: string, named: string): string;
  /** How long the server has asked to be left alone; 0 where it has not. */
  readonly retryAfterMs: number;
}

export interface SourceOf {
  readonly url: string;
  readonly scheme: string | null;
  readonly user: string | null;
  readonly secret: string | null;
  readonly allowPrivate: boolean;
}

export type OpenSource = (feed: SourceOf, signal: AbortSignal) => Source;

export function isFile(url: string): boolean {
  return path.isAbsolute(url);
}

/** The address of a feed as it may be kept. Throws `message-invalid`, `address-private`. */
export function checkedFeedUrl(feed: Pick<SourceOf, "url" | "allowPrivate">): string {
  return isFile(feed.url) ? path.normalize(feed.url) : outsideUrl(feed.url, reachOf(feed)).href;
}

export const openSource: OpenSource = (feed, signal) =>
  isFile(feed.url) ? fileSource() : webSource(feed, signal);

/** The whole of it as JSON. Throws `remote-answer-invalid`. */
export async function jsonOf({ chunks }: { chunks: AsyncIterable<Uint8Array> }): Promise<unknown> {
  const text = textOf(await wholeOf(chunks));
  if (text === undefined) throw new TocsinError("remote-answer-invalid", { detail: "not UTF-8" });
  try {
    return parseJson(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new TocsinError("remote-answer-invalid", { detail: "not JSON", cause });
  }
}

/** The whole of a document that is asked for without conditions. Throws what `Source.get` throws. */
export async function bytesAt(source: Source, url: string, bytesMax: number): Promise<Uint8Array> {
  const fetched = await source.get(url, { bytesMax });
  if (fetched.isSame) {
    throw new TocsinError("remote-answer-invalid", { detail: "an answer to another question" });
  }
  return wholeOf(fetched.chunks);
}

export async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return concatBytes(...all);
}

const retryAfterMsMax = 24 * 3_600_000;

function webSource(feed: SourceOf, signal: AbortSignal): Source {
  const secrets = authorization(feed);
  const reach = reachOf(feed);
  const outside = openOutside({
    ...(secrets === undefined ? {} : { secrets: { authorization: secrets } }),
    ...reach,
  });
  let retryAfterMs = 0;
  return {
    get: async (url, wanted) => {
      const answer = await ask(outside, url, wanted, signal);
      if (answer.status === 304) return discarded(answer, { isSame: true });
      if (answer.status === 200) {
        const etag = answer.header("etag");
        const modified = answer.header("last-modified");
        const known = { ...(etag && { etag }), ...(modified && { modified }) };
        const { header, chunks } = answer;
        return { isSame: false, validators: known, header, chunks };
      }
      answer.discard();
      const seconds = Number(answer.header("retry-after"));
      if (seconds > 0) retryAfterMs = Math.min(seconds * 1000, retryAfterMsMax);
      throw new TocsinError("remote-refused", { detail: `status ${answer.status}` });
    },
    beside: (base, named) => {
      if (!URL.canParse(named, base)) throw new TocsinError("message-invalid", { detail: "url" });
      return outsideUrl(new URL(named, base).href, reach).href;
    },
    get retryAfterMs() {
      return retryAfterMs;
    },
    [Symbol.dispose]: () => {
      outside[Symbol.dispose]();
    },
  };
}

function ask(
  outside: Outside,
  url: string,
  { accept, bytesMax, validators: known }: Wanted,
  signal: AbortSignal,
): ReturnType<Outside["ask"]> {
  const headers = {
    ...(accept === undefined ? {} : { accept }),
    ...(known?.etag === undefined ? {} : { "if-none-match": known.etag }),
    ...(known?.modified === undefined ? {} : { "if-modified-since": known.modified }),
  };
  return outside.ask(url, { headers, bytesMax, signal });
}

function discarded(answer: { discard(): void }, fetched: Fetched): Fetched {
  answer.discard();
  return fetched;
}

/** One host may be in a private network, where a person has said so. */
function reachOf({ url, allowPrivate }: Pick<SourceOf, "url" | "allowPrivate">) {
  if (!allowPrivate || !URL.canParse(url)) return {};
  return { privateHost: new URL(url).hostname.replace(/^\[|\]$/g, "") };
}

function authorization({ scheme, user, secret }: SourceOf): string | undefined {
  if (secret === null) return undefined;
  switch (scheme) {
    case "basic":
      return `Basic ${Buffer.from(`${user ?? ""}:${secret}`).toString("base64")}`;
    case "bearer":
      return `Bearer ${secret}`;
    case "token":
      return `Token ${secret}`;
    default:
      return secret;
  }
}

/** Files beside the named one as well, and nothing outside its folder. */
function fileSource(): Source {
  return {
    get: async (file, { bytesMax, validators: known }) => {
      const found = await stat(file).catch((cause: unknown): never => {
        throw new TocsinError("document-missing", { cause });
      });
      if (!found.isFile()) throw new TocsinError("document-missing");
      if (found.size > bytesMax) throw tooLarge(bytesMax);
      const etag = `${found.mtimeMs}:${found.size}:${found.ino}`;
      if (known?.etag === etag) return { isSame: true };
      const chunks = chunksOf(file, bytesMax);
      return { isSame: false, validators: { etag }, header: () => undefined, chunks };
    },
    beside: (base, named) => {
      const folder = path.dirname(base);
      const file = path.resolve(folder, named);
      if (!file.startsWith(`${folder}${path.sep}`)) {
        throw new TocsinError("message-invalid", { detail: "a file outside the feed's folder" });
      }
      return file;
    },
    retryAfterMs: 0,
    [Symbol.dispose]: () => undefined,
  };
}

async function* chunksOf(file: string, bytesMax: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of createReadStream(file)) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    // It may grow while it is read.
    if (length > bytesMax) throw tooLarge(bytesMax);
    yield chunk;
  }
}

function tooLarge(bytesMax: number): TocsinError {
  return new TocsinError("too-large", { detail: `${bytesMax} bytes` });
}
