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

/** Western text in UTF-16 has a zero in nearly every second byte, and only there. */
export function wideWithoutMark(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  if (bytes.length < 4 || bytes.length % 2 === 1) return undefined;
  const zeros: [number, number] = [0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  }
  const half = sample.length / 2;
  if (zeros[1] > half * 0.7 && zeros[0] < half * 0.05) return "utf-16le";
  if (zeros[0] > half * 0.7 && zeros[1] < half * 0.05) return "utf-16be";
  return undefined;
}

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
