/**
 * A pile of incidents at once: everything is read first, so that what is usual in it is known, and
 * two incidents are tied by what they share and by what the others between them share with both.
 */

import type { TreeLink } from "./campaign-tree.ts";
import { addedReasons, Company } from "./company.ts";
import { candidatesOf, compare, type Compared, sharesOf } from "./comparison.ts";
import { encodeFeatures, type EncodedKind, type UsualCount } from "./encoded-features.ts";
import { type Reason, reasonsOf, withReasons } from "./explanation.ts";
import type { IncidentFacts } from "./facts.ts";
import { featuresOf } from "./features.ts";
import { builtInModel, type Model } from "./model.ts";
import { Pile, pileMax, pileMin } from "./pile.ts";
import { ReportIndex } from "./report-index.ts";
import { linkOddsMin, totalOdds, type Weights } from "./weights.ts";

export interface IncidentLink {
  readonly a: number;
  readonly b: number;
  /** Natural log-odds that both are of one campaign. */
  readonly odds: number;
  readonly reasons: readonly Reason[];
}

export interface Correlated {
  /** Strongest first; numbers are places in the list that was given. */
  readonly links: readonly IncidentLink[];
  readonly campaigns: readonly (readonly number[])[];
}

export interface CorrelateOptions {
  /** Links below these log-odds are left out. */
  readonly oddsMin?: number;
  readonly model?: Model;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}

/** Weaker pairs tie nobody, whoever stands between them. */
const pairOddsMin = -1.5;
/** So many are compared pair by pair; in a larger pile those that share something rare. */
const eachWithEachMax = 1500;
/** Here nobody waits for a single report: more are weighed than when one comes alone. */
const candidatesEach = 100;
/** Compares any two of the pile, by what both share and by what the pile says of them. */
class Comparing {
  readonly weights: Weights;
  readonly #index: ReportIndex;
  readonly #encoded: readonly (readonly EncodedKind[])[];
  readonly #pile: Pile | undefined;
  /** Of the incident that was asked for last. */
  #shares: { readonly of: number; readonly values: readonly Float64Array[] } | undefined;

  constructor(index: ReportIndex, encoded: readonly (readonly EncodedKind[])[], model: Model) {
    this.#index = index;
    this.#encoded = encoded;
    const isPile = encoded.length >= pileMin && encoded.length <= pileMax;
    this.#pile = isPile ? new Pile(encoded) : undefined;
    this.weights = isPile ? model.pileWeights : model.weights;
  }

  compare(a: number, b: number): Compared {
    const compared = compare(this.#index, this.#encoded[a] ?? [], this.#sharesOf(a), b);
    return this.#pile?.add(compared, a) ?? compared;
  }

  reasons(a: number, compared: Compared): Reason[] {
    return reasonsOf(this.weights, compared, this.#encoded[a] ?? [], this.#sharesOf(a));
  }

  /** Who is looked at for an incident: all after it, or in a large pile those that share something rare. */
  othersOf(at: number): Iterable<number> {
    const count = this.#encoded.length;
    return count <= eachWithEachMax
      ? laterThan(at, count)
      : candidatesOf(this.#index, this.#encoded[at] ?? [], at, candidatesEach);
  }

  #sharesOf(a: number): readonly Float64Array[] {
    if (this.#shares?.of !== a) {
      this.#shares = { of: a, values: sharesOf(this.#index, this.#encoded[a] ?? []) };
    }
    return this.#shares.values;
  }
}

export function correlateIncidents(
  incidents: readonly IncidentFacts[],
  { oddsMin = linkOddsMin, model = builtInModel, seed, onProgress }: CorrelateOptions,
): Correlated {
  // In more it shows itself what is usual.
  const isFew = incidents.length < pileMin;
  const index = new ReportIndex(seed, isFew ? model.usual : model.usual.filter(isOfSoftware));
  const encoded = incidents.map((facts) => encodeFeatures(featuresOf(facts), seed));
  for (const features of encoded) index.add(features);
  const comparing = new Comparing(index, encoded, model);
  const company = new Company(
    incidents.length,
    weighedPairs(comparing, incidents.length, onProgress),
  );
  const pairs = company
    .pairs(oddsMin)
    .map(({ a, b }) => ({ a, b, own: totalOdds(comparing.weights, comparing.compare(a, b)) }));
  const links: IncidentLink[] = [];
  let at = 0;
  for (const added of company.additions(pairs)) {
    const { a, b, own } = pairs[at] ?? { a: 0, b: 0, own: -Infinity };
    at += 1;
    const odds = own + added.campaign + added.nearness;
    if (odds < oddsMin) continue;
    const reasons = comparing.reasons(a, comparing.compare(a, b));
    links.push({ a, b, odds, reasons: withReasons(reasons, addedReasons(added)) });
  }
  links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
  return { links, campaigns: company.campaigns };
}

/** A malware's spread is no matter of how this pile was drawn. */
function isOfSoftware({ kind }: UsualCount): boolean {
  return kind === "malware";
}

function weighedPairs(
  comparing: Comparing,
  count: number,
  onProgress: ((done: number) => void) | undefined,
): TreeLink[] {
  const pairs: TreeLink[] = [];
  const seen = new Set<number>();
  for (let at = 0; at < count; at += 1) {
    for (const other of comparing.othersOf(at)) {
      const [a, b] = at < other ? [at, other] : [other, at];
      const key = a * count + b;
      if (seen.has(key)) continue;
      seen.add(key);
      const odds = totalOdds(comparing.weights, comparing.compare(at, other));
      if (odds >= pairOddsMin) pairs.push({ a, b, odds });
    }
    onProgress?.(at + 1);
  }
  return pairs;
}

function* laterThan(at: number, count: number): Generator<number> {
  for (let other = at + 1; other < count; other += 1) yield other;
}
