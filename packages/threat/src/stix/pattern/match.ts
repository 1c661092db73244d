/**
 * Whether observations fulfil a pattern: which ones, in which order, how often, in which time. Each
 * part of an observation expression is fulfilled by observations of its own. STIX 2.1 §9.3, §9.4.
 */

import type { Fields } from "../spec/kinds.ts";
import { timestampMs } from "../timestamp.ts";
import type { Observation, Qualifier } from "./ast.ts";
import { prepare, Undecidable } from "./compare.ts";
import { parsePattern } from "./parse.ts";
import { RegexTooCostly } from "./safe-regex.ts";

/** What was seen at one time. */
export interface Observed {
  readonly firstMs: number;
  readonly lastMs: number;
  /** How often it was seen. */
  readonly times: number;
  readonly objects: readonly Fields[];
}

export type PatternMatch =
  | { readonly ok: true; readonly matched: boolean; readonly observations: readonly number[] }
  | { readonly ok: false; readonly why: string };

/** Observations that fulfil a part together, by their places. */
interface Binding {
  readonly places: readonly number[];
  /** What REPEATS counts. */
  readonly times: number;
}

const observationsMax = 10_000;
const bindingsMax = 20_000;

export type PatternMatcher = (observed: readonly Observed[]) => PatternMatch;

/** Reads a pattern once, to be tried often. A refusal names its reason. */
export function createPatternMatcher(
  pattern: string,
): { readonly ok: true; readonly match: PatternMatcher } | { readonly ok: false; why: string } {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return { ok: false, why: `${parsed.why} (character ${parsed.at + 1})` };
  try {
    const evaluate = prepareObservation(parsed.observation);
    return { ok: true, match: (observed) => run(evaluate, observed) };
  } catch (fault) {
    if (fault instanceof Undecidable) return { ok: false, why: fault.message };
    throw fault;
  }
}

type Evaluate = (seen: Seen) => Binding[];

/** Observations with the table in which references are looked up. */
interface Seen {
  readonly observed: readonly Observed[];
  readonly byId: readonly ReadonlyMap<string, Fields>[];
}

function run(evaluate: Evaluate, observed: readonly Observed[]): PatternMatch {
  if (observed.length > observationsMax) return { ok: false, why: "too many observations at once" };
  try {
    const found = evaluate({ observed, byId: observed.map(({ objects }) => tableOf(objects)) });
    const [first] = found;
    return { ok: true, matched: first !== undefined, observations: first?.places ?? [] };
  } catch (fault) {
    if (fault instanceof Undecidable || fault instanceof RegexTooCostly) {
      return { ok: false, why: fault.message };
    }
    throw fault;
  }
}

function tableOf(objects: readonly Fields[]): Map<string, Fields> {
  const table = new Map<string, Fields>();
  for (const object of objects) {
    if (typeof object["id"] === "string") table.set(object["id"], object);
  }
  return table;
}

function prepareObservation(observation: Observation): Evaluate {
  if (observation.kind === "comparison") {
    const test = prepare(observation.comparison);
    return ({ observed, byId }) =>
      observed.flatMap(({ objects, times }, at) => {
        const lookup = (id: string): Fields | undefined => byId[at]?.get(id);
        return objects.some((object) => test(object, lookup)) ? [{ places: [at], times }] : [];
      });
  }
  if (observation.kind === "qualified") {
    const inner = prepareObservation(observation.of);
    const { qualifier } = observation;
    return (seen) => qualify(inner(seen), qualifier, seen.observed);
  }
  const parts = observation.parts.map(prepareObservation);
  if (observation.kind === "or") return (seen) => bounded(parts.flatMap((part) => part(seen)));
  const inTurn = observation.kind === "followed-by";
  return (seen) =>
    parts
      .map((part) => part(seen))
      .reduce((left, right) => pairs(left, right, inTurn ? seen.observed : undefined));
}

/** All ways to fulfil both sides with different observations - in turn, where times are given. */
function pairs(
  left: readonly Binding[],
  right: readonly Binding[],
  inTurn: readonly Observed[] | undefined,
): Binding[] {
  const found: Binding[] = [];
  for (const one of left) {
    for (const other of right) {
      if (one.places.some((place) => other.places.includes(place))) continue;
      if (inTurn !== undefined && !follows(one, other, inTurn)) continue;
      found.push({ places: [...one.places, ...other.places], times: 1 });
      if (found.length > bindingsMax) throw new Undecidable("too many combinations");
    }
  }
  return found;
}

function follows(one: Binding, other: Binding, observed: readonly Observed[]): boolean {
  const lastOfFirst = Math.max(...one.places.map((place) => observed[place]?.lastMs ?? 0));
  const firstOfNext = Math.min(...other.places.map((place) => observed[place]?.firstMs ?? 0));
  return lastOfFirst <= firstOfNext;
}

function qualify(
  bindings: readonly Binding[],
  qualifier: Qualifier,
  observed: readonly Observed[],
): Binding[] {
  if (qualifier.kind === "repeats") return repeated(bindings, qualifier.times, observed);
  const firsts = ({ places }: Binding) => places.map((place) => observed[place]?.firstMs ?? 0);
  const lasts = ({ places }: Binding) => places.map((place) => observed[place]?.lastMs ?? 0);
  if (qualifier.kind === "within") {
    // Each observation may have happened at any moment from its first to its last.
    return bindings.filter(
      (binding) =>
        Math.max(...firsts(binding)) - Math.min(...lasts(binding)) <= qualifier.seconds * 1000,
    );
  }
  const startMs = timestampMs(qualifier.start) ?? 0;
  const stopMs = timestampMs(qualifier.stop) ?? 0;
  return bindings.filter(
    (binding) =>
      firsts(binding).every((ms) => ms < stopMs) && lasts(binding).every((ms) => ms >= startMs),
  );
}

/**
 * So many times: runs of neighbours in time, since no other choice lies closer together. An
 * observation that was made several times counts as often.
 */
function repeated(
  bindings: readonly Binding[],
  wanted: number,
  observed: readonly Observed[],
): Binding[] {
  const startOf = ({ places }: Binding): number =>
    Math.min(...places.map((place) => observed[place]?.firstMs ?? 0));
  const inOrder = [...bindings].sort((a, b) => startOf(a) - startOf(b));
  const found: Binding[] = [];
  let work = 0;
  for (let from = 0; from < inOrder.length; from += 1) {
    const used = new Set<number>();
    let times = 0;
    for (let at = from; at < inOrder.length && times < wanted; at += 1) {
      const next = inOrder[at];
      work += 1;
      if (work > bindingsMax * 10) throw new Undecidable("too many combinations");
      if (next === undefined || next.places.some((place) => used.has(place))) continue;
      for (const place of next.places) used.add(place);
      times += next.times;
    }
    if (times < wanted) break;
    found.push({ places: [...used], times: 1 });
  }
  return found;
}

function bounded(bindings: Binding[]): Binding[] {
  if (bindings.length > bindingsMax) throw new Undecidable("too many combinations");
  return bindings;
}
