/**
 * One reading of a log. Bytes are cut into runs by a table; runs that can be names, addresses or
 * hashes are hashed from their end and looked up, once for each label. Time is linear in the bytes,
 * whatever they are.
 */

import { addressKey, ipv4InBytes, maskedAddress } from "./addresses.ts";
import {
  backslash,
  byteClasses,
  colon,
  digitBit,
  dot,
  dotBit,
  joinBit,
  lowerCase,
  newline,
  percent,
} from "./byte-classes.ts";
import { endingBuckets, type IndicatorIndex } from "./indicator-index.ts";
import { hashEnd, hashStep } from "./key-table.ts";
import type { LogMatch, LogTotals } from "./log-match.ts";
import { LogWindow } from "./log-window.ts";
import { LookUps } from "./look-ups.ts";
import { runBytesMax, runKey, trimEnd, trimStart } from "./runs.ts";

export interface LogScanner {
  /** Chunks may be cut anywhere. */
  scan(chunk: Uint8Array): void;
  /** The end of the log: what is left is looked at. */
  end(): LogTotals;
}

/** Hashes have at least so many digits: a longer run may hold one in a part of it. */
const hashCharsMin = 32;
const addressCharsMin = 7;
const macChars = 17;
const groupCharsMax = 4;
/** After a backslash: n, r, t, b, f, and u with four digits. */
const escapeLetters: ReadonlySet<number> = new Set([110, 114, 116, 98, 102]);
const unicodeEscape = 117;

export class IndexScanner implements LogScanner {
  readonly #index: IndicatorIndex;
  readonly #window = new LogWindow();
  readonly #found: LookUps;
  #read = 0;
  #longRuns = 0;

  constructor(index: IndicatorIndex, emit: (match: LogMatch) => void) {
    this.#index = index;
    this.#found = new LookUps(index, this.#window, emit);
  }

  scan(chunk: Uint8Array): void {
    this.#read += chunk.length;
    for (let from = 0; from < chunk.length;) {
      from += this.#window.take(chunk.subarray(from));
      this.#run(this.#window.safeEnd);
    }
  }

  end(): LogTotals {
    const { bytes, end } = this.#window;
    this.#run(end);
    const isOpen = this.#read > 0 && bytes[end - 1] !== newline;
    const { line, matches } = this.#found;
    const lines = line - 1 + (isOpen ? 1 : 0);
    return { bytes: this.#read, lines, matches, longRuns: this.#longRuns };
  }

  #run(limit: number): void {
    const { bytes } = this.#window;
    const { lengths, hasColons } = this.#index;
    let at = this.#afterCutRun();
    while (at < limit) {
      let byte = bytes[at] ?? 0;
      let kind = byteClasses[byte] ?? 0;
      if (kind === 0) {
        if (byte === newline) this.#found.line += 1;
        at += 1;
        continue;
      }
      const start = at;
      let kinds = 0;
      do {
        kinds |= kind;
        at += 1;
        byte = bytes[at] ?? 0;
        kind = byteClasses[byte] ?? 0;
      } while (kind !== 0);
      const length = at - start;
      if (length > runBytesMax) this.#longRuns += 1;
      else if ((kinds & dotBit) !== 0) this.#dotted(start, at, kinds);
      else if (lengths[length] === 1 || this.#mayHold(start, length, kinds)) {
        this.#word(start, at, kinds);
      }
      if (hasColons && byte === colon && length <= groupCharsMax) this.#found.colons(start, at);
    }
    this.#window.at = at;
  }

