/**
 * Features of what was seen: who signed, which malware, who registered, how a name imitates, the form of a
 * URL's path. They link incidents that share no single value. Each is made of one value alone, so what is
 * asked about does not say which values came together; each is folded as the correlator folds it.
 * PROTOCOL §3.
 */

import { featuresOf } from "@tocsin/correlation";

import { type FeatureKind, featureType } from "./feature-types.ts";

export interface PlainValue {
  readonly type: string;
  readonly value: string;
}

/** Kinds of values that are asked about as features and not as they stand: one name, many spellings. */
const asFeatures: Readonly<Record<string, FeatureKind>> = {
  signer: "signer",
  registrant: "registrant",
  malware: "malware",
  tool: "malware",
};

/** Parts of a path from which its form says something. */
const pathPartsMin = 3;
/** The feature that stands for the value; undefined where it is asked about as it stands. */
export function featureOf({ type, value }: PlainValue): PlainValue | undefined {
  const kind = asFeatures[type];
  if (kind === undefined) return undefined;
  const [item = ""] = itemsOf({ type, value }, kind);
  return { type: featureType(kind), value: item };
}

/** What its making says of it, beside the value itself. */
export function featuresOfValue(plain: PlainValue): PlainValue[] {
  if (plain.type !== "domain" && plain.type !== "url") return [];
  const habits = itemsOf(plain, "look-alike").filter((it) => it.includes(" for "));
  const features = habits.map((value) => ({ type: featureType("look-alike"), value }));
  const parts = itemsOf(plain, "url-part");
  const form = parts.find((it) => it.startsWith("form "));
  const asks = parts.find((it) => it.startsWith("asks "));
  const isTelling = form !== undefined && form.split("/").length > pathPartsMin;
  if (isTelling && asks !== undefined) {
    features.push({ type: featureType("url-path"), value: `${form} ${asks}` });
  }
  return features;
}

function itemsOf(plain: PlainValue, of: string): string[] {
  for (const [kind, items] of featuresOf({ indicators: [plain] }).kinds()) {
    if (kind === of) return [...items.keys()];
  }
  return [];
}
