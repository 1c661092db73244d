/** The timestamps of STIX and TAXII: RFC 3339 in UTC with `T` and `Z`, any precision. STIX 2.1 §2.16. */

import { cutEnd } from "@tocsin/kernel/cut-end";

const zero = 48;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Number of digits after the second, or undefined where the text is no timestamp. */
export function timestampPrecision(text: string): number | undefined {
  const length = text.length;
  if (length < 20 || length > 40) return undefined;
  if (text[4] !== "-" || text[7] !== "-" || text[10] !== "T") return undefined;
  if (text[13] !== ":" || text[16] !== ":" || text[length - 1] !== "Z") return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year >= 0) || !(month >= 1 && month <= 12)) return undefined;
  if (!(day >= 1 && day <= (daysInMonth[month - 1] ?? 0))) return undefined;
  if (month === 2 && day === 29 && !isLeap(year)) return undefined;
  const hours = twoDigits(text, 11) <= 23;
  const rest = twoDigits(text, 14) <= 59 && twoDigits(text, 17) <= 60;
  return hours && rest ? fractionDigits(text) : undefined;
}

export function isTimestamp(text: string): boolean {
  return timestampPrecision(text) !== undefined;
}

/** Order in time of two timestamps of any precision. */
export function compareTimestamps(a: string, b: string): number {
  const seconds = order(a.slice(0, 19), b.slice(0, 19));
  return seconds === 0 ? order(fraction(a), fraction(b)) : seconds;
}

/** `YYYY-MM-DDThh:mm:ss.mmmZ` of a moment. */
export function stixTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Milliseconds since 1970, or undefined where the text is no timestamp. */
export function timestampMs(text: string): number | undefined {
  if (!isTimestamp(text)) return undefined;
  // A leap second is the first moment of the next minute.
  const leap = text.startsWith("60", 17);
  const ms = Date.parse(leap ? `${text.slice(0, 17)}59Z` : text);
  return leap ? ms + 1000 : ms;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function fractionDigits(text: string): number | undefined {
  const end = text.length - 1;
  if (end === 19) return 0;
  if (text[19] !== "." || end === 20) return undefined;
  for (let at = 20; at < end; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return undefined;
  }
  return end - 20;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function fraction(text: string): string {
  return cutEnd(text.slice(20, -1), "0");
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
