/** What a run of a log leads to: entries of its hash are compared, and their surroundings read. */

import { canonicalCidr } from "../observables/canonical-network.ts";
import {
  at as atSign,
  byteClasses,
  colon,
  digitBit,
  lowerCase,
  mailBytes,
  newline,
} from "./byte-classes.ts";
import { colonValue } from "./colon-values.ts";
import { type IndicatorIndex, role } from "./indicator-index.ts";
import { hashEnd, hashStep, type KeyTable } from "./key-table.ts";
import { literalAround } from "./literals.ts";
import type { LogMatch, LogMatchKind } from "./log-match.ts";
import type { LogWindow } from "./log-window.ts";
import { isSame, runKey } from "./runs.ts";
import { UrlReader } from "./url-reading.ts";

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const mailLocalBytesMax = 64;
const portDigitsMax = 5;

export class LookUps {
  /** Line of the place that is being read. */
  line = 1;
  matches = 0;
  readonly #index: IndicatorIndex;
  readonly #window: LogWindow;
  readonly #emit: (match: LogMatch) => void;
  readonly #urls: UrlReader;

  constructor(index: IndicatorIndex, window: LogWindow, emit: (match: LogMatch) => void) {
    this.#index = index;
    this.#window = window;
    this.#emit = emit;
    this.#urls = new UrlReader(index);
  }

  /** A run as a whole. */
  whole(table: KeyTable, key: number, start: number, end: number): void {
    for (let entry = table.first(key); entry >= 0; entry = table.next(entry)) {
      const value = table.value(entry);
      const record = this.#index.recordOf(value);
      switch (this.#index.roleOf(value)) {
        case role.value:
          if (this.#isRecord(record, start, end)) this.#tell(record, start, end, "exact");
          break;
        case role.anchor:
          this.#literal(record, start, end);
          break;
        case role.urlHost:
          this.#url(start, end);
          break;
        case role.endpointHost:
          this.#endpoint(start, end);
          break;
        case role.mailHost:
          this.#mail(start, end);
          break;
        // Only among URLs.
        case role.urlMore:
      }
    }
  }

  /** A name above the one that is written. */
  above(key: number, start: number, end: number): void {
    const { names } = this.#index;
    for (let entry = names.first(key); entry >= 0; entry = names.next(entry)) {
      const value = names.value(entry);
      const record = this.#index.recordOf(value);
      if (this.#index.roleOf(value) !== role.value) continue;
      if (this.#index.ruleOf(record).way !== "host" || !this.#isRecord(record, start, end))
        continue;
      this.#tell(record, this.#runStart(start), end, "subdomain");
    }
  }

  range(key: number, start: number, end: number): void {
    const { addresses } = this.#index;
    for (let entry = addresses.first(key); entry >= 0; entry = addresses.next(entry)) {
      const value = addresses.value(entry);
      const record = this.#index.recordOf(value);
      const isRange = this.#index.roleOf(value) === role.value && this.#isNetwork(record);
      if (isRange) this.#tell(record, start, end, "range");
    }
  }

  /** What is written with colons, from its first group on. */
  colons(start: number, end: number): void {
    const found = colonValue(this.#window.bytes, start, end);
    if (found === undefined) return;
    this.#named(found.value, found.start, found.end, "exact");
    if (found.kind === "mac") return;
    for (const bits of this.#index.longNetworks) {
      const network = canonicalCidr(`${found.value}/${bits}`);
      if (network !== undefined) this.#named(network, found.start, found.end, "range");
    }
  }

  /** A value that is written in another way than the indicator. */
  #named(value: string, start: number, end: number, how: LogMatchKind): void {
    const { names, records, seed } = this.#index;
    const bytes = encoder.encode(value);
    const key = runKey(bytes, 0, bytes.length, seed);
    for (let entry = names.first(key); entry >= 0; entry = names.next(entry)) {
      const record = this.#index.recordOf(names.value(entry));
      const isValue = this.#index.roleOf(names.value(entry)) === role.value;
      if (isValue && records.value(record) === value) this.#tell(record, start, end, how);
    }
  }

  mac(start: number, end: number): void {
    const text = decoder.decode(this.#window.bytes.subarray(start, end)).toLowerCase();
    if (/^[0-9a-f]{2}(?:-[0-9a-f]{2}){5}$/.test(text)) {
      this.#named(text.replaceAll("-", ":"), start, end, "exact");
    }
  }

  #isNetwork(record: number): boolean {
    return this.#index.ruleOf(record).way === "network";
  }

  #isRecord(record: number, start: number, end: number): boolean {
    const { records } = this.#index;
    const from = this.#index.writtenStart(record);
    const length = end - start;
    if (records.end(record) - from !== length || this.#isNetwork(record)) return false;
    const { folds } = this.#index.ruleOf(record);
    return isSame(records.bytes, from, this.#window.bytes, start, length, folds);
  }

  #literal(record: number, start: number, end: number): void {
    const { records } = this.#index;
    const { bytes } = this.#window;
    const from = this.#index.writtenStart(record);
    const value = {
      bytes: records.bytes,
      start: from,
      end: records.end(record),
      anchor: this.#index.anchorStart(record),
      folds: this.#index.ruleOf(record).folds,
      isRooted: from === records.start(record),
    };
    const found = literalAround(value, { bytes, start, end });
    if (found !== undefined) this.#tell(record, found.start, found.end, "exact");
  }

  #url(start: number, end: number): void {
    this.#urls.read(this.#window.bytes, start, end, (place) => {
      this.#tell(place.record, place.start, place.end, place.isWhole ? "exact" : "prefix");
    });
  }

