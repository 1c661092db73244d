/**
 * CSAF advisories: from a provider's metadata over its ROLIE feeds, from one ROLIE feed, from a plain list
 * of documents, or one document. Only what is newer than the copy here is read, and only what its provider's
 * hash and signature beside it show to be the provider's; the last good copy of anything else stays. CSAF 2.0
 * §7.1.
 */

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
import { bytesAt, jsonOf, validators, wholeOf } from "../source.ts";
import { openpgpKeys, type Proofs, proofsBeside, type Prove, proverOf } from "./csaf-proof.ts";

const listBytesMax = 64 * 1024 * 1024;
const documentBytesMax = 64 * 1024 * 1024;
const documentsMax = 100_000;
const feedsMax = 100;
const stepDocuments = 20;

const link = z.string().min(1).max(2048);
const providerForm = z.object({
  role: z.string().max(100).optional(),
  public_openpgp_keys: openpgpKeys,
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
  /** Where the list says that they are. */
  readonly proofs: Proofs;
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
    // Whose key could have signed it stands in the metadata alone.
    if (reading.signers.length > 0) throw new TocsinError("signing-key-missing");
    yield stepOf([itemOf(reading, reading.url, value, null)]);
    return { whole: true, cursor: JSON.stringify(fetched.validators) };
  }
  const { listed, isLasting, prove } = await documentsOf(reading, value);
  const orders = await reading.orders(listed.map((it) => it.url));
  const isKnown = ({ url, atMs }: Listed): boolean =>
    atMs !== null && (orders[url] ?? Number.NEGATIVE_INFINITY) >= atMs;
  yield { items: [], kept: listed.filter(isKnown).map((it) => it.url) };
  const fresh = listed.filter((it) => !isKnown(it));
  let refused = 0;
  for (let at = 0; at < fresh.length; at += stepDocuments) {
    const some = fresh.slice(at, at + stepDocuments);
    const read: (ImportItem | Refusal)[] = [];
    for (const one of some) read.push(await readDocument(reading, one, prove));
    const step = stepOf(read);
    refused += step.refusals.length;
    yield step;
  }
  // A list without times, or of lists, says by its own validators nothing of what it leads to; and what was
  // refused may be mended beside the list.
  const isDone = isLasting && refused === 0;
  return { whole: true, ...(isDone ? { cursor: JSON.stringify(fetched.validators) } : {}) };
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

interface Listing {
  readonly listed: readonly Listed[];
  readonly isLasting: boolean;
  readonly prove: Prove;
}

async function documentsOf(reading: Reading, value: unknown): Promise<Listing> {
  const { url } = reading;
  const isPinned = reading.signers.length > 0;
  const bare = { isLasting: false, prove: proverOf(reading, url, isPinned ? [] : undefined) };
  if (typeof value === "string") return { ...bare, listed: fromPlainList(reading, url, value) };
  const rolie = rolieForm.safeParse(value);
  if (rolie.success) {
    return { ...bare, listed: fromRolie(reading, url, rolie.data), isLasting: true };
  }
  const provider = providerForm.safeParse(value);
  if (!provider.success) throw invalid("neither provider metadata nor ROLIE nor a list");
  const { role, public_openpgp_keys: keys } = provider.data;
  // Who calls itself so must publish a hash and a signature beside each document, §7.1.18 and §7.1.19.
  const isTrusted = role === "csaf_trusted_provider";
  const isSigned = isPinned || (isTrusted && keys.length > 0);
  const listed = (await fromProvider(reading, provider.data)).map(({ url: at, proofs, atMs }) => {
    const beside = proofsBeside(at);
    const hashes = proofs.hashes.length > 0 || !isTrusted ? proofs.hashes : beside.hashes;
    const signatures = proofs.signatures.length > 0 ? proofs.signatures : beside.signatures;
    return { url: at, proofs: { hashes, signatures }, atMs };
  });
  return { isLasting: false, listed, prove: proverOf(reading, url, isSigned ? keys : undefined) };
}

async function fromProvider(
  reading: Reading,
  { distributions }: z.output<typeof providerForm>,
): Promise<readonly Listed[]> {
  const { source, url } = reading;
  const listed = new Map<string, Listed>();
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
      listed.set(one.url, one);
    }
  }
  return [...listed.values()];
}

function fromRolie(
  { source }: Reading,
  base: string,
  { feed }: z.output<typeof rolieForm>,
): readonly Listed[] {
  return feed.entry.map(({ updated, content, link: links }) => {
    const linked = (as: string): string[] =>
      links.filter(({ rel }) => rel === as).map(({ href }) => source.beside(base, href));
    return {
      url: source.beside(base, content.src),
      proofs: { hashes: linked("hash"), signatures: linked("signature") },
      atMs: Date.parse(updated),
    };
  });
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
      proofs: { hashes: [], signatures: [] },
      atMs: Number.isNaN(atMs) ? null : atMs,
    };
  });
}

async function readDocument(
  reading: Reading,
  { url, proofs, atMs }: Listed,
  prove: Prove,
): Promise<ImportItem | Refusal> {
  if (atMs !== null && atMs > reading.nowMs + futureMsMax) {
    return { key: url, why: "an advisory that is from the future" };
  }
  const bytes = await bytesAt(reading.source, url, documentBytesMax);
  const why = await prove(bytes, proofs);
  if (why !== undefined) return { key: url, why };
  return itemOf(reading, url, jsonOrNothing(textOf(bytes) ?? ""), atMs);
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
  const text = textOf(await bytesAt(reading.source, url, listBytesMax));
  if (text === undefined) throw invalid("not UTF-8");
  return text;
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
