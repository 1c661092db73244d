/** Address ranges that are well known: reserved, resolvers, clouds. Found by binary search. */

import type { Benign } from "../extraction/observation.ts";
import { once } from "../once.ts";
import { ipv4Number, ipv6Groups } from "../observables/canonical-network.ts";
import { parseEffect } from "./benign-effect.ts";
import type { LooseTables } from "./built-in-tables.ts";

interface Ipv4Table {
  readonly benigns: readonly Benign[];
  /** Sorted, disjoint; the list of each range by index. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly lists: Uint8Array;
}

interface Ipv6Table {
  readonly benigns: readonly Benign[];
  /** Prefixes as bits in text, per length. */
  readonly prefixes: ReadonlyMap<string, number>;
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

function benignsOf({ lists }: LooseTables["ranges"]): Benign[] {
  return lists.map(({ effect, name, why }) => ({
    effect: parseEffect(effect),
    list: name,
    why: `This is ${why}.`,
  }));
}

function ipv4Table(data: LooseTables["ranges"]): Ipv4Table {
  let spans: Span[] = [];
  for (const [list, { v4 }] of data.lists.entries()) {
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
  return {
    benigns: benignsOf(data),
    starts: Uint32Array.from(spans, (span) => span.start),
    ends: Uint32Array.from(spans, (span) => span.end),
    lists: Uint8Array.from(spans, (span) => span.list),
  };
}

function ipv6Table(data: LooseTables["ranges"]): Ipv6Table {
  const prefixes = new Map<string, number>();
  for (const [list, { v6 }] of data.lists.entries()) {
    for (const text of v6 === "" ? [] : v6.split(" ")) {
      const [address = "", length = ""] = text.split("/");
      const key = bitsOf(ipv6Groups(address) ?? []).slice(0, Number(length));
      if (!prefixes.has(key)) prefixes.set(key, list);
    }
  }
  const lengths = new Set(Array.from(prefixes.keys(), (key) => key.length));
  return {
    benigns: benignsOf(data),
    prefixes,
    lengths: Array.from(lengths).sort((a, b) => a - b),
  };
}

/** What the lists know about an address, or about a range that lies in one of theirs. */
export type RangeLookup = (value: string) => Benign | undefined;

/** Each table is made at the first question: most texts have no IPv6. */
export function compileRanges(data: LooseTables["ranges"]): RangeLookup {
  const ipv4 = once(() => ipv4Table(data));
  const ipv6 = once(() => ipv6Table(data));
  return (value) => {
    const slash = value.indexOf("/");
    const address = slash < 0 ? value : value.slice(0, slash);
    const first = ipv4Number(address);
    if (first !== undefined) {
      const bits = slash < 0 ? 32 : Number(value.slice(slash + 1));
      return benignIpv4(ipv4(), first, first + 2 ** (32 - bits) - 1);
    }
    if (!address.includes(":")) return undefined;
    const groups = ipv6Groups(address);
    return groups === undefined
      ? undefined
      : benignIpv6(ipv6(), groups, slash < 0 ? 128 : Number(value.slice(slash + 1)));
  };
}

function benignIpv4(
  { benigns, starts, ends, lists }: Ipv4Table,
  first: number,
  last: number,
): Benign | undefined {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= first) low = middle + 1;
    else high = middle;
  }
  const at = low - 1;
  return at >= 0 && last <= (ends[at] ?? 0) ? benigns[lists[at] ?? 0] : undefined;
}

function benignIpv6(
  { benigns, prefixes, lengths }: Ipv6Table,
  groups: readonly number[],
  bits: number,
): Benign | undefined {
  const whole = bitsOf(groups);
  let best = benigns.length;
  for (const length of lengths) {
    if (length <= bits) best = Math.min(best, prefixes.get(whole.slice(0, length)) ?? best);
  }
  return benigns[best];
}
