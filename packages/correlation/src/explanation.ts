/** Why two reports are tied, for a person: each kind with its weight; the weights add up. */

import type { Compared } from "./comparison.ts";
import { type EncodedKind, numberOf } from "./encoded-features.ts";
import { type Kind, kindRules } from "./kinds.ts";
import { oddsOf, type Weights } from "./weights.ts";

export interface Reason {
  readonly kind: Kind | "company" | "nearness" | "before";
  /** Natural log-odds; all reasons of a link add up to its odds. */
  readonly weight: number;
  readonly says: string;
  /** The rarest of what both have. They are live: show them defanged. */
  readonly values: readonly string[];
}

const valuesMax = 5;

export function reasonsOf(
  weights: Weights,
  compared: Compared,
  features: readonly EncodedKind[],
  shares: readonly Float64Array[],
): Reason[] {
  const reasons = oddsOf(weights, compared).map(({ kind, odds, shared }): Reason => {
    const says = odds > 0 ? kindRules[kind].says : `${kindRules[kind].says}: none shared`;
    return {
      kind,
      weight: odds,
      says,
      values: odds > 0 ? valuesOf(kind, shared, features, shares) : [],
    };
  });
  const before = weights.before + weights.size * compared.size;
  return [
    ...reasons.sort(byRank),
    { kind: "before", weight: before, says: "before anything is compared", values: [] },
  ];
}

/** With reasons that come from elsewhere, each in its place; what was there to begin with stays last. */
export function withReasons(reasons: readonly Reason[], added: readonly Reason[]): Reason[] {
  return [...[...reasons.slice(0, -1), ...added].sort(byRank), ...reasons.slice(-1)];
}

function byRank(a: Reason, b: Reason): number {
  return rankOf(b) - rankOf(a) || b.weight - a.weight;
}

/** What both have as it stands comes first, whatever its weight beside the names: a person can look it up. */
function rankOf({ kind, weight }: Reason): number {
  return weight > 0 && (kind === "value" || kind === "file") ? 1 : 0;
}

function valuesOf(
  kind: Kind,
  shared: readonly number[],
  features: readonly EncodedKind[],
  shares: readonly Float64Array[],
): string[] {
  const at = features.findIndex((it) => it.kind === numberOf(kind));
  const items = features[at]?.items ?? [];
  const usual = shares[at];
  const rarest = [...shared].sort((a, b) => (usual?.[a] ?? 1) - (usual?.[b] ?? 1));
  const values = rarest.map((place) => items[place] ?? "");
  return (kind === "naming" ? joinedRuns(values) : values).slice(0, valuesMax);
}

/** Runs of letters that continue each other, put together again: `zoom` and `oom-` are `zoom-`. */
function joinedRuns(runs: readonly string[]): string[] {
  const left = new Set(runs);
  const joined: string[] = [];
  for (const run of runs) {
    if (!left.delete(run)) continue;
    let text = run;
    for (;;) {
      const before = [...left].find((it) => text.startsWith(it.slice(1)));
      const after = [...left].find((it) => text.endsWith(it.slice(0, -1)));
      if (before !== undefined) text = before.slice(0, 1) + text;
      else if (after !== undefined) text += after.slice(-1);
      else break;
      left.delete(before ?? after ?? "");
    }
    joined.push(text.replaceAll(/[\^$]/g, ""));
  }
  return joined.sort((a, b) => b.length - a.length);
}
