/**
 * Fragments that what stands around them does not make ours: what machines do, and the sums that criminals
 * ask for. `counts`: how often each sign stands in the fragment.
 */

import { placeOf } from "./bearing.ts";
import type { Sign } from "./bearing-weights.ts";

/** What it takes away that a sum is one that criminals ask for. */
export const demandOdds = 3;

const placesOf = (...list: readonly Sign[]) => Uint8Array.from(list, placeOf);
const sums = placesOf("money", "amount", "volume", "rate");
const machines = placesOf("version", "machine", "attack");
const ownTellings = placesOf("own-thing", "share", "season", "coming-year");
/** In a fragment of machines there is none of these. */
const tellings = placesOf(
  "strong-cue",
  "ours",
  "counted",
  "file-name",
  "unknown-name",
  "people",
  "secrecy",
);

export function hasSum(counts: Int32Array): boolean {
  return hasOne(counts, sums);
}

/** Cues aside. */
export function tellsOfUs(counts: Int32Array): boolean {
  return hasOne(counts, ownTellings);
}

/** Versions, ports and tools, and no amount, name or cue of weight. */
export function isOfMachines(counts: Int32Array): boolean {
  if (!hasOne(counts, machines) || hasOne(counts, tellings)) return false;
  return !tellsOfUs(counts) && !hasSum(counts);
}

function hasOne(counts: Int32Array, places: Uint8Array): boolean {
  let all = 0;
  for (let at = 0; at < places.length; at += 1) all |= counts[places[at] ?? 0] ?? 0;
  return all !== 0;
}
