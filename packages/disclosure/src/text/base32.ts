/** Words that are bytes in base32: capitals and the digits 2 to 7. RFC 4648 §6. */

import type { FoundBytes } from "./runs.ts";
import { hashAll, letterAny, lowerAny } from "./words.ts";

const base32CharsMin = 8;
const digits = new Int8Array(65_536).fill(-1);
for (const [value, char] of Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").entries()) {
  digits[char.charCodeAt(0)] = value;
}

export function mayBeBase32(shape: number, start: number, end: number): boolean {
  return end - start >= base32CharsMin && (shape & (letterAny | lowerAny | hashAll)) === letterAny;
}

/** Reads one word, where its first bytes are such as text begins with. */
export function readBase32(
  codes: Uint16Array,
  start: number,
  end: number,
  found: FoundBytes,
): void {
  const bytes = new Uint8Array(((end - start) * 5) >> 3);
  let bits = 0;
  let held = 0;
  let length = 0;
  for (let at = start; at < end; at += 1) {
    const digit = digits[codes[at] ?? 0] ?? -1;
    if (digit < 0) return;
    held = ((held << 5) | digit) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    const byte = (held >> bits) & 0xff;
    if (length < 2 && (byte < 32 || byte > 126)) return;
    bytes[length] = byte;
    length += 1;
  }
  found("base32", { start, end }, bytes);
}
