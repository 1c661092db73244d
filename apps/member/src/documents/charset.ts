/** Which character set bytes are written in, WHATWG Encoding §6 with a guess where nothing says it. */

import { isUtf8 } from "node:buffer";

export interface Charset {
  /** A label that TextDecoder knows. */
  readonly label: string;
  /** Bytes of the byte order mark. */
  readonly markBytes: number;
  /** What the reviewer should know: a guess was made, or single bytes are broken. */
  readonly doubt?: "assumed" | "broken";
}

const sampleBytes = 4096;

/** The set that a byte order mark names; `label` is undefined where there is none. */
export function byteOrderMark(bytes: Uint8Array): { label?: string; markBytes: number } {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { label: "utf-8", markBytes: 3 };
  if (a === 0xff && b === 0xfe) return { label: "utf-16le", markBytes: 2 };
  if (a === 0xfe && b === 0xff) return { label: "utf-16be", markBytes: 2 };
  return { markBytes: 0 };
}

export function detectCharset(bytes: Uint8Array): Charset {
  const { label, markBytes } = byteOrderMark(bytes);
  if (label === "utf-8") return utf8After(bytes, markBytes);
  if (label !== undefined) return { label, markBytes };
  const wide = wideWithoutMark(bytes);
  if (wide !== undefined) return { label: wide, markBytes: 0, doubt: "assumed" };
  if (isUtf8(bytes)) return { label: "utf-8", markBytes: 0 };
  return mostlyUtf8(bytes)
    ? { label: "utf-8", markBytes: 0, doubt: "broken" }
    : { label: "windows-1252", markBytes: 0, doubt: "assumed" };
}

function utf8After(bytes: Uint8Array, markBytes: number): Charset {
  const whole = isUtf8(bytes.subarray(markBytes));
  return { label: "utf-8", markBytes, ...(whole ? {} : { doubt: "broken" }) };
}

/** A text that programs write for programs: whole UTF-8 or UTF-16, without its mark. Undefined for all else. */
export function plainTextOf(bytes: Uint8Array): string | undefined {
  const { label, markBytes } = detectCharset(bytes);
  if (label === "windows-1252") return undefined;
  try {
    const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes.subarray(markBytes));
  } catch {
    return undefined;
  }
}

/**
 * UTF-16 by its zeros, which plain text in another set does not have: in Western text nearly every
 * second byte is one, in other alphabets every second byte is a zero or the number of the alphabet.
 */
export function wideWithoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  if (isWide(sample, 1)) return "utf-16le";
  return isWide(sample, 0) ? "utf-16be" : undefined;
}

const unitsMin = 2;
/** So short a text in another alphabet could be anything. */
const alphabetUnitsMin = 12;

/** `high`: whether the high byte of a unit is its first (0) or its second (1). A last odd byte is left out. */
function isWide(sample: Uint8Array, high: 0 | 1): boolean {
  const units = Math.floor(sample.length / 2);
  if (units < unitsMin) return false;
  const alphabets = new Map<number, number>();
  let [western, lowZeros, controls] = [0, 0, 0];
  for (let at = 0; at < units * 2; at += 2) {
    const [page = 0, low = 0] = [sample[at + high], sample[at + 1 - high]];
    if (low === 0) lowZeros += 1;
    if (page !== 0) alphabets.set(page, (alphabets.get(page) ?? 0) + 1);
    else {
      western += 1;
      if (low < 0x20 && !(low >= 0x09 && low <= 0x0d) && low !== 0x1b) controls += 1;
    }
  }
  if (lowZeros >= units * 0.05 || controls > units * 0.03) return false;
  if (western > units * 0.7) return true;
  const [[page, letters] = [0, 0]] = [...alphabets].sort((a, b) => b[1] - a[1]);
  const isAlphabet = page <= lastAlphabet && western > 0 && units >= alphabetUnitsMin;
  return isAlphabet && western + letters >= units * 0.9;
}

/** From Latin with accents (U+01xx) to Georgian (U+10xx). */
const lastAlphabet = 0x10;

/** More whole multi-byte characters than broken bytes: UTF-8 with damage, not another set. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const more = lead >= 0xf0 && lead < 0xf5 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc2 ? 1 : 0;
    let found = 0;
    while (found < more && ((bytes[at + found + 1] ?? 0) & 0xc0) === 0x80) found += 1;
    if (more > 0 && found === more && lead < 0xf5) whole += 1;
    else broken += 1;
    at += found;
  }
  return whole >= broken;
}

/** undefined for a label that no decoder knows. */
export function knownCharset(label: string): string | undefined {
  try {
    return new TextDecoder(label.trim().toLowerCase()).encoding;
  } catch {
    return undefined;
  }
}
