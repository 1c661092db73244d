/**
 * CSAF advisories: from a provider's metadata over its ROLIE feeds, from one ROLIE feed, from a plain list
 * of documents, or one document. Only what is newer than the copy here is read, and only what has the hash
 * that its provider publishes beside it; the last good copy of anything else stays. CSAF 2.0 §7.1.
 */

import { createHash } from "node:crypto";

import { parseJson, textOf, TocsinError } from "@tocsin/kernel";
import type { ImportItem } from "@tocsin/store";
import { readCsaf } from "@tocsin/threat/formats";
import { isStixObject as isFields } from "@tocsin/threat/stix";
import { z } from "zod";

import {
  cursorOf,
  type FeedReader,
  futureMsMax,
  plainItem,
  type Reading,
  unchanged,
} from "../reading.ts";
import { jsonOf, validators, wholeOf } from "../source.ts";

const listBytesMax = 64 * 1024 * 1024;
const documentBytesMax = 64 * 1024 * 1024;
const hashBytesMax = 4096;
const documentsMax = 100_000;
const feedsMax = 100;
const stepDocuments = 20;

const link = z.string().min(1).max(2048);
const providerForm = z.object({
  role: z.string().max(100).optional(),
  distributions: z
    .array(
      z.object({
        rolie: z.object({ feeds: z.array(z.object({ url: link })).max(1000) }).optional(),
        directory_url: link.optional(),
      }),
    )
    .max(100),
});
const rolieForm = z.object({
  feed: z.object({
    entry: z
      .array(
        z.object({
          updated: z.iso.datetime({ offset: true }),
          content: z.object({ src: link }),
          link: z
            .array(z.object({ rel: z.string().max(100), href: link }))
            .max(100)
            .default([]),
        }),
      )
      .max(documentsMax)
      .default([]),
  }),
});

interface Listed {
  readonly url: string;
  /** Where its hash is; the first that is there counts. Empty where its provider names none. */
  readonly hashes: readonly string[];
  /** When it was changed, where the list says so. */
  readonly atMs: number | null;
}

export const readCsafFeed: FeedReader = async function* (reading) {
  const known = cursorOf(reading, validators);
  const wanted = { bytesMax: listBytesMax, ...(known && { validators: known }) };
  const fetched = await reading.source.get(reading.url, wanted);
  if (fetched.isSame) return unchanged;
  const text = textOf(await wholeOf(fetched.chunks));
  if (text === undefined) throw invalid("not UTF-8");
  const value = text.trimStart().startsWith("{") ? jsonOrNothing(text) : text;
  if (isFields(value) && isFields(value["document"])) {
    yield stepOf([itemOf(reading, reading.url, value, null)]);
    return { whole: true, cursor: JSON.stringify(fetched.validators) };
  }
  const { listed, isLasting } = await documentsOf(reading, value);
  const orders = await reading.orders(listed.map((it) => it.url));
  const isKnown = ({ url, atMs }: Listed): boolean =>
    atMs !== null && (orders[url] ?? Number.NEGATIVE_INFINITY) >= atMs;
  yield { items: [], kept: listed.filter(isKnown).map((it) => it.url) };
  const fresh = listed.filter((it) => !isKnown(it));
  for (let at = 0; at < fresh.length; at += stepDocuments) {
    const some = fresh.slice(at, at + stepDocuments);
    const read: (ImportItem | Refusal)[] = [];
    for (const one of some) read.push(await readDocument(reading, one));
    yield stepOf(read);
  }
  // A list without times, or of lists, says by its own validators nothing of what it leads to.
  return { whole: true, ...(isLasting ? { cursor: JSON.stringify(fetched.validators) } : {}) };
};

interface Refusal {
  readonly key: string;
  readonly why: string;
}

function stepOf(read: readonly (ImportItem | Refusal)[]) {
  const items = read.filter((it) => "digest" in it);
  const refused = read.filter((it) => "why" in it);
  const newest = items.map((it) => it.order ?? 0);
  return {
    items,
    // What was good before stands.
    kept: refused.map((it) => it.key),
    refusals: refused.map((it) => it.why),
    newestMs: Math.max(0, ...newest),
  };
}

async function documentsOf(
  reading: Reading,
  value: unknown,
): Promise<{ listed: readonly Listed[]; isLasting: boolean }> {
  const { source, url } = reading;
  if (typeof value === "string")
    return { listed: fromPlainList(reading, url, value), isLasting: false };
  const rolie = rolieForm.safeParse(value);
  if (rolie.success) return { listed: fromRolie(reading, url, rolie.data), isLasting: true };
  const provider = providerForm.safeParse(value);
  if (!provider.success) throw invalid("neither provider metadata nor ROLIE nor a list");
  const listed = new Map<string, Listed>();
  const { distributions, role } = provider.data;
  // Who calls itself so must publish a hash beside each document, §7.1.18.
  const isTrusted = role === "csaf_trusted_provider";
  const feeds = distributions.flatMap((it) => it.rolie?.feeds ?? []).slice(0, feedsMax);
  for (const { url: named } of feeds) {
    const at = source.beside(url, named);
    const parsed = rolieForm.safeParse(await jsonAt(reading, at));
    if (!parsed.success) throw invalid("no ROLIE feed where the metadata names one");
    for (const one of fromRolie(reading, at, parsed.data)) listed.set(one.url, one);
  }
  const folders = feeds.length > 0 ? [] : distributions.flatMap((it) => it.directory_url ?? []);
  for (const folder of folders.slice(0, feedsMax)) {
    const at = source.beside(url, `${folder.replace(/\/$/, "")}/changes.csv`);
    for (const one of fromPlainList(reading, at, await textAt(reading, at))) {
      listed.set(one.url, isTrusted ? { ...one, hashes: besideIt(one.url) } : one);
    }
  }
  return { listed: [...listed.values()], isLasting: false };
}

