/**
 * Asking servers of others, at addresses that people type in or that an answer leads to. They learn this
 * machine's address and what is asked, and nothing else. A name is resolved once and the connection goes
 * to the address that was checked, so that it cannot be another one in between; redirects are checked
 * again and never get the secret of another origin. Everything has a limit: time, silence, bytes.
 */

import { lookup as resolveName } from "node:dns/promises";
import { Agent as PlainAgent, type IncomingMessage, request as plain } from "node:http";
import { Agent as SecureAgent, request as secure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { createGunzip } from "node:zlib";

import { concatBytes, TocsinError } from "@tocsin/kernel";

import { isPublicAddress } from "./public-address.ts";

export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

export interface OutsideOptions {
  /** The one host that may be in a private network, because a person has named it and said so. */
  readonly privateHost?: string;
  /** Names to addresses; the system's resolver by default. */
  readonly resolve?: (name: string) => Promise<readonly ResolvedAddress[]>;
  /** Sent to the origin that is asked, and to no other one that it redirects to. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface OutsideAsk {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the whole answer, unpacked. */
  readonly bytesMax: number;
  /** Without a byte for so long, it is given up. */
  readonly silenceMs?: number;
  /** Until the whole answer has come. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

export interface OutsideAnswer {
  readonly status: number;
  /** After redirects. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
  /**
   * The body as it comes, unpacked; read it or `discard` it. Throws `remote-answer-invalid`, `remote-late`,
   * `remote-unreachable`.
   */
  readonly chunks: AsyncIterable<Uint8Array>;
  discard(): void;
}

export interface Outside extends Disposable {
  /**
   * Any status but a redirect is an answer. Throws `address-private`, `remote-unreachable`, `remote-late`,
   * `remote-answer-invalid`.
   */
  ask(url: string, ask: OutsideAsk): Promise<OutsideAnswer>;
}

const silenceMsDefault = 20_000;
const deadlineMsDefault = 10 * 60_000;
const redirectsMax = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Connections are kept until it is disposed of. */
export function openOutside(options: OutsideOptions = {}): Outside {
  const lookup = guardedLookup(options);
  const agents = {
    "http:": new PlainAgent({ keepAlive: true, lookup, maxSockets: 4 }),
    "https:": new SecureAgent({ keepAlive: true, lookup, maxSockets: 4 }),
  };
  return {
    ask: (url, ask) => follow(options, agents, url, ask),
    [Symbol.dispose]: () => {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}

/** The whole body in memory. */
export async function bodyOf(answer: OutsideAnswer): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.chunks) chunks.push(chunk);
  return concatBytes(...chunks);
}

interface Agents {
  readonly "http:": PlainAgent;
  readonly "https:": SecureAgent;
}

async function follow(
  options: OutsideOptions,
  agents: Agents,
  start: string,
  ask: OutsideAsk,
): Promise<OutsideAnswer> {
  const deadline = AbortSignal.timeout(ask.deadlineMs ?? deadlineMsDefault);
  let url = outsideUrl(start, options);
  const { origin } = url;
  for (let hops = 0; hops <= redirectsMax; hops += 1) {
    const secrets = url.origin === origin ? options.secrets : undefined;
    const answer = await askOnce(agents, url, { ...ask, ...(secrets && { secrets }) }, deadline);
    const location = redirects.has(answer.status) ? answer.header("location") : undefined;
    if (location === undefined) return answer;
    answer.discard();
    const next = URL.canParse(location, url) ? new URL(location, url).href : "";
    const target = outsideUrl(next, options);
    if (url.protocol === "https:" && target.protocol !== "https:") {
      throw invalid("redirected to an unprotected address");
    }
    url = target;
  }
  throw invalid("too many redirects");
}

/**
 * An address that may be asked. One written as digits is looked up by nobody, so it is checked here. Throws
 * `message-invalid`, `address-private`.
 */
export function outsideUrl(text: string, { privateHost }: OutsideOptions): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new TocsinError("message-invalid", { detail: "url" });
  }
  if (url.username !== "" || url.password !== "") {
    throw new TocsinError("message-invalid", { detail: "a url with a password in it" });
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (host !== privateHost && isIP(host) !== 0 && !isPublicAddress(host)) {
    throw new TocsinError("address-private");
  }
  return url;
}

