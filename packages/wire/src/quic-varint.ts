/**
 * Variable-length integers, RFC 9000 §16. RFC 9292 allows a longer form than needed; it is refused
 * here, so that a message has one encoding.
 */

import { readUint, TocsinError, uintBytes } from "@tocsin/kernel";

/** Largest integer that is read or written: the largest of six bytes with the two length bits. */
export const varintMax = 2 ** 46 - 1;

/** The shortest form. */
export function encodeVarint(value: number): Uint8Array<ArrayBuffer> {
  if (value < 2 ** 6) return uintBytes(value, 1);
  if (value < 2 ** 14) return uintBytes(value + 2 ** 14, 2);
  if (value < 2 ** 30) return uintBytes(value + 2 ** 31, 4);
  if (value > varintMax) throw new RangeError("does not fit a length");
  const bytes = new Uint8Array(8);
  bytes.set(uintBytes(value, 6), 2);
  bytes[0] = 0xc0;
  return bytes;
}

/** The integer at `at` and the place after it. Throws `message-invalid` for truncated or long forms. */
export function readVarint(bytes: Uint8Array, at: number): { value: number; next: number } {
  const first = bytes[at];
  if (first === undefined) throw invalid("truncated");
  const width = 2 ** (first >> 6);
  if (at + width > bytes.length) throw invalid("truncated");
  const value = valueAt(bytes, at, width);
  if (encodeVarint(value).length !== width) throw invalid("longer than needed");
  return { value, next: at + width };
}

function valueAt(bytes: Uint8Array, at: number, width: number): number {
  if (width === 1) return readUint(bytes, at, 1);
  if (width === 2) return readUint(bytes, at, 2) - 2 ** 14;
  if (width === 4) return readUint(bytes, at, 4) - 2 ** 31;
  if (readUint(bytes, at, 2) !== 0xc000) throw invalid("too large");
  const value = readUint(bytes, at + 2, 6);
  if (value > varintMax) throw invalid("too large");
  return value;
}

function invalid(what: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `variable-length integer: ${what}` });
}
