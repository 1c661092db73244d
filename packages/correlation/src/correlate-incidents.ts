/**
 * A pile of incidents at once: everything is read first, so that what is usual in it is known, and
 * two incidents are tied by what they share and by what the others between them share with both.
 */

import type { TreeLink } from "./campaign-tree.ts";
import { Company, companyReason } from "./company.ts";
import { candidatesOf, compare, sharesOf } from "./comparison.ts";
import { encodeFeatures, type EncodedKind, type UsualCount } from "./encoded-features.ts";
import { type Reason, reasonsOf } from "./explanation.ts";
import type { IncidentFacts } from "./facts.ts";
import { featuresOf } from "./features.ts";
import { builtInModel, type Model } from "./model.ts";
import { ReportIndex } from "./report-index.ts";
import { linkOddsMin, totalOdds } from "./weights.ts";

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
/** In more than this it shows itself what is usual. */
const fewIncidents = 500;

export function correlateIncidents(
  incidents: readonly IncidentFacts[],
  { oddsMin = linkOddsMin, model = builtInModel, seed, onProgress }: CorrelateOptions,
): Correlated {
  const isFew = incidents.length < fewIncidents;
  const index = new ReportIndex(seed, isFew ? model.usual : model.usual.filter(isOfSoftware));
  const encoded = incidents.map((facts) => encodeFeatures(featuresOf(facts), seed));
  for (const features of encoded) index.add(features);
  const company = new Company(incidents.length, weighedPairs(index, encoded, model, onProgress));
  const links: IncidentLink[] = [];
  let shares: { readonly of: number; readonly values: readonly Float64Array[] } | undefined;
  for (const pair of company.pairs(oddsMin)) {
    const { a, b } = pair;
    const features = encoded[a] ?? [];
    if (shares?.of !== a) shares = { of: a, values: sharesOf(index, features) };
    const compared = compare(index, features, shares.values, b);
    const own = totalOdds(model.weights, compared);
    const added = company.added(pair, own);
    if (own + added < oddsMin) continue;
    const reasons = reasonsOf(model.weights, compared, features, shares.values);
    links.push({
      a,
      b,
      odds: own + added,
      reasons: added === 0 ? reasons : withReason(reasons, companyReason(added)),
    });
  }
  links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
  return { links, campaigns: company.campaigns };
}

/** A malware's spread is no matter of how this pile was drawn. */
function isOfSoftware({ kind }: UsualCount): boolean {
  return kind === "malware";
}

/** After what both share, before what was there to begin with. */
function withReason(reasons: readonly Reason[], added: Reason): Reason[] {
  return reasons.toSpliced(-1, 0, added);
}

function weighedPairs(
  index: ReportIndex,
  encoded: readonly (readonly EncodedKind[])[],
  model: Model,
  onProgress: ((done: number) => void) | undefined,
): TreeLink[] {
  const pairs: TreeLink[] = [];
  const seen = new Set<number>();
  for (const [at, features] of encoded.entries()) {
    const shares = sharesOf(index, features);
    for (const other of othersOf(index, encoded, at)) {
      const [a, b] = at < other ? [at, other] : [other, at];
      const key = a * encoded.length + b;
      if (seen.has(key)) continue;
      seen.add(key);
      const odds = totalOdds(model.weights, compare(index, features, shares, other));
      if (odds >= pairOddsMin) pairs.push({ a, b, odds });
    }
    onProgress?.(at + 1);
  }
  return pairs;
}

function othersOf(
  index: ReportIndex,
  encoded: readonly (readonly EncodedKind[])[],
  at: number,
): Iterable<number> {
  return encoded.length <= eachWithEachMax
    ? laterThan(at, encoded.length)
    : candidatesOf(index, encoded[at] ?? [], at, candidatesEach);
}

function* laterThan(at: number, count: number): Generator<number> {
  for (let other = at + 1; other < count; other += 1) yield other;
}
