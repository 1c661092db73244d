/**
 * Reads the zip container of a DOCX (APPNOTE 6.3, ISO/IEC 21320-1). Everything that a bomb needs is
 * checked in the directory before a byte is inflated, and the directory is not believed: sizes are
 * held to while inflating, checksums after. Names are keys of a map and never paths.
 */

import { crc32, inflateRawSync } from "node:zlib";

import { Unreadable } from "./unreadable.ts";

export interface Zip {
  readonly names: readonly string[];
  /** The content of an entry; undefined where there is none of that name. */
  read(name: string): Uint8Array | undefined;
}

export const zipLimits = {
  entriesMax: 4_096,
  entryBytesMax: 32 * 1024 * 1024,
  /** All entries that are read. */
  readBytesMax: 48 * 1024 * 1024,
  /** Deflate cannot do better than 1,032 to 1; documents stay far below. */
  ratioMax: 250,
  /** Below this size the ratio says nothing: runs of one character are short documents. */
  ratioFreeBytes: 4 * 1024 * 1024,
} as const;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly headerAt: number;
}

const endBytes = 22;
const commentBytesMax = 65_535;
const utf8 = new TextDecoder("utf-8", { fatal: true });
const latin1 = new TextDecoder("latin1");

export function openZip(bytes: Uint8Array): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view, bytes, findEnd(view));
  const spans = entries.map((entry) => dataSpan(view, bytes, entry));
  refuseOverlaps(spans);
  const byName = new Map(entries.map((entry, at) => [entry.name, { entry, span: spans[at] }]));
  if (byName.size !== entries.length) throw new Unreadable("damaged");
  let budget: number = zipLimits.readBytesMax;
  return {
    names: entries.map(({ name }) => name),
    read: (name) => {
      const found = byName.get(name);
      if (found?.span === undefined) return undefined;
      budget -= found.entry.size;
      if (budget < 0) throw new Unreadable("limit");
      return inflate(bytes.subarray(found.span.dataAt, found.span.end), found.entry);
    },
  };
}

/** The end record must be the last thing in the file, so that all readers see one directory. */
function findEnd(view: DataView): number {
  const last = view.byteLength - endBytes;
  const first = Math.max(0, last - commentBytesMax);
  for (let at = last; at >= first; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + endBytes + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new Unreadable("damaged");
}

function readDirectory(view: DataView, bytes: Uint8Array, end: number): Entry[] {
  const count = view.getUint16(end + 10, true);
  const length = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  const disks = view.getUint16(end + 4, true) + view.getUint16(end + 6, true);
  // 0xffff and 0xffffffff announce zip64, which no file of this size needs.
  if (count === 0xffff || at === 0xffffffff || disks !== 0) throw new Unreadable("unsupported");
  if (count > zipLimits.entriesMax) throw new Unreadable("limit");
  if (at + length !== end) throw new Unreadable("damaged");
  const entries: Entry[] = [];
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw new Unreadable("damaged");
    const flags = view.getUint16(at + 8, true);
    if ((flags & 0x2041) !== 0) throw new Unreadable("encrypted");
    const nameLength = view.getUint16(at + 28, true);
    const extra = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at + 46 + nameLength > end) throw new Unreadable("damaged");
    const entry: Entry = {
      name: nameOf(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    };
    refuseBombs(entry);
    entries.push(entry);
    at += 46 + nameLength + extra;
  }
  return entries;
}

function nameOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

function refuseBombs({ packed, size }: Entry): void {
  if (size > zipLimits.ratioFreeBytes && size > packed * zipLimits.ratioMax) {
    throw new Unreadable("limit");
  }
}

interface Span {
  readonly start: number;
  readonly dataAt: number;
  readonly end: number;
}

/** Where an entry lies; its local header must tell the same story as the directory. */
function dataSpan(view: DataView, bytes: Uint8Array, entry: Entry): Span {
  const start = entry.headerAt;
  if (start + 30 > view.byteLength) throw new Unreadable("damaged");
  const nameLength = view.getUint16(start + 26, true);
  const dataAt = start + 30 + nameLength + view.getUint16(start + 28, true);
  const end = dataAt + entry.packed;
  if (view.getUint32(start, true) !== 0x04034b50 || end > view.byteLength) {
    throw new Unreadable("damaged");
  }
  const name = nameOf(bytes.subarray(start + 30, start + 30 + nameLength));
  if (name !== entry.name || view.getUint16(start + 8, true) !== entry.method) {
    throw new Unreadable("damaged");
  }
  return { start, dataAt, end };
}

/** Entries that share bytes are how a small file becomes petabytes. */
function refuseOverlaps(spans: readonly Span[]): void {
  let reached = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < reached) throw new Unreadable("limit");
    reached = span.end;
  }
}

function inflate(data: Uint8Array, entry: Entry): Uint8Array {
  if (entry.size > zipLimits.entryBytesMax) throw new Unreadable("limit");
  if (entry.method !== 0 && entry.method !== 8) throw new Unreadable("unsupported");
  const content = entry.method === 0 ? data : inflateAtMost(data, entry.size);
  if (content.length !== entry.size || crc32(content) !== entry.crc) {
    throw new Unreadable("damaged");
  }
  return content;
}

function inflateAtMost(data: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (cause) {
    throw new Unreadable("damaged", cause);
  }
}
