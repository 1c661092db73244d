/**
 * Observables that can make a report concern us. What says nothing by itself never does: otherwise
 * one poisoned report with a public resolver in it would ring at everyone.
 */

import { benignOf, canonicalise, isObservableType, type ObservableType } from "@tocsin/threat";
import type { WatchedObservable } from "@tocsin/store";
import { watchKey } from "./watch-key.ts";

/** Kinds of which many unrelated attacks share values: one match alone is weak. */
const weakTypes: ReadonlySet<string> = new Set<ObservableType>([
  "asn",
  "cidr",
  "file-name",
  "mac",
  "named-pipe",
  "phone",
  "registrant",
  "service",
  "signer",
  "user-agent",
]);

export interface BenignPolicy {
  /** Lists of harmless values that count as real here. */
  readonly ignoredBenignLists: ReadonlySet<string>;
}

/** Undefined for what is no observable in canonical form, or never an indicator. */
export function watchable(
  type: string,
  value: string,
  { ignoredBenignLists }: BenignPolicy,
): WatchedObservable | undefined {
  if (!isObservableType(type) || canonicalise(type, value) !== value) return undefined;
  const found = benignOf(type, value);
  const benign = found === undefined || ignoredBenignLists.has(found.list) ? undefined : found;
  if (benign?.effect === "never") return undefined;
  const isWeak = weakTypes.has(type) || benign !== undefined;
  return { key: watchKey(type, value), type, value, strength: isWeak ? "weak" : "strong" };
}
