/**
 * URLs in a log, read once from their host on; at each place where a shorter URL could end, the hash
 * so far is looked up. Case of the host, default ports, `\/` of JSON and the percents of a URL that
 * stands in another's query make no difference.
 */

import {
  backslash,
  byteClasses,
  colon,
  digitBit,
  dot,
  hexLetterBit,
  lowerCase,
  percent,
  slash,
  urlBytes,
  urlWordBytes,
} from "./byte-classes.ts";
import { role, type IndicatorIndex, urlMarks } from "./indicator-index.ts";
import { hashEnd, hashStep } from "./key-table.ts";
import { isSame } from "./runs.ts";

const urlBytesMax = 2048;
const schemeBytesMax = 16;
const portDigitsMax = 5;
/** "/", "?", "&", "=", "#": after one of these a prefix may end anywhere. */
const joints: ReadonlySet<number> = new Set([47, 63, 38, 61, 35]);
const defaultPorts: ReadonlyMap<string, number> = new Map([
  ["http", 80],
  ["https", 443],
  ["ws", 80],
  ["wss", 443],
  ["ftp", 21],
]);

export interface UrlPlace {
  readonly record: number;
  readonly start: number;
  readonly end: number;
  /** False where the URL goes on. */
  readonly isWhole: boolean;
}

/** Bytes of the URL as it would be written, for comparison. */
class Written {
  readonly bytes = new Uint8Array(urlBytesMax + 1);
  length = 0;
  hash = 0;

  begin(seed: number): void {
    this.length = 0;
    this.hash = seed;
  }

  push(byte: number): void {
    this.bytes[this.length] = byte;
    this.length += 1;
    this.hash = hashStep(this.hash, byte);
  }
}

export class UrlReader {
  readonly #index: IndicatorIndex;
  readonly #written = new Written();

  constructor(index: IndicatorIndex) {
    this.#index = index;
  }

