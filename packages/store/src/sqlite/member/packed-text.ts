/**
 * Bodies of reports take little of the disk: a node holds all that its audiences ever read, and the
 * store looks through its whole file when it opens. RFC 1951.
 */

import { deflateRawSync, inflateRawSync } from "node:zlib";

import { textOf, TocsinError, utf8 } from "@tocsin/kernel";

import { bytes, type Row } from "../engine/index.ts";

/** A text is never longer than a submission can be. */
const textBytesMax = 1024 * 1024;

export function packed(text: string): Uint8Array {
  return deflateRawSync(utf8(text));
}

/** Throws `store-damaged` for what `packed` does not give. */
export function unpacked(row: Row, column: string): string {
  const text = textOf(inflated(bytes(row, column), column));
  if (text === undefined) throw new TocsinError("store-damaged", { detail: `column ${column}` });
  return text;
}

function inflated(content: Uint8Array, column: string): Uint8Array {
  try {
    return inflateRawSync(content, { maxOutputLength: textBytesMax });
  } catch {
    throw new TocsinError("store-damaged", { detail: `column ${column}` });
  }
}
