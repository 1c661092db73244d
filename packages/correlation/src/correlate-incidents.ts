/** A pile of incidents at once: everything is read first, so that what is usual in it is known. */

import { MemoryPlaces } from "./campaign-places.ts";
import { Campaigns } from "./campaigns.ts";
import { candidatesOf, compare, sharesOf } from "./comparison.ts";
import { encodeFeatures } from "./encoded-features.ts";
import { type Reason, reasonsOf } from "./explanation.ts";
import type { IncidentFacts } from "./facts.ts";
import { featuresOf } from "./features.ts";
import { builtInModel, type Model } from "./model.ts";
import { ReportIndex } from "./report-index.ts";
import { campaignOddsMin, linkOddsMin, totalOdds } from "./weights.ts";

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

export function correlateIncidents(
  incidents: readonly IncidentFacts[],
  { oddsMin = linkOddsMin, model = builtInModel, seed, onProgress }: CorrelateOptions,
): Correlated {
  const index = new ReportIndex(seed, model.usual);
  const encoded = incidents.map((facts) => encodeFeatures(featuresOf(facts), seed));
  for (const features of encoded) index.add(features);
  const links: IncidentLink[] = [];
  const seen = new Set<number>();
  for (const [a, features] of encoded.entries()) {
    const shares = sharesOf(index, features);
    for (const other of candidatesOf(index, features, a)) {
      const pair = Math.min(a, other) * incidents.length + Math.max(a, other);
      if (seen.has(pair)) continue;
      seen.add(pair);
      const compared = compare(index, features, shares, other);
      const odds = totalOdds(model.weights, compared);
      if (odds < oddsMin) continue;
      const reasons = reasonsOf(model.weights, compared, features, shares);
      links.push({ a: Math.min(a, other), b: Math.max(a, other), odds, reasons });
    }
    onProgress?.(a + 1);
  }
  links.sort((x, y) => y.odds - x.odds || x.a - y.a || x.b - y.b);
  return { links, campaigns: campaignsOf(links) };
}

function campaignsOf(links: readonly IncidentLink[]): (readonly number[])[] {
  const places = new MemoryPlaces();
  const campaigns = new Campaigns(places);
  // Two rounds: a merger may wait for links that come later.
  for (let round = 0; round < 2; round += 1) {
    for (const { a, b, odds } of links) {
      if (odds >= campaignOddsMin) campaigns.link({ a, b, odds });
    }
  }
  return [...places.all().values()].sort(
    (x, y) => y.length - x.length || (x[0] ?? 0) - (y[0] ?? 0),
  );
}