  /** A run so long that its start is gone was counted when it began. */
  #afterCutRun(): number {
    const { bytes, at } = this.#window;
    let from = at;
    if (from === 0 || byteClasses[bytes[from - 1] ?? 0] === 0) return from;
    while (byteClasses[bytes[from] ?? 0] !== 0) from += 1;
    return from;
  }

  /** A run of a length that no key has, but a part of it may. */
  #mayHold(start: number, length: number, kinds: number): boolean {
    if ((kinds & joinBit) !== 0 || length > hashCharsMin) return true;
    const before = this.#window.bytes[start - 1];
    return before === backslash || before === percent;
  }

  /** A name, an address, or several of them with hyphens between. */
  #dotted(runStart: number, runEnd: number, kinds: number): void {
    const { bytes } = this.#window;
    const start = trimStart(bytes, runStart, runEnd);
    const end = trimEnd(bytes, start, runEnd);
    if (bytes[start - 1] === percent) this.#joinedAddress(start + 2, end);
    if ((kinds & ~(digitBit | dotBit)) === 0) this.#address(start, end);
    else {
      if (this.#index.hasNames) this.#name(start, end);
      if ((kinds & joinBit) !== 0 || end - start > hashCharsMin) this.#parts(start, end);
    }
  }

  /** The whole, and each name above it. */
  #name(start: number, end: number): void {
    if (start === end) return;
    const { bytes } = this.#window;
    const { names, endings, seed } = this.#index;
    let hash = seed;
    let isTop = true;
    for (let at = end - 1; at > start; at -= 1) {
      const byte = bytes[at] ?? 0;
      if (byte === dot) {
        if (!isTop) this.#found.above(hashEnd(hash), at + 1, end);
        else if (endings[hash & (endingBuckets - 1)] === 0) return;
        isTop = false;
      }
      hash = hashStep(hash, lowerCase[byte] ?? 0);
    }
    hash = hashStep(hash, lowerCase[bytes[start] ?? 0] ?? 0);
    this.#found.whole(names, hashEnd(hash), start, end);
    const unescaped = this.#unescaped(start, end);
    if (unescaped === start) return;
    this.#found.whole(names, runKey(bytes, unescaped, end, seed), unescaped, end);
  }

  #word(runStart: number, runEnd: number, kinds: number): void {
    const { bytes } = this.#window;
    const start = trimStart(bytes, runStart, runEnd);
    const end = trimEnd(bytes, start, runEnd);
    this.#wholeWord(start, end);
    const unescaped = this.#unescaped(start, end);
    if (unescaped > start) this.#wholeWord(unescaped, end);
    if ((kinds & joinBit) === 0) return;
    if (end - start > hashCharsMin) this.#parts(start, end);
    if (this.#index.hasColons && end - start === macChars) this.#found.mac(start, end);
  }

  #wholeWord(start: number, end: number): void {
    const { names, lengths, seed } = this.#index;
    if (lengths[end - start] !== 1) return;
    this.#found.whole(names, runKey(this.#window.bytes, start, end, seed), start, end);
  }

  /** Hashes and addresses that are joined to something by a dot, hyphen or underscore. */
  #parts(start: number, end: number): void {
    const { bytes } = this.#window;
    let part = start;
    let joined = start;
    for (let at = start; at <= end; at += 1) {
      const kind = at === end ? joinBit : (byteClasses[bytes[at] ?? 0] ?? 0);
      if ((kind & (dotBit | joinBit)) === 0) continue;
      const isInside = at - part < end - start;
      if (isInside && at - part >= hashCharsMin) this.#wholeWord(part, at);
      part = at + 1;
      if (kind !== joinBit) continue;
      const isShorter = at - joined < end - start;
      if (isShorter && at - joined >= addressCharsMin) this.#joinedAddress(joined, at);
      joined = at + 1;
    }
  }

  #joinedAddress(start: number, end: number): void {
    const { bytes } = this.#window;
    for (let at = start; at < end; at += 1) {
      if (((byteClasses[bytes[at] ?? 0] ?? 0) & ~(digitBit | dotBit)) !== 0) return;
    }
    this.#address(start, end);
  }

  #address(start: number, end: number): void {
    if (end - start < addressCharsMin) return;
    const address = ipv4InBytes(this.#window.bytes, start, end);
    if (address < 0) return;
    const { addresses, networks, seed } = this.#index;
    this.#found.whole(addresses, addressKey(address, 32, seed), start, end);
    if (!networks.mayHold(address)) return;
    for (const bits of networks.lengths) {
      this.#found.range(addressKey(maskedAddress(address, bits), bits, seed), start, end);
    }
  }

  /** Where the run begins if an escape of a URL or of JSON is taken for what it is. */
  #unescaped(start: number, end: number): number {
    const { bytes } = this.#window;
    const before = bytes[start - 1];
    if (before === percent && end - start > 2) return start + 2;
    if (before !== backslash) return start;
    if (bytes[start] === unicodeEscape && end - start > 5) return start + 5;
    return escapeLetters.has(bytes[start] ?? 0) && end - start > 1 ? start + 1 : start;
  }
}
