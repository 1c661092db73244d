/** One test of a pattern against one object: the path is followed, the value compared. §9.5, §9.6. */

import { ipv4Number, ipv6Groups } from "../../observables/canonical-network.ts";
import { type Fields, isFields } from "../spec/kinds.ts";
import { compareTimestamps, isTimestamp } from "../timestamp.ts";
import type { Comparator, Comparison, Literal, ObjectPath, Step } from "./ast.ts";
import { like } from "./like.ts";
import { compileRegex } from "./safe-regex.ts";

export type Lookup = (id: string) => Fields | undefined;

/** Characters of one value that a pattern looks at. */
const valueCharsMax = 65_536;
const valuesMax = 10_000;

/** A pattern that cannot be decided safely; the message is for people. */
export class Undecidable extends Error {
  constructor(why: string) {
    super(why);
    this.name = "Undecidable";
  }
}

/** A comparison made ready: sets and expressions are built once. */
export type Test = (object: Fields, lookup: Lookup) => boolean;

export function prepare(comparison: Comparison): Test {
  if (comparison.kind === "exists") {
    const { path, negated } = comparison;
    return (object, lookup) =>
      object["type"] === path.type && valuesAt(object, path, lookup).length > 0 !== negated;
  }
  if (comparison.kind === "test") {
    const { path, negated } = comparison;
    const holds = operation(comparison.comparator, comparison.values);
    return (object, lookup) =>
      object["type"] === path.type &&
      valuesAt(object, path, lookup).some((value) => holds(value) !== negated);
  }
  const parts = comparison.parts.map(prepare);
  return comparison.kind === "and"
    ? (object, lookup) => parts.every((part) => part(object, lookup))
    : (object, lookup) => parts.some((part) => part(object, lookup));
}

function valuesAt(object: Fields, path: ObjectPath, lookup: Lookup): unknown[] {
  let found: unknown[] = [object];
  for (const step of path.steps) {
    found = found.flatMap((value) => follow(resolve(value, lookup), step));
    if (found.length > valuesMax) throw new Undecidable("the path meets too many values");
    if (found.length === 0) return found;
  }
  return found;
}

/** A reference stands for what it refers to as soon as the path goes on. */
function resolve(value: unknown, lookup: Lookup): unknown {
  return typeof value === "string" ? lookup(value) : value;
}

function follow(value: unknown, step: Step): unknown[] {
  if (step.kind === "property") {
    if (!isFields(value) || !Object.hasOwn(value, step.name)) return [];
    return [value[step.name]];
  }
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  if (step.kind === "any") return [...items];
  return step.at < items.length ? [items[step.at]] : [];
}

function operation(
  comparator: Comparator,
  values: readonly Literal[],
): (value: unknown) => boolean {
  const [first] = values;
  if (first === undefined) return () => false;
  switch (comparator) {
    case "=":
      return (value) => order(value, first) === 0;
    case "!=":
      return (value) => order(value, first) !== 0;
    case "<":
      return (value) => (order(value, first) ?? 1) < 0;
    case "<=":
      return (value) => (order(value, first) ?? 1) <= 0;
    case ">":
      return (value) => (order(value, first) ?? -1) > 0;
    case ">=":
      return (value) => (order(value, first) ?? -1) >= 0;
    case "IN":
      return (value) => values.some((literal) => order(value, literal) === 0);
    case "LIKE":
      return (value) => {
        const text = textOf(value);
        return text !== undefined && like(text, String(first.value).normalize("NFC"));
      };
    case "MATCHES":
      return matches(String(first.value));
    case "ISSUBSET":
      return (value) => typeof value === "string" && holdsRange(String(first.value), value);
    case "ISSUPERSET":
      return (value) => typeof value === "string" && holdsRange(value, String(first.value));
  }
}

function matches(source: string): (value: unknown) => boolean {
  const compiled = compileRegex(source.normalize("NFC"));
  if (!compiled.ok) throw new Undecidable(`MATCHES: ${compiled.why}`);
  return (value) => {
    const text = textOf(value);
    return text !== undefined && compiled.test(text);
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (value.length > valueCharsMax) throw new Undecidable("a value is too long for the pattern");
  return value.normalize("NFC");
}

/** Below, equal or above 0; undefined where the two are not of one kind. */
function order(value: unknown, literal: Literal): number | undefined {
  if (typeof value === "number") {
    const isNumber = literal.kind === "integer" || literal.kind === "float";
    return isNumber ? value - literal.value : undefined;
  }
  if (typeof value === "boolean") {
    return literal.kind === "boolean" ? Number(value) - Number(literal.value) : undefined;
  }
  if (typeof value !== "string") return undefined;
  if (literal.kind === "string") return byText(value, literal.value);
  if (literal.kind === "timestamp") {
    return isTimestamp(value) ? compareTimestamps(value, literal.value) : undefined;
  }
  if (literal.kind === "hex") return byText(value.toLowerCase(), literal.value);
  return literal.kind === "binary" ? byText(value, literal.value) : undefined;
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whether all addresses of `inner` are among those of `outer`; both an address or a range. */
function holdsRange(outer: string, inner: string): boolean {
  const a = bitsOf(outer);
  const b = bitsOf(inner);
  if (a === undefined || b === undefined || a.size !== b.size || a.length > b.length) return false;
  const shift = BigInt(a.size - a.length);
  return a.bits >> shift === b.bits >> shift;
}

function bitsOf(text: string): { bits: bigint; length: number; size: number } | undefined {
  const [address = "", length, ...more] = text.split("/");
  const isV4 = !address.includes(":");
  const size = isV4 ? 32 : 128;
  if (more.length > 0 || (length !== undefined && !/^[0-9]{1,3}$/.test(length))) return undefined;
  const bits = length === undefined ? size : Number(length);
  const value = isV4 ? ipv4Number(address) : ipv6Groups(address);
  if (value === undefined || bits > size) return undefined;
  if (typeof value === "number") return { bits: BigInt(value), length: bits, size };
  const joined = value.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
  return { bits: joined, length: bits, size };
}
