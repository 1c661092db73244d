/**
 * One round as everyone downloads it: the checkpoint, the commitments of all new leaves, and a section
 * per audience with the details that are still there. Sections but the public one are sealed under
 * the audience's key of the epoch, so any cache may hold the file. PROTOCOL §1, §4, §5.
 *
 *     "TOCSIN1\n" | u32 header length | header JSON | 32-byte commitments | sections
 *
 * A section before sealing: records of u32 position | 32-byte salt | u32 length | canonical JSON of
 * the leaf. An erased leaf has a commitment and no record.
 */

import {
  canonicalJson,
  concatBytes,
  type Epoch,
  equalBytes,
  parseCanonicalJson,
  readUint,
  type Round,
  textOf,
  TocsinError,
  uintBytes,
  utf8,
} from "@tocsin/kernel";
import { z } from "zod";
import { audience } from "./envelope.ts";
import { parseMessage, epoch, round } from "./primitives.ts";

export const batchMediaType = "application/vnd.tocsin.batch";
export const batchBytesMax = 512 * 1024 * 1024;
export const batchLeavesMax = 1_000_000;
const headerBytesMax = 64 * 1024;
const commitmentBytes = 32;
const saltBytes = 32;
const magic = utf8("TOCSIN1\n");

const section = z.strictObject({
  audience: z.union([z.literal("public"), audience]),
  epoch,
  bytes: z.number().int().nonnegative().max(batchBytesMax),
});
export type SectionHeader = z.output<typeof section>;

const header = z.strictObject({
  v: z.literal(1),
  round,
  /** Leaves in the ledger before this batch. */
  first: z.number().int().nonnegative(),
  leaves: z.number().int().nonnegative().max(batchLeavesMax),
  /** Signed note over the tree with this batch in it. */
  checkpoint: z.string().max(8192),
  sections: z.array(section).max(256),
});
export type BatchHeader = z.output<typeof header>;

export interface Batch {
  readonly header: BatchHeader;
  /** 32 bytes each: SHA-256(salt || canonical JSON of the leaf). */
  readonly commitments: readonly Uint8Array[];
  /** In the order of `header.sections`; sealed unless public. */
  readonly sections: readonly Uint8Array[];
}

export interface LeafRecord {
  /** Position of the leaf in the ledger. */
  readonly index: number;
  readonly salt: Uint8Array;
  /** Canonical JSON of the leaf. */
  readonly leaf: Uint8Array;
}

export function encodeBatch(batch: Batch): Uint8Array<ArrayBuffer> {
  const text = utf8(canonicalJson(batch.header));
  return concatBytes(
    magic,
    uintBytes(text.length, 4),
    text,
    ...batch.commitments,
    ...batch.sections,
  );
}

/** Throws `message-invalid` for anything but one whole, exact batch. */
export function parseBatch(bytes: Uint8Array): Batch {
  const cursor = new Cursor(bytes);
  if (!equalBytes(cursor.take(magic.length), magic)) throw malformed("magic");
  const headerLength = cursor.uint32();
  if (headerLength > headerBytesMax) throw malformed("header length");
  const text = textOf(cursor.take(headerLength));
  if (text === undefined) throw malformed("header");
  const parsed = parseMessage(header, parseCanonicalJson(text));
  const commitments: Uint8Array[] = [];
  for (let at = 0; at < parsed.leaves; at += 1) commitments.push(cursor.take(commitmentBytes));
  const sections = parsed.sections.map((it) => cursor.take(it.bytes));
  if (!cursor.atEnd) throw malformed("trailing bytes");
  return { header: parsed, commitments, sections };
}

export function encodeSection(records: readonly LeafRecord[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const { index, salt, leaf } of records) {
    parts.push(uintBytes(index, 4), salt, uintBytes(leaf.length, 4), leaf);
  }
  return concatBytes(...parts);
}

/** Records whose positions lie in the batch and rise; throws `message-invalid` otherwise. */
export function parseSection(bytes: Uint8Array, batch: BatchHeader): LeafRecord[] {
  const cursor = new Cursor(bytes);
  const records: LeafRecord[] = [];
  let next = batch.first;
  while (!cursor.atEnd) {
    const index = cursor.uint32();
    if (index < next || index >= batch.first + batch.leaves) throw malformed("position");
    next = index + 1;
    const salt = cursor.take(saltBytes);
    records.push({ index, salt, leaf: cursor.take(cursor.uint32()) });
  }
  return records;
}

/** Associated data under which a section is sealed: it cannot be moved to another place. */
export function sectionContext(at: Round, to: string, of: Epoch): Uint8Array<ArrayBuffer> {
  return utf8(`tocsin/section/v1\n${String(at)}\n${to}\n${of}`);
}

function malformed(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `batch ${what}` });
}

class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw malformed("length");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint32(): number {
    const at = this.#at;
    this.take(4);
    return readUint(this.#bytes, at, 4);
  }
}