  /** `host:port`. */
  #endpoint(start: number, hostEnd: number): void {
    const { bytes } = this.#window;
    if (bytes[hostEnd] !== colon) return;
    let end = hostEnd + 1;
    while (end - hostEnd <= portDigitsMax && byteClasses[bytes[end] ?? 0] === digitBit) end += 1;
    if (byteClasses[bytes[end] ?? 0] === digitBit) return;
    this.#compared(runKey(bytes, start, end, this.#index.seed), start, end);
  }

  /** The local part goes back to where an address may begin; "=" and the like may be part of it. */
  #mail(hostStart: number, end: number): void {
    const { bytes } = this.#window;
    const { seed } = this.#index;
    if (bytes[hostStart - 1] !== atSign) return;
    let hash = seed;
    for (let at = end - 1; at >= hostStart - 1; at -= 1) hash = step(hash, bytes[at]);
    const least = Math.max(0, hostStart - 1 - mailLocalBytesMax);
    for (let at = hostStart - 2; at >= least && mailBytes[bytes[at] ?? 0] === 1; at -= 1) {
      hash = step(hash, bytes[at]);
      if (((byteClasses[bytes[at - 1] ?? 0] ?? 0) & ~joinAndDot) === 0) {
        this.#compared(hashEnd(hash), at, end);
      }
    }
  }

  #compared(key: number, start: number, end: number): void {
    const { names } = this.#index;
    for (let entry = names.first(key); entry >= 0; entry = names.next(entry)) {
      const value = names.value(entry);
      const record = this.#index.recordOf(value);
      const isValue = this.#index.roleOf(value) === role.value;
      if (isValue && this.#isRecord(record, start, end)) this.#tell(record, start, end, "exact");
    }
  }

  /** Where the name begins of which this is the end. */
  #runStart(start: number): number {
    const { bytes } = this.#window;
    let at = start;
    while (at > 0 && byteClasses[bytes[at - 1] ?? 0] !== 0 && bytes[at - 1] !== newline) at -= 1;
    return at;
  }

  #tell(record: number, start: number, end: number, how: LogMatchKind): void {
    const { records } = this.#index;
    const { bytes, offset } = this.#window;
    const text = decoder.decode(bytes.subarray(start, end));
    const [type, value] = [records.type(record), records.value(record)];
    for (const source of records.sources(record)) {
      this.matches += 1;
      this.#emit({ line: this.line, offset: offset + start, type, value, source, text, how });
    }
  }
}

const joinAndDot = 8 | 16;

function step(hash: number, byte: number | undefined): number {
  return hashStep(hash, lowerCase[byte ?? 0] ?? 0);
}
