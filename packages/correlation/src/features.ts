/**
 * What of an incident can be compared: values, what they are part of, how they are made, and what
 * was said of them. Well-known harmless values and their neighbours give nothing at all.
 */

import { foldName } from "@tocsin/threat";

import { foldedWord, foldSigner, kindOfAttribute } from "./attribute-names.ts";
import type { Attribute, IncidentFacts } from "./facts.ts";
import { FeatureSet } from "./feature-set.ts";
import { parseHostName } from "./host-name.ts";
import { addIndicator, benignExcept, type BenignLookup } from "./indicator-features.ts";
import type { Kind } from "./kinds.ts";
import { habitsAgainst } from "./look-alike.ts";
import { addSimilarity } from "./similar-files.ts";
import { addThreatName } from "./threat-name.ts";

export const indicatorsMax = 10_000;
const attributesMax = 500;

const nothingIgnored = benignExcept(new Set());

export function featuresOf(
  facts: IncidentFacts,
  benign: BenignLookup = nothingIgnored,
): FeatureSet {
  const features = new FeatureSet();
  const imitated: string[] = [];
  for (const attribute of facts.attributes?.slice(0, attributesMax) ?? []) {
    const kind = kindOfAttribute(attribute.name);
    if (kind === "look-alike") imitated.push(attribute.value.toLowerCase());
    else if (kind !== undefined) addAttribute(features, kind, attribute);
  }
  const labels = new Set<string>();
  const making = { features, seen: new Set<string>(), benign };
  for (const { type, value } of facts.indicators.slice(0, indicatorsMax)) {
    const label = addIndicator(making, type, value);
    if (label !== undefined) labels.add(label);
  }
  for (const name of imitated) addHabits(features, labels, name);
  if (facts.seenMs !== undefined) addMonths(features, facts.seenMs);
  return features;
}

function addAttribute(features: FeatureSet, kind: Kind, { name, value }: Attribute): void {
  const folded = foldName(value);
  if (folded === "" || /^(?:unknown|none|null|na|tbd)$/.test(folded)) return;
  switch (kind) {
    case "malware":
    case "actor": {
      addThreatName(features, kind, value);
      return;
    }
    case "signer": {
      features.add("signer", foldSigner(value));
      return;
    }
    case "similar-file": {
      addSimilarity(features, foldedWord(name), value);
      return;
    }
    case "registrant": {
      const aspect = /theme|mail|phone|address|org/.exec(foldedWord(name))?.[0] ?? "name";
      features.add("registrant", `${aspect} ${folded}`);
      return;
    }
    case "fingerprint": {
      features.add(kind, value.trim().toLowerCase());
      return;
    }
    case "technique":
    case "vulnerability": {
      features.add(kind, value.trim().toUpperCase());
      return;
    }
    case "attribute": {
      features.add(kind, `${foldedWord(name)} ${folded}`);
      return;
    }
    default: {
      features.add(kind, folded);
      return;
    }
  }
}

function addHabits(features: FeatureSet, labels: ReadonlySet<string>, imitated: string): void {
  const original = parseHostName(imitated)?.label ?? imitated;
  for (const label of labels) {
    for (const habit of habitsAgainst(label, original)) {
      if (!features.has("look-alike", habit)) features.add("look-alike", habit);
    }
  }
}

/** The quarter of a year around the moment: three months, so that neighbours share two. */
function addMonths(features: FeatureSet, seenMs: number): void {
  const date = new Date(seenMs);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  for (const near of [month - 1, month, month + 1]) {
    features.add("month", `${Math.floor(near / 12)}-${String((near % 12) + 1).padStart(2, "0")}`);
  }
}
