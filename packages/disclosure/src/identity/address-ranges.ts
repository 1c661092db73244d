/** Own address ranges: is this address, or any part of that range, ours? IPv4 and IPv6. */

import { canonicalise } from "@tocsin/threat";

export interface AddressSpan {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** First and last address of "192.0.2.7", "192.0.2.0/24", "192.0.2.7-192.0.2.9" or IPv6 ones; else undefined. */
export function addressSpan(text: string): AddressSpan | undefined {
  const dash = text.search(/[-\u2013]/);
  if (dash < 0) return oneSpan(text.trim());
  const [from, to] = [oneSpan(text.slice(0, dash).trim()), oneSpan(text.slice(dash + 1).trim())];
  if (from === undefined || to?.version !== from.version || to.last < from.first) return undefined;
  return { version: from.version, first: from.first, last: to.last };
}

function oneSpan(text: string): AddressSpan | undefined {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = address.includes(":") ? 6 : 4;
  const value = version === 6 ? ipv6Value(address) : ipv4Value(address);
  if (value === undefined) return undefined;
  const width = version === 6 ? 128 : 32;
  const bits = slash < 0 ? width : prefixBits(text.slice(slash + 1), width);
  if (bits === undefined) return undefined;
  const size = 1n << BigInt(width - bits);
  const first = value - (value % size);
  return mapped({ version, first, last: first + size - 1n });
}

function prefixBits(text: string, width: number): number | undefined {
  if (!/^\d{1,3}$/.test(text) || Number(text) > width) return undefined;
  return Number(text);
}

function ipv4Value(text: string): bigint | undefined {
  const canonical = canonicalise("ipv4", text);
  if (canonical === undefined) return undefined;
  return canonical.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ipv6Value(text: string): bigint | undefined {
  const canonical = canonicalise("ipv6", text);
  if (canonical === undefined) return undefined;
  const low = canonical.slice(canonical.lastIndexOf(":") + 1);
  if (low.includes(".")) return mappedStart + (ipv4Value(low) ?? 0n);
  const [head = "", tail] = canonical.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = new Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].reduce(
    (sum, group) => sum * 65536n + BigInt(`0x${group}`),
    0n,
  );
}

const mappedStart = 0xffffn << 32n;
const mappedEnd = mappedStart + 0xffffffffn;

/** `::ffff:192.0.2.1` is the IPv4 address in it. */
function mapped(span: AddressSpan): AddressSpan {
  if (span.version === 4 || span.first < mappedStart || span.last > mappedEnd) return span;
  return { version: 4, first: span.first - mappedStart, last: span.last - mappedStart };
}

export class AddressRanges {
  readonly #spans: ReadonlyMap<4 | 6, readonly AddressSpan[]>;
  /** First and last of each own IPv4 range, one after the other. */
  readonly #bounds: readonly number[];

  /** Ranges and single addresses; what is neither is left out. */
  constructor(ranges: readonly string[]) {
    const spans = ranges.map(addressSpan).filter((span) => span !== undefined);
    this.#spans = new Map([
      [4, merged(spans.filter((span) => span.version === 4))],
      [6, merged(spans.filter((span) => span.version === 6))],
    ]);
    const own = this.#spans.get(4) ?? [];
    this.#bounds = own.flatMap(({ first, last }) => [Number(first), Number(last)]);
  }

  /** True where an IPv4 address, as a number, is in one of the ranges. */
  holds(address: number): boolean {
    const bounds = this.#bounds;
    let low = 0;
    let high = bounds.length >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle * 2 + 1] ?? 0) < address) low = middle + 1;
      else high = middle;
    }
    return (bounds[low * 2] ?? Infinity) <= address;
  }

  /** True where any address of the text is in one of the ranges. */
  touches(text: string): boolean {
    const isLong = text.includes(":");
    if (this.#spans.get(4)?.length === 0 && !isLong) return false;
    // Of others only `::ffff:192.0.2.1` is an IPv4 address.
    if (this.#spans.get(6)?.length === 0 && isLong && !/ffff/i.test(text)) return false;
    const span = addressSpan(text);
    if (span === undefined) return false;
    const own = this.#spans.get(span.version) ?? [];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const candidate = own[middle];
      if (candidate === undefined || candidate.last >= span.first) high = middle;
      else low = middle + 1;
    }
    const found = own[low];
    return found !== undefined && found.first <= span.last;
  }
}

/** Sorted, without overlap. */
function merged(spans: readonly AddressSpan[]): AddressSpan[] {
  const sorted = [...spans].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const out: AddressSpan[] = [];
  for (const span of sorted) {
    const last = out.at(-1);
    if (last !== undefined && span.first <= last.last + 1n) {
      out[out.length - 1] = { ...last, last: span.last > last.last ? span.last : last.last };
    } else {
      out.push(span);
    }
  }
  return out;
}