function fromRolie(
  { source }: Reading,
  base: string,
  { feed }: z.output<typeof rolieForm>,
): readonly Listed[] {
  return feed.entry.map(({ updated, content, link: links }) => ({
    url: source.beside(base, content.src),
    hashes: links.filter(({ rel }) => rel === "hash").map(({ href }) => source.beside(base, href)),
    atMs: Date.parse(updated),
  }));
}

/** An address a line; or `changes.csv`: an address and when it was changed. */
function fromPlainList({ source }: Reading, base: string, text: string): readonly Listed[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length > documentsMax) throw invalid(`more than ${documentsMax} documents`);
  return lines.map((line) => {
    const [, quoted, when] = /^"([^"]{1,2000})" *, *"([^"]{1,40})"$/.exec(line) ?? [];
    const atMs = when === undefined ? Number.NaN : Date.parse(when);
    return {
      url: source.beside(base, quoted ?? line),
      hashes: [],
      atMs: Number.isNaN(atMs) ? null : atMs,
    };
  });
}

async function readDocument(
  reading: Reading,
  { url, hashes, atMs }: Listed,
): Promise<ImportItem | Refusal> {
  if (atMs !== null && atMs > reading.nowMs + futureMsMax) {
    return { key: url, why: "an advisory that is from the future" };
  }
  const bytes = await bytesAt(reading, url, documentBytesMax);
  if (hashes.length > 0) {
    const why = hashRefusal(bytes, await firstHash(reading, hashes));
    if (why !== undefined) return { key: url, why };
  }
  return itemOf(reading, url, jsonOrNothing(textOf(bytes) ?? ""), atMs);
}

function besideIt(url: string): readonly string[] {
  return [`${url}.sha512`, `${url}.sha256`];
}

/** The text of the first file that is there. */
async function firstHash(reading: Reading, at: readonly string[]): Promise<string | undefined> {
  for (const url of at) {
    try {
      return textOf(await bytesAt(reading, url, hashBytesMax)) ?? "";
    } catch (error) {
      const isMissing =
        error instanceof TocsinError &&
        (error.code === "remote-refused" || error.code === "document-missing");
      if (!isMissing) throw error;
    }
  }
  return undefined;
}

/** A line of `sha256sum` or `sha512sum`: the hash in hex, then perhaps the file's name. */
function hashRefusal(bytes: Uint8Array, text: string | undefined): string | undefined {
  if (text === undefined) return "an advisory without the hash that its provider must publish";
  const [, hex = ""] = /^([0-9a-f]{64}|[0-9a-f]{128})(?:\s|$)/i.exec(text.trimStart()) ?? [];
  if (hex === "") return "an advisory whose published hash is none";
  const made = createHash(hex.length === 64 ? "sha256" : "sha512")
    .update(bytes)
    .digest("hex");
  return made === hex.toLowerCase() ? undefined : "an advisory that has not its published hash";
}

/** The advisory as it is read again; the address is its key, because that is what lists name. */
function itemOf(
  { nowMs }: Reading,
  url: string,
  value: unknown,
  atMs: number | null,
): ImportItem | Refusal {
  const read = readCsaf(value);
  if (!read.ok) return { key: url, why: read.why };
  const { advisory } = read;
  if (advisory.status === "draft") return { key: url, why: "an advisory that is a draft" };
  if (advisory.releasedMs > nowMs + futureMsMax) {
    return { key: url, why: "an advisory that is from the future" };
  }
  const body = JSON.stringify(value);
  return plainItem(url, body, { order: atMs ?? advisory.releasedMs, body });
}

async function jsonAt({ source }: Reading, url: string): Promise<unknown> {
  const fetched = await source.get(url, { bytesMax: documentBytesMax });
  if (fetched.isSame) throw invalid("an answer to another question");
  return jsonOf(fetched);
}

async function textAt(reading: Reading, url: string): Promise<string> {
  const text = textOf(await bytesAt(reading, url, listBytesMax));
  if (text === undefined) throw invalid("not UTF-8");
  return text;
}

async function bytesAt({ source }: Reading, url: string, bytesMax: number): Promise<Uint8Array> {
  const fetched = await source.get(url, { bytesMax });
  if (fetched.isSame) throw invalid("an answer to another question");
  return wholeOf(fetched.chunks);
}

function jsonOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function invalid(detail: string): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail });
}
