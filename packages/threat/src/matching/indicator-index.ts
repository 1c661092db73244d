/** Everything that is known, ready to be found by hash. Built once, then only read. */

import { ipv4Number } from "../observables/canonical-network.ts";
import {
  canonicalise,
  isObservableType,
  type ObservableType,
} from "../observables/observable-types.ts";
import { addressKey, Networks } from "./addresses.ts";
import { dot, lowerCase } from "./byte-classes.ts";
import { hashStep, KeyTable } from "./key-table.ts";
import { type MatchingRule, matchingRule, writtenStart } from "./matching-ways.ts";
import { Records } from "./records.ts";
import { forwardKey, isSame, runBytesMax, runKey, type Run, runsOf } from "./runs.ts";

export interface Indicator {
  readonly type: string;
  readonly value: string;
  /** Where it is from: a report, a feed, an own list. */
  readonly source: string;
}

/** How many indicators are not looked for, and why. */
export interface IgnoredIndicators {
  /** Of no known type, or not a value of its type. */
  readonly invalid: number;
  /** Of a type that no log shows, such as a technique. */
  readonly notInLogs: number;
  /** Longer than what is at hand around a place. */
  readonly tooLong: number;
  /** Too many that share the same rarest word. */
  readonly crowded: number;
  /** Sources beyond those that are kept for one value. */
  readonly sources: number;
}

/** What an entry of a key says. Numbers are kept as record × 8 + role. */
export const role = {
  value: 0,
  anchor: 1,
  urlHost: 2,
  endpointHost: 3,
  mailHost: 4,
  urlMore: 5,
} as const;
export type Role = (typeof role)[keyof typeof role];
const rolesMax = 8;

export const literalBytesMax = 1024;
const urlBytesMax = 2048;
/** At these lengths of a URL the table says whether a known one is longer: others are read no further. */
export const urlMarks: readonly number[] = [64, 256, 1024];
/** A power of two; endings share buckets. */
export const endingBuckets = 65536;
/** Words of paths and the like are counted in so many buckets, to find the rarest. */
const rarityBuckets = 2 ** 20;

export class IndicatorIndex {
  readonly records = new Records();
  /** Names, hashes, words of paths, mail addresses: by their bytes from the end. */
  readonly names = new KeyTable();
  /** URLs without their scheme: by their bytes from the front. */
  readonly urls = new KeyTable();
  /** IPv4 addresses and networks. */
  readonly addresses = new KeyTable();
  readonly networks = new Networks();
  /** Prefix lengths of IPv6 networks. */
  readonly longNetworks: number[] = [];
  /** By what stands behind the last dot of some key: most runs of a log end otherwise. */
  readonly endings = new Uint8Array(endingBuckets);
  /** Lengths of runs without a dot that some key has. */
  readonly lengths = new Uint8Array(runBytesMax + 1);
  /** Of values of several words: where, among all bytes, the word is that leads to them. */
  #anchors = new Uint32Array(0);
  hasNames = false;
  /** IPv6 or MAC addresses. */
  hasColons = false;
  readonly ignored = { invalid: 0, notInLogs: 0, tooLong: 0, crowded: 0, sources: 0 };
  readonly seed: number;

  constructor(indicators: Iterable<Indicator>, seed: number) {
    this.seed = seed;
    const literals: number[] = [];
    const commonness = new Uint16Array(rarityBuckets);
    for (const { type, value, source } of indicators) {
      const rule = isObservableType(type) ? matchingRule(type) : undefined;
      if (!isObservableType(type)) this.ignored.invalid += 1;
      else if (rule === undefined) this.ignored.notInLogs += 1;
      else this.#add(type, rule, value, source, literals, commonness);
    }
    if (literals.length > 0) this.#anchors = new Uint32Array(this.records.count);
    for (const record of literals) this.#anchor(record, commonness);
    this.hasNames = this.names.count > 0;
  }

  roleOf(value: number): Role {
    const number = value % rolesMax;
    return number === role.anchor ||
      number === role.urlHost ||
      number === role.endpointHost ||
      number === role.mailHost ||
      number === role.urlMore
      ? number
      : role.value;
  }

  recordOf(value: number): number {
    return Math.floor(value / rolesMax);
  }

