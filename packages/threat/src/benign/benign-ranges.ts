/** Address ranges that are well known: reserved, resolvers, clouds. Found by binary search. */

import type { Benign } from "../extraction/observation.ts";
import { once } from "../once.ts";
import { ipv4Number, ipv6Groups } from "../observables/canonical-network.ts";
import type { LooseTables } from "./built-in-tables.ts";

/** Of numbers alone, so that it can stand in a file. */
export interface RangeIndex {
  /** Sorted, disjoint; the list of each range by index. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly lists: Uint8Array;
  /** Eight groups for each prefix. */
  readonly groups: Uint16Array;
  readonly lengths: Uint8Array;
  readonly prefixLists: Uint8Array;
}

const groupsOfAddress = 8;

interface Prefixes {
  /** The list of each prefix, by its bits in text. */
  readonly lists: ReadonlyMap<string, number>;
  readonly lengths: readonly number[];
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly list: number;
}

/** Parts of the new range that no earlier list covers. */
function uncovered(taken: readonly Span[], span: Span): Span[] {
  const free: Span[] = [];
  let from = span.start;
  let at = firstEndingAtOrAfter(taken, span.start);
  for (; at < taken.length && from <= span.end; at += 1) {
    const other = taken[at];
    if (other === undefined || other.start > span.end) break;
    if (other.start > from) free.push({ start: from, end: other.start - 1, list: span.list });
    from = Math.max(from, other.end + 1);
  }
  if (from <= span.end) free.push({ start: from, end: span.end, list: span.list });
  return free;
}

function firstEndingAtOrAfter(spans: readonly Span[], value: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bitsOf(groups: readonly number[]): string {
  return groups.map((group) => group.toString(2).padStart(16, "0")).join("");
}

export function indexRanges(lists: LooseTables["ranges"]["lists"]): RangeIndex {
  let spans: Span[] = [];
  for (const [list, { v4 }] of lists.entries()) {
    const fresh: Span[] = [];
    for (const text of v4 === "" ? [] : v4.split(" ")) {
      const [start = "", length = ""] = text.split("-");
      const first = Number.parseInt(start, 36);
      fresh.push(
        ...uncovered(spans, { start: first, end: first + Number.parseInt(length, 36), list }),
      );
    }
    spans = [...spans, ...fresh].sort((a, b) => a.start - b.start);
  }
  const prefixes = lists.flatMap(({ v6 }, list) =>
    (v6 === "" ? [] : v6.split(" ")).map((text) => {
      const [address = "", length = ""] = text.split("/");
      return { groups: ipv6Groups(address) ?? [], length: Number(length), list };
    }),
  );
  const known = prefixes.filter(({ groups }) => groups.length === groupsOfAddress);
  return {
    starts: Uint32Array.from(spans, (span) => span.start),
    ends: Uint32Array.from(spans, (span) => span.end),
    lists: Uint8Array.from(spans, (span) => span.list),
    groups: Uint16Array.from(known.flatMap(({ groups }) => groups)),
    lengths: Uint8Array.from(known, ({ length }) => length),
    prefixLists: Uint8Array.from(known, ({ list }) => list),
  };
}

function prefixesOf({ groups, lengths, prefixLists }: RangeIndex): Prefixes {
  const lists = new Map<string, number>();
  for (const [at, length] of lengths.entries()) {
    const from = at * groupsOfAddress;
    const key = bitsOf([...groups.subarray(from, from + groupsOfAddress)]).slice(0, length);
    if (!lists.has(key)) lists.set(key, prefixLists[at] ?? 0);
  }
  return { lists, lengths: Array.from(new Set(lengths)).sort((a, b) => a - b) };
}

/** What the lists know about an address, or about a range that lies in one of theirs. */
export type RangeLookup = (value: string) => Benign | undefined;

/** `benigns`: what a hit on each list means. The prefixes are made ready when first asked for: most texts have no IPv6. */
export function listedRanges(benigns: readonly Benign[], index: RangeIndex): RangeLookup {
  const prefixes = once(() => prefixesOf(index));
  return (value) => {
    const slash = value.indexOf("/");
    const address = slash < 0 ? value : value.slice(0, slash);
    const first = ipv4Number(address);
    if (first !== undefined) {
      const bits = slash < 0 ? 32 : Number(value.slice(slash + 1));
      return benigns[ipv4List(index, first, first + 2 ** (32 - bits) - 1) ?? benigns.length];
    }
    if (!address.includes(":")) return undefined;
    const groups = ipv6Groups(address);
    if (groups === undefined) return undefined;
    const bits = slash < 0 ? 128 : Number(value.slice(slash + 1));
    return benigns[ipv6List(prefixes(), groups, bits) ?? benigns.length];
  };
}

function ipv4List(
  { starts, ends, lists }: RangeIndex,
  first: number,
  last: number,
): number | undefined {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= first) low = middle + 1;
    else high = middle;
  }
  const at = low - 1;
  return at >= 0 && last <= (ends[at] ?? 0) ? lists[at] : undefined;
}

function ipv6List(
  { lists, lengths }: Prefixes,
  groups: readonly number[],
  bits: number,
): number | undefined {
  const whole = bitsOf(groups);
  let best: number | undefined;
  for (const length of lengths) {
    const list = length <= bits ? lists.get(whole.slice(0, length)) : undefined;
    if (list !== undefined && (best === undefined || list < best)) best = list;
  }
  return best;
}
