/** What a fragment of a text may be about, with the sentence that tells the reviewer. */

import type { FindingKind } from "../finding-kinds.ts";

export const reasons: Partial<Record<FindingKind, string>> = {
  "competitive-price": "It tells a price or what goes into one.",
  "competitive-cost": "It tells a cost or a margin.",
  purchasing: "It tells purchasing terms or the choice of a supplier.",
  "customer-list": "It tells customers, or how many of them.",
  "product-roadmap": "It tells of a future product or its date.",
  "strategy-marketing": "It tells strategy, marketing or a deal.",
  "output-volume": "It tells output, capacity or sales.",
  health: "It tells of someone's health.",
  "human-resources": "It tells of personnel matters.",
  "consumer-history": "It tells what someone bought or looked at.",
  education: "It tells of someone's schooling.",
  "financial-personal": "It tells of someone's money.",
  "property-ownership": "It tells what someone owns.",
  children: "It tells of a child.",
  privileged: "Legal advice, or work made for counsel.",
  "company-unique": "It describes us so that no name is needed.",
};
export const kinds = Object.keys(reasons) as FindingKind[];
export const kindIndex = new Map(kinds.map((kind, at) => [kind, at]));
export const advice = kindIndex.get("privileged") ?? 0;
export const business = new Set<FindingKind>([
  "competitive-price",
  "competitive-cost",
  "purchasing",
  "customer-list",
  "product-roadmap",
  "strategy-marketing",
  "output-volume",
]);
/** What criminals ask and offer reads like these. */
export const offers = new Set<FindingKind>(["competitive-price", "competitive-cost", "purchasing"]);
export const unlikely = new Set<FindingKind>([
  "health",
  "human-resources",
  "consumer-history",
  "education",
  "financial-personal",
  "property-ownership",
  "children",
]);

export const ownThingKinds = [
  "competitive-price",
  "competitive-cost",
  "product-roadmap",
  "output-volume",
] as const;

export const kindsOfShares = [
  "competitive-price",
  "competitive-cost",
  "strategy-marketing",
  "output-volume",
] as const;