  ruleOf(record: number): MatchingRule {
    return matchingRule(this.records.type(record)) ?? { way: "literal", folds: false };
  }

  anchorStart(record: number): number {
    return this.#anchors[record] ?? 0;
  }

  /** Where the part begins, among all bytes, that a log holds of it. */
  writtenStart(record: number): number {
    const { records } = this;
    return records.start(record) + writtenStart(records.type(record), records.value(record));
  }

  #add(
    type: ObservableType,
    rule: MatchingRule,
    given: string,
    source: string,
    literals: number[],
    commonness: Uint16Array,
  ): void {
    const value = canonicalise(type, given);
    if (value === undefined) this.ignored.invalid += 1;
    else if (value.length > (rule.way === "url" ? urlBytesMax : literalBytesMax)) {
      this.ignored.tooLong += 1;
    } else {
      const isUrl = rule.way === "url" && plainUrl(value) !== undefined;
      if (isUrl) this.#addUrl(value, source);
      else if (rule.way === "address" || rule.way === "network") {
        this.#addAddress(type, value, source);
      } else if (rule.way === "host" || rule.way === "hex" || rule.way === "mac") {
        this.#addWhole(type, rule, value, source);
      } else if (rule.way === "mail") this.#addMail(type, value, source);
      else if (rule.way === "endpoint" && !value.startsWith("[")) {
        this.#addEndpoint(type, value, source);
      } else this.#addLiteral(type, value, source, literals, commonness);
    }
  }

  #addWhole(type: ObservableType, { way }: MatchingRule, value: string, source: string): void {
    this.#addNamed(type, value, source);
    if (way === "hex" && value.length <= runBytesMax) this.lengths[value.length] = 1;
    if (way === "mac") this.hasColons = true;
  }

  #addMail(type: ObservableType, value: string, source: string): void {
    this.#addNamed(type, value, source);
    this.#flagName(value.slice(value.lastIndexOf("@") + 1), role.mailHost);
  }

  #addEndpoint(type: ObservableType, value: string, source: string): void {
    this.#addNamed(type, value, source);
    this.#flagHost(value.slice(0, value.lastIndexOf(":")), role.endpointHost);
  }

  #addUrl(value: string, source: string): void {
    const { host, rest } = plainUrl(value) ?? { host: "", rest: 0 };
    const staged = this.records.stage(value);
    const key = forwardKey(staged, rest, staged.length, this.seed);
    if (!this.#keep(this.urls, key, staged, "url", source)) return;
    for (const mark of urlMarks) {
      if (rest + mark >= staged.length) break;
      flag(this.urls, forwardKey(staged, rest, rest + mark, this.seed), role.urlMore);
    }
    this.#flagHost(host, role.urlHost);
  }

  #addAddress(type: ObservableType, value: string, source: string): void {
    const [text = "", prefix] = value.split("/");
    const address = ipv4Number(text);
    if (address === undefined) {
      this.#addNamed(type, value, source);
      this.hasColons = true;
      const bits = Number(prefix ?? 128);
      if (prefix !== undefined && !this.longNetworks.includes(bits)) this.longNetworks.push(bits);
      return;
    }
    const bits = Number(prefix ?? 32);
    const key = addressKey(address, bits, this.seed);
    this.#keep(this.addresses, key, this.records.stage(value), type, source);
    if (prefix !== undefined) this.networks.add(address, bits);
  }

  #addLiteral(
    type: ObservableType,
    value: string,
    source: string,
    literals: number[],
    commonness: Uint16Array,
  ): void {
    const staged = this.records.stage(value);
    const from = writtenStart(type, value);
    const runs = runsOf(staged, from, staged.length).filter(isUsable);
    const [only] = runs;
    if (only === undefined) this.ignored.notInLogs += 1;
    else if (only.start === from && only.end === staged.length) {
      this.lengths[only.end - only.start] = 1;
      this.#keep(this.names, this.#key(staged, only), staged, type, source);
    } else {
      // The same value again is found by the key of the whole, which no run has.
      const before = this.records.count;
      const whole = runKey(staged, 0, staged.length, ~this.seed);
      if (!this.#keep(this.names, whole, staged, type, source)) return;
      if (this.records.count > before) literals.push(before);
      for (const run of runs) {
        const bucket = this.#key(staged, run) % rarityBuckets;
        commonness[bucket] = Math.min(65535, (commonness[bucket] ?? 0) + 1);
      }
    }
  }

  /** Its rarest word leads to a value of several words. */
  #anchor(record: number, commonness: Uint16Array): void {
    const { bytes } = this.records;
    const runs = runsOf(bytes, this.writtenStart(record), this.records.end(record));
    const rank = (run: Run): number => {
      const common = commonness[this.#key(bytes, run) % rarityBuckets] ?? 0;
      return common * runBytesMax - Math.min(runBytesMax - 1, run.end - run.start);
    };
    const [best] = runs.filter(isUsable).sort((a, b) => rank(a) - rank(b));
    if (best === undefined) return;
    const added = this.names.add(this.#key(bytes, best), record * rolesMax + role.anchor);
    this.#anchors[record] = best.start;
    this.#markEnding(bytes, best.start, best.end);
    if (added) this.lengths[best.end - best.start] = 1;
    else this.ignored.crowded += 1;
  }

  #markEnding(bytes: Uint8Array, start: number, end: number): void {
    let hash = this.seed;
    for (let at = end - 1; at >= start; at -= 1) {
      const byte = bytes[at] ?? 0;
      if (byte === dot) {
        this.endings[hash & (endingBuckets - 1)] = 1;
        return;
      }
      hash = hashStep(hash, lowerCase[byte] ?? 0);
    }
  }

  #key(bytes: Uint8Array, { start, end }: Run): number {
    return runKey(bytes, start, end, this.seed);
  }

  #addNamed(type: ObservableType, value: string, source: string): void {
    const staged = this.records.stage(value);
    const key = runKey(staged, 0, staged.length, this.seed);
    this.#keep(this.names, key, staged, type, source);
  }

  /** False where too many share its key. */
  #keep(
    table: KeyTable,
    key: number,
    staged: Uint8Array,
    type: ObservableType,
    source: string,
  ): boolean {
    const { records } = this;
    for (let entry = table.first(key); entry >= 0; entry = table.next(entry)) {
      const value = table.value(entry);
      const record = this.recordOf(value);
      if (this.roleOf(value) !== role.value || records.type(record) !== type) continue;
      const [start, end] = [records.start(record), records.end(record)];
      if (end - start !== staged.length) continue;
      if (!isSame(records.bytes, start, staged, 0, staged.length, false)) continue;
      if (!records.addSource(record, source)) this.ignored.sources += 1;
      return true;
    }
    const isAdded = table.add(key, records.count * rolesMax + role.value);
    if (table === this.names) this.#markEnding(staged, 0, staged.length);
    if (isAdded) records.keep(staged, type, source);
    else this.ignored.crowded += 1;
    return isAdded;
  }

  #flagHost(host: string, as: Role): void {
    const address = ipv4Number(host);
    if (address === undefined) this.#flagName(host, as);
    else flag(this.addresses, addressKey(address, 32, this.seed), as);
  }

  #flagName(host: string, as: Role): void {
    const bytes = Uint8Array.from(host, (char) => char.charCodeAt(0));
    flag(this.names, runKey(bytes, 0, bytes.length, this.seed), as);
    this.#markEnding(bytes, 0, bytes.length);
    // A host of one label has no dot.
    if (!host.includes(".") && host.length <= runBytesMax) this.lengths[host.length] = 1;
  }
}

function flag(table: KeyTable, key: number, as: Role): void {
  for (let entry = table.first(key); entry >= 0; entry = table.next(entry)) {
    if (table.value(entry) === as) return;
  }
  table.add(key, as);
}

function isUsable({ start, end }: Run): boolean {
  return end - start <= runBytesMax;
}

/** Host, and where it begins; undefined where there is more in front of the path than host and port. */
function plainUrl(url: string): { readonly host: string; readonly rest: number } | undefined {
  const [, scheme = "", host] =
    /^([a-z][a-z0-9+.-]*:\/\/)([a-z0-9._-]+)(?::\d+)?\//.exec(url) ?? [];
  return host === undefined ? undefined : { host, rest: scheme.length };
}
