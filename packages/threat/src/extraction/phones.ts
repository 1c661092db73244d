/** Phone numbers with their country, and those of North America without. E.164, NANP. */

import { sense } from "../names/vocabulary.ts";
import { isWordAt } from "./char-classes.ts";
import type { Scan } from "./scan.ts";

const phoneCharsMax = 30;
const gapChar = /^[ .()/\u00a0-]$/;
/** "+49 (0) 89 / 12 34": at most three marks between digits. */
const gapThenDigit = /^[ .()/\u00a0-]{1,4}\d/;

/** `+1 (202) 555-0123`: its end, or -1. */
export function readPhone(scan: Scan, start: number): number {
  const { text } = scan;
  if (
    isWordAt(text, start - 1) ||
    text.charAt(start - 1) === "+" ||
    !/^[1-9]$/.test(text.charAt(start + 1))
  )
    return -1;
  let at = start + 1;
  let digits = 0;
  let gaps = 0;
  while (at - start < phoneCharsMax) {
    const char = text.charAt(at);
    if (char >= "0" && char <= "9") digits += 1;
    else if (gapChar.test(char) && gapThenDigit.test(text.slice(at, at + 5))) gaps += 1;
    else break;
    at += 1;
  }
  const last = scan.lastCue;
  const isCalled = ((last.entry?.senses ?? 0) & sense.phoneLabel) !== 0 && start - last.end < 12;
  if (
    digits < 9 ||
    digits > 15 ||
    isWordAt(text, at) ||
    text.charAt(at) === "[" ||
    // `+192.0.2.1+` is AsciiDoc's fence around something else.
    text.charAt(at) === "+" ||
    (gaps === 0 && !isCalled && digits < 10)
  )
    return -1;
  const number = text.slice(start, at).replace(/\(0\)/, "");
  scan.addChecked("phone", `+${number.replace(/[^0-9]/g, "")}`, start, at);
  return at;
}

const phoneEnd = /^[2-9]\d{2}-\d{4}$/;
const wholePhone = /^(?:1-)?[2-9]\d{2}-[2-9]\d{2}-\d{4}$/;

/** `(202) 555-0143`, `1-888-555-0143`: numbers of North America need no country. */
export function addNationalPhone(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  const word = text.slice(start, end);
  const area = /\([2-9]\d{2}\) ?$/.exec(text.slice(Math.max(0, start - 6), start))?.[0];
  const isWhole = wholePhone.test(word);
  if (!isWhole && (area === undefined || !phoneEnd.test(word))) return -1;
  const from = isWhole ? start : start - (area?.length ?? 0);
  const digits = text.slice(from, end).replace(/\D/g, "");
  scan.addChecked("phone", digits.length === 11 ? `+${digits}` : `+1${digits}`, from, end);
  return end;
}
