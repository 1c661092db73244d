/** Malware, tools and actors under one name, whatever they are called. */

import { foldName, lookupName } from "@tocsin/threat";

import type { FeatureSet } from "./feature-set.ts";

/** Any alias counts as the main name; which kind it is, the table knows better than the reporter. */
export function addThreatName(features: FeatureSet, kind: "malware" | "actor", name: string): void {
  const known = lookupName(name);
  const isActor = known === undefined ? kind === "actor" : known.kind === "actor";
  features.add(isActor ? "actor" : "malware", foldName(known?.name ?? name));
}
