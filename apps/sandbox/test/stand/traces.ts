/**
 * What a party leaves behind, as values with their places, and the search for values of others in them:
 * as they are, in hex, base64 at any alignment, UTF-16, or inside longer values.
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { toHex, utf8 } from "@tocsin/kernel";

import type { DumpedRow } from "../../src/database-dump.ts";

export interface Trace {
  readonly place: string;
  readonly bytes: Uint8Array;
}

/** Something that may not be found. */
export interface Needle {
  readonly what: string;
  readonly value: Uint8Array | string;
}

/** Shorter values would be found by chance in what is random. */
const needleBytesMin = 6;
const encodedBytesMin = 9;
/** Two values with this many bytes in common, one after the other, are connected. */
const windowBytes = 12;
const decodedDepthMax = 2;

export function textTrace(place: string, text: string): Trace {
  return { place, bytes: utf8(text) };
}

export function dumpTraces(party: string, dump: readonly DumpedRow[]): Trace[] {
  return dump.flatMap(({ table, row }) =>
    Object.entries(row).flatMap(([column, value]): Trace[] => {
      if (value === null) return [];
      const place = `${party} ${table}.${column}`;
      return [value instanceof Uint8Array ? { place, bytes: value } : textTrace(place, `${value}`)];
    }),
  );
}

/** Names and contents of all files below; what goes away meanwhile is left out. */
export async function folderTraces(folder: string, name = path.basename(folder)): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const place = `${name}/${path.relative(folder, file)}`;
    traces.push(textTrace(`name of ${place}`, place));
    if (!entry.isFile()) continue;
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes !== undefined) traces.push({ place, bytes });
  }
  return traces;
}

export interface Finding<Sought extends Needle> {
  readonly needle: Sought;
  readonly place: string;
}

/** Each needle in each trace. */
export function search<Sought extends Needle>(
  traces: readonly Trace[],
  needles: readonly Sought[],
): Finding<Sought>[] {
  const forms = needles.map((needle) => ({ needle, ...formsOf(needle.value) }));
  return traces.flatMap(({ place, bytes }) => {
    const exact = latin1(bytes);
    const folded = exact.toLowerCase();
    return forms
      .filter(
        (it) =>
          it.exact.some((form) => exact.includes(form)) ||
          it.folded.some((form) => folded.includes(form)),
      )
      .map(({ needle }) => ({ needle, place }));
  });
}

/** "WHAT in PLACE" for each needle in each trace. */
export function findings(traces: readonly Trace[], needles: readonly Needle[]): string[] {
  return search(traces, needles).map(({ needle, place }) => `${needle.what} in ${place}`);
}

function formsOf(value: Uint8Array | string): { exact: string[]; folded: string[] } {
  const bytes = typeof value === "string" ? utf8(value) : value;
  if (bytes.length < needleBytesMin) throw new Error("too short to look for");
  const plain = latin1(bytes);
  const encoded = bytes.length < encodedBytesMin ? [] : base64Forms(bytes);
  const wide = latin1(Buffer.from(plain, "utf16le"));
  if (typeof value !== "string") return { exact: [plain, ...encoded], folded: [toHex(bytes)] };
  return {
    exact: encoded,
    folded: [plain, wide, latin1(utf8(encodeURIComponent(value))), toHex(bytes)].map((it) =>
      it.toLowerCase(),
    ),
  };
}

/** In both alphabets, however the bytes are aligned in what was encoded. */
function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const isWhole = ((before + bytes.length) * 8) % 6 === 0;
    const own = text.slice([0, 2, 3][before], isWhole ? undefined : -1);
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/**
 * Pieces of 12 bytes or more that a value of one side shares with a value of the other, in whatever
 * encoding, unless what is public has them too. "PLACE shares HEX with PLACE".
 */
export function commonPieces(
  ours: readonly Trace[],
  theirs: readonly Trace[],
  known: readonly Trace[],
): string[] {
  const open = new Set<string>();
  for (const { bytes } of decodedAll(known)) for (const it of windowsOf(bytes)) open.add(it);
  const placeOf = new Map<string, string>();
  for (const { place, bytes } of decodedAll(ours)) {
    for (const it of windowsOf(bytes)) if (!open.has(it)) placeOf.set(it, place);
  }
  const found = new Map<string, string>();
  for (const { place, bytes } of decodedAll(theirs)) {
    for (const it of windowsOf(bytes)) {
      const other = placeOf.get(it);
      if (other === undefined || isPlain(it)) continue;
      const pair = `${place} and ${other}`;
      if (!found.has(pair)) found.set(pair, `${pair} share ${shown(it)}`);
    }
  }
  return [...found.values()];
}

/** One byte over and over, as in what is padded. */
function isPlain(piece: string): boolean {
  return new Set(piece).size <= 2;
}

function shown(piece: string): string {
  return /^[\x20-\x7e]+$/.test(piece)
    ? JSON.stringify(piece)
    : Buffer.from(piece, "latin1").toString("hex");
}

function* windowsOf(bytes: Uint8Array): Generator<string> {
  const text = latin1(bytes);
  for (let at = 0; at + windowBytes <= text.length; at += 1) yield text.slice(at, at + windowBytes);
}

/** Each value, and what stands encoded in it. */
function decodedAll(traces: readonly Trace[]): Trace[] {
  return traces.flatMap((trace) => decoded(trace, decodedDepthMax));
}

function decoded(trace: Trace, depth: number): Trace[] {
  if (depth === 0) return [trace];
  const text = latin1(trace.bytes);
  const inside: Trace[] = [];
  for (const [run] of text.matchAll(/[A-Za-z0-9_+/-]{16,}/g)) {
    inside.push({ place: trace.place, bytes: Buffer.from(run, "base64url") });
  }
  for (const [run] of text.matchAll(/(?:[0-9a-f]{2}){12,}/gi)) {
    inside.push({ place: trace.place, bytes: Buffer.from(run, "hex") });
  }
  return [trace, ...inside.flatMap((it) => decoded(it, depth - 1))];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
