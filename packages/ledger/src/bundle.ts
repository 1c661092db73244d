/** Entry bundles: log entries with a uint16 length each. C2SP tlog-tiles, "Log entries". */

import { concatBytes, readUint, uintBytes } from "@tocsin/kernel";

import { tileWidth } from "./tile.ts";

const lengthBytes = 2;

/** Throws where an entry has more than 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...entries.flatMap((entry) => [uintBytes(entry.length, lengthBytes), entry]));
}

/** undefined unless the bytes are exactly `width` entries. */
export function parseBundle(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  if (width < 1 || width > tileWidth) return undefined;
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    if (at + lengthBytes > bytes.length) return undefined;
    const end = at + lengthBytes + readUint(bytes, at, lengthBytes);
    if (end > bytes.length) return undefined;
    entries.push(bytes.slice(at + lengthBytes, end));
    at = end;
  }
  return at === bytes.length ? entries : undefined;
}
