/** Runs of escapes with the plain text around them, as bytes. */

import { type Escape, readEscaped } from "./escapes.ts";
import { type FoundBytes, runCharsMax } from "./runs.ts";
import { isWordCode, type Words } from "./words.ts";

/** Plain characters between two escapes that still belong together: "fer%72ocrest". */
const betweenMax = 64;

/** `places`: the words beside which escapes may stand. */
export function readEscapes(
  text: Uint16Array,
  words: Words,
  places: Uint32Array,
  found: FoundBytes,
): void {
  let start = -1;
  let end = 0;
  let bytes: number[] = [];
  const flush = (): void => {
    if (start < 0) return;
    const tail = wordTail(text, end);
    addPlain(bytes, text, end, tail);
    found("escapes", { start, end: tail }, new Uint8Array(bytes));
    start = -1;
    bytes = [];
  };
  const add = (escape: Escape): void => {
    const at = escape.start;
    if (start >= 0 && (at - end > betweenMax || isBroken(text, end, at))) flush();
    if (start < 0) {
      start = wordHead(text, at);
      addPlain(bytes, text, start, at);
    } else if (at > end) {
      addPlain(bytes, text, end, at);
    }
    for (const code of escape.codes) bytes.push(...(code < 256 ? [code] : utf8Codes(code)));
    end = escape.end;
    if (bytes.length > runCharsMax) flush();
  };
  readEscaped(text, words, places, add);
  flush();
}

function isBroken(text: Uint16Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text[at] ?? 0;
    if (code <= 32 || code === 34 || code === 39 || code === 60 || code === 62) return true;
  }
  return false;
}

/** Plain text as UTF-8. */
function addPlain(bytes: number[], text: Uint16Array, from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const code = text[at] ?? 0;
    if (code < 128) {
      bytes.push(code);
    } else {
      const rest = String.fromCharCode(...text.subarray(at, to));
      bytes.push(...new TextEncoder().encode(rest));
      return;
    }
  }
}

function utf8Codes(value: number): number[] {
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return [];
  return Array.from(new TextEncoder().encode(String.fromCodePoint(value)));
}

function wordHead(text: Uint16Array, at: number): number {
  let head = at;
  while (head > 0 && at - head < betweenMax && isPart(text[head - 1] ?? 0)) head -= 1;
  return head;
}

function wordTail(text: Uint16Array, at: number): number {
  let tail = at;
  while (tail < text.length && tail - at < betweenMax && isPart(text[tail] ?? 0)) tail += 1;
  return tail;
}

function isPart(code: number): boolean {
  return isWordCode(code) || code === 46 || code === 45 || code === 64;
}
