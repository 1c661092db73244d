/**
 * From evidence to log-odds. Of each kind the logarithm counts: ten shared values are not ten
 * witnesses, and a flood of them cannot buy more than its class is worth.
 */

import type { Compared } from "./comparison.ts";
import { ruleOf } from "./encoded-features.ts";
import { type EvidenceClass, type Kind, kindNames } from "./kinds.ts";

export interface KindWeight {
  /** For each unit of log(1 + evidence for one source). */
  readonly for: number;
  /** For each unit of evidence against. */
  readonly against: number;
}

export interface Weights {
  /** Log-odds that two reports are of one campaign before anything is compared. */
  readonly before: number;
  readonly size: number;
  readonly kinds: Readonly<Partial<Record<Kind, KindWeight>>>;
}

export interface KindOdds {
  readonly kind: Kind;
  readonly odds: number;
  readonly shared: readonly number[];
}

/** From these log-odds on a link is shown: more likely than not. */
export const linkOddsMin = 0;
/** From these on one link ties two reports into one campaign; of eleven such links ten are right. */
export const campaignOddsMin = 1;

/** No class of evidence moves the log-odds further than this; nothing against moves it more. */
export const classMax = 9;
const againstMax = -2;

export function oddsOf(weights: Weights, compared: Compared): KindOdds[] {
  const odds: KindOdds[] = [];
  const left = new Map<EvidenceClass, number>();
  for (const { kind, ratio, shared } of compared.evidence) {
    const name = kindNames[kind] ?? "attribute";
    const rule = ruleOf(kind);
    const weight = weights.kinds[name] ?? { for: rule.prior, against: 0 };
    const room = left.get(rule.class) ?? classMax;
    const value =
      ratio > 0
        ? Math.min(room, weight.for * Math.log1p(ratio))
        : Math.max(againstMax, weight.against * ratio);
    if (ratio > 0) left.set(rule.class, room - value);
    if (value !== 0) odds.push({ kind: name, odds: value, shared });
  }
  return odds;
}

/** Log-odds that both are of one campaign. */
export function totalOdds(weights: Weights, compared: Compared): number {
  return oddsOf(weights, compared).reduce(
    (sum, { odds }) => sum + odds,
    weights.before + weights.size * compared.size,
  );
}
