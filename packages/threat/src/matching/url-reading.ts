/**
 * URLs in a log, read once from their host on; at each place where a shorter URL could end, the hash
 * so far is looked up. Case of the host, default ports and `\/` of JSON make no difference.
 */

import {
  backslash,
  byteClasses,
  colon,
  digitBit,
  dot,
  lowerCase,
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
    let at = this.#readPort(bytes, hostEnd, scheme.name);
    const isPath = bytes[unescaped(bytes, at)] === slash;
    // A host alone is no URL.
    if (scheme.name === "" && !isPath) return;
    if (!isPath) {
      written.push(slash);
      this.#lookUp(bytes, scheme, at, found);
    }
    let mark = 0;
    while (written.length < urlBytesMax) {
      const from = unescaped(bytes, at);
      const byte = bytes[from] ?? 0;
      if (urlBytes[byte] !== 1) return;
      written.push(byte);
      at = from + 1;
      if (joints.has(byte) || endsHere(bytes, at)) this.#lookUp(bytes, scheme, at, found);
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

  #readPort(bytes: Uint8Array, hostEnd: number, scheme: string): number {
    if (bytes[hostEnd] !== colon) return hostEnd;
    let [at, port] = [hostEnd + 1, 0];
    while (at - hostEnd <= portDigitsMax && byteClasses[bytes[at] ?? 0] === digitBit) {
      port = port * 10 + (bytes[at] ?? 0) - 48;
      at += 1;
    }
    if (at === hostEnd + 1) return hostEnd;
    if (defaultPorts.get(scheme) !== port) {
      for (let digit = hostEnd; digit < at; digit += 1) this.#written.push(bytes[digit] ?? 0);
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
      found({ record, start: scheme.start, end, isWhole: !goesOn(bytes, end) });
    }
  }
}

interface Scheme {
  /** Lower case; empty where there is none. */
  readonly name: string;
  /** Where the URL begins. */
  readonly start: number;
}

function schemeBefore(bytes: Uint8Array, start: number): Scheme {
  const none = { name: "", start };
  let at = start;
  for (let slashes = 0; slashes < 2; slashes += 1) {
    at -= 1;
    if (bytes[at] !== slash) return none;
    if (bytes[at - 1] === backslash) at -= 1;
  }
  at -= 1;
  if (bytes[at] !== colon) return none;
  const end = at;
  while (end - at < schemeBytesMax && byteClasses[bytes[at - 1] ?? 0] !== 0) at -= 1;
  let name = "";
  for (let byte = at; byte < end; byte += 1) {
    name += String.fromCharCode(lowerCase[bytes[byte] ?? 0] ?? 0);
  }
  return { name, start: at };
}

function isScheme(name: string, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < name.length; at += 1) {
    if (bytes[start + at] !== name.charCodeAt(at)) return false;
  }
  return bytes[start + name.length] === colon;
}

function unescaped(bytes: Uint8Array, at: number): number {
  return bytes[at] === backslash && bytes[at + 1] === slash ? at + 1 : at;
}

/** Not inside a word; the dot of a sentence does not go on. */
function endsHere(bytes: Uint8Array, at: number): boolean {
  if (urlWordBytes[bytes[at] ?? 0] !== 1) return true;
  return bytes[at] === dot && urlWordBytes[bytes[at + 1] ?? 0] !== 1;
}

/** ".", ",", ";", ":", "!", "?", ")", "'" end a sentence or a bracket as well. */
const marks: ReadonlySet<number> = new Set([46, 44, 59, 58, 33, 63, 41, 39]);

/** The URL has more after this, beyond the marks of the sentence around it. */
function goesOn(bytes: Uint8Array, end: number): boolean {
  const from = unescaped(bytes, end);
  const byte = bytes[from] ?? 0;
  if (urlBytes[byte] !== 1) return false;
  return !marks.has(byte) || urlBytes[bytes[from + 1] ?? 0] === 1;
}