  /** Calls for each known URL that begins with the host at `start`. */
  read(bytes: Uint8Array, start: number, hostEnd: number, found: (place: UrlPlace) => void): void {
    const scheme = schemeBefore(bytes, start);
    const written = this.#written;
    written.begin(this.#index.seed);
    for (let at = start; at < hostEnd; at += 1) written.push(lowerCase[bytes[at] ?? 0] ?? 0);
    let at = this.#readPort(bytes, hostEnd, scheme);
    const isPath = byteAt(bytes, at, scheme.isQuoted) === slash;
    // A host alone is no URL.
    if (scheme.name === "" && !isPath) return;
    if (!isPath) {
      written.push(slash);
      this.#lookUp(bytes, scheme, at, found);
    }
    let mark = 0;
    while (written.length < urlBytesMax) {
      const byte = byteAt(bytes, at, scheme.isQuoted);
      if (urlBytes[byte] !== 1) return;
      written.push(byte);
      at += widthAt(bytes, at, scheme.isQuoted);
      if (joints.has(byte) || endsHere(bytes, at, scheme.isQuoted)) {
        this.#lookUp(bytes, scheme, at, found);
      }
      while (written.length > (urlMarks[mark] ?? urlBytesMax)) mark += 1;
      if (written.length === urlMarks[mark] && !this.#mayGoOn()) return;
    }
  }

  /** Whether any known URL is longer than what was read and begins with it. */
  #mayGoOn(): boolean {
    const { urls } = this.#index;
    const key = hashEnd(this.#written.hash);
    for (let entry = urls.first(key); entry >= 0; entry = urls.next(entry)) {
      if (this.#index.roleOf(urls.value(entry)) === role.urlMore) return true;
    }
    return false;
  }

  #readPort(bytes: Uint8Array, hostEnd: number, { name, isQuoted }: Scheme): number {
    if (byteAt(bytes, hostEnd, isQuoted) !== colon) return hostEnd;
    const from = hostEnd + widthAt(bytes, hostEnd, isQuoted);
    let [at, port] = [from, 0];
    while (at - from < portDigitsMax && byteClasses[bytes[at] ?? 0] === digitBit) {
      port = port * 10 + (bytes[at] ?? 0) - 48;
      at += 1;
    }
    if (at === from) return hostEnd;
    if (defaultPorts.get(name) !== port) {
      this.#written.push(colon);
      for (let digit = from; digit < at; digit += 1) this.#written.push(bytes[digit] ?? 0);
    }
    return at;
  }

  #lookUp(bytes: Uint8Array, scheme: Scheme, end: number, found: (place: UrlPlace) => void): void {
    const { urls, records } = this.#index;
    const { bytes: written, length, hash } = this.#written;
    for (let entry = urls.first(hashEnd(hash)); entry >= 0; entry = urls.next(entry)) {
      const value = urls.value(entry);
      if (this.#index.roleOf(value) !== role.value) continue;
      const record = this.#index.recordOf(value);
      const from = records.end(record) - length;
      const isSameScheme =
        scheme.name === "" || isScheme(scheme.name, records.bytes, records.start(record));
      if (from < records.start(record) || !isSameScheme) continue;
      if (!isSame(records.bytes, from, written, 0, length, false)) continue;
      if (records.bytes[from - 1] !== slash) continue;
      found({ record, start: scheme.start, end, isWhole: !goesOn(bytes, end, scheme.isQuoted) });
    }
  }
}

interface Scheme {
  /** Lower case; empty where there is none. */
  readonly name: string;
  /** Where the URL begins. */
  readonly start: number;
  /** Stands in another URL's query, where `/` is `%2F`. */
  readonly isQuoted: boolean;
}

const slashSlashColon = [slash, slash, colon];

function schemeBefore(bytes: Uint8Array, start: number): Scheme {
  let at = start;
  for (const byte of slashSlashColon) {
    at = startBefore(bytes, at, byte);
    if (at < 0) return { name: "", start, isQuoted: false };
  }
  const end = at;
  while (end - at < schemeBytesMax && byteClasses[bytes[at - 1] ?? 0] !== 0) at -= 1;
  // "%3Dhttp": the digits are of what stands before.
  if (bytes[at - 1] === percent && end - at > 2) at += 2;
  let name = "";
  for (let byte = at; byte < end; byte += 1) {
    name += String.fromCharCode(lowerCase[bytes[byte] ?? 0] ?? 0);
  }
  return { name, start: at, isQuoted: bytes[start - 1] !== slash };
}

/** Where this byte begins that ends at `end`, as it is or escaped; -1 where another stands there. */
function startBefore(bytes: Uint8Array, end: number, byte: number): number {
  if (bytes[end - 1] === byte) {
    return byte === slash && bytes[end - 2] === backslash ? end - 2 : end - 1;
  }
  return percentByte(bytes, end - 3) === byte ? end - 3 : -1;
}

function isScheme(name: string, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if (bytes[start + at] !== name.charCodeAt(at)) return false;
  }
  return bytes[start + name.length] === colon;
}

/** What `%2F` stands for; -1 where there is none. */
function percentByte(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== percent) return -1;
  const [high, low] = [hexDigit(bytes[at + 1] ?? 0), hexDigit(bytes[at + 2] ?? 0)];
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(byte: number): number {
  const kind = byteClasses[byte] ?? 0;
  if (kind === digitBit) return byte - 48;
  return kind === hexLetterBit ? (lowerCase[byte] ?? 0) - 87 : -1;
}

/** The URL's next byte; 0 where it ends. What divides a quoted URL is escaped, or it is not its own. */
function byteAt(bytes: Uint8Array, at: number, isQuoted: boolean): number {
  const byte = bytes[at] ?? 0;
  if (isQuoted) return byte === percent ? Math.max(percentByte(bytes, at), 0) : rawByte(byte);
  return byte === backslash && bytes[at + 1] === slash ? slash : byte;
}

function rawByte(byte: number): number {
  return joints.has(byte) ? 0 : byte;
}

/** Bytes of the log that the URL's next byte takes. */
function widthAt(bytes: Uint8Array, at: number, isQuoted: boolean): number {
  if (isQuoted) return bytes[at] === percent ? 3 : 1;
  return bytes[at] === backslash ? 2 : 1;
}

/** Not inside a word; the dot of a sentence does not go on. */
function endsHere(bytes: Uint8Array, at: number, isQuoted: boolean): boolean {
  const byte = byteAt(bytes, at, isQuoted);
  if (urlWordBytes[byte] !== 1) return true;
  return byte === dot && urlWordBytes[byteAt(bytes, at + 1, isQuoted)] !== 1;
}

/** ".", ",", ";", ":", "!", "?", ")", "'" end a sentence or a bracket as well. */
const marks: ReadonlySet<number> = new Set([46, 44, 59, 58, 33, 63, 41, 39]);

/** The URL has more after this, beyond the marks of the sentence around it. */
function goesOn(bytes: Uint8Array, end: number, isQuoted: boolean): boolean {
  const byte = byteAt(bytes, end, isQuoted);
  if (urlBytes[byte] !== 1) return false;
  const next = end + widthAt(bytes, end, isQuoted);
  return !marks.has(byte) || urlBytes[byteAt(bytes, next, isQuoted)] === 1;
}