/** The resolver of every connection: what it gives is what is connected to. */
function guardedLookup({ privateHost, resolve }: OutsideOptions): LookupFunction {
  const resolved = resolve ?? ((name: string) => resolveName(name, { all: true }));
  return (name, { all = false }, done) => {
    resolved(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) done(new TocsinError("remote-unreachable"), "");
        else if (name !== privateHost && !addresses.every((it) => isPublicAddress(it.address))) {
          done(new TocsinError("address-private"), "");
        } else if (all) done(null, [...addresses]);
        else done(null, first.address, first.family);
      },
      (cause: unknown) => {
        done(new TocsinError("remote-unreachable", { cause }), "");
      },
    );
  };
}

function askOnce(
  agents: Agents,
  url: URL,
  ask: OutsideAsk & { readonly secrets?: Readonly<Record<string, string>> },
  deadline: AbortSignal,
): Promise<OutsideAnswer> {
  const signal = AbortSignal.any([deadline, ...(ask.signal === undefined ? [] : [ask.signal])]);
  const headers = {
    host: url.host,
    accept: "*/*",
    "accept-encoding": "gzip",
    ...ask.headers,
    ...ask.secrets,
  };
  return new Promise((resolve, reject) => {
    const ended: Ended = { isLate: () => deadline.aborted || isSilent };
    let isSilent = false;
    const answered = (answer: IncomingMessage): void => {
      resolve({
        status: answer.statusCode ?? 0,
        url: url.href,
        header: (name) => {
          const value = answer.headers[name.toLowerCase()];
          return typeof value === "string" ? value : undefined;
        },
        chunks: chunksOf(answer, ask.bytesMax, ended),
        discard: () => answer.destroy(),
      });
    };
    const call =
      url.protocol === "https:"
        ? secure(url, { headers, signal, agent: agents["https:"] }, answered)
        : plain(url, { headers, signal, agent: agents["http:"] }, answered);
    call.setTimeout(ask.silenceMs ?? silenceMsDefault, () => {
      isSilent = true;
      call.destroy();
    });
    call.on("error", (error) => {
      reject(failure(ended, error));
    });
    call.end();
  });
}

/** Why a connection ended, where it was cut here. */
interface Ended {
  readonly isLate: () => boolean;
}

async function* chunksOf(
  answer: IncomingMessage,
  bytesMax: number,
  ended: Ended,
): AsyncGenerator<Uint8Array> {
  const encoding = answer.headers["content-encoding"]?.toLowerCase() ?? "identity";
  const isPacked = encoding === "gzip" || encoding === "x-gzip";
  if (!isPacked && encoding !== "identity") {
    answer.destroy();
    throw invalid("packed in a way that was not asked for");
  }
  const body = isPacked ? answer.pipe(createGunzip()) : answer;
  if (isPacked) answer.on("error", (error) => body.destroy(error));
  let length = 0;
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) continue;
      length += chunk.length;
      if (length > bytesMax) throw invalid(`more than ${bytesMax} bytes`);
      yield chunk;
    }
    if (!answer.complete) throw invalid("cut short");
  } catch (cause) {
    throw isPacked && !ended.isLate() && answer.complete ? asInvalid(cause) : failure(ended, cause);
  } finally {
    answer.destroy();
    body.destroy();
  }
}

/** What cannot be unpacked. */
function asInvalid(cause: unknown): TocsinError {
  return cause instanceof TocsinError ? cause : invalid("not what it says to be packed as", cause);
}

function invalid(detail: string, cause?: unknown): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail, cause });
}

function failure({ isLate }: Ended, cause: unknown): TocsinError {
  if (cause instanceof TocsinError) return cause;
  return new TocsinError(isLate() ? "remote-late" : "remote-unreachable", { cause });
}
