/** What a score of one kind is worth in the light of whose it is, and of what machines and criminals do. */

import type { FindingKind } from "../finding-kinds.ts";
import { placeOf } from "./bearing.ts";
import { business, offers, unlikely } from "./content-kinds.ts";

const machine = placeOf("machine");
const extortion = placeOf("extortion");
const ours = placeOf("ours");
const names = placeOf("unknown-name");
const things = placeOf("own-thing");
const secrecy = placeOf("secrecy");
const denied = placeOf("denied");
const people = placeOf("people");
const persons = placeOf("person-name");

/** `counts`: how often each sign stands in the fragment. */
export function weighed(kind: FindingKind, score: number, counts: Int32Array): number {
  const often = (place: number): number => counts[place] ?? 0;
  const has = (place: number): number => Math.min(1, often(place));
  if (business.has(kind)) {
    // What crime costs is the criminals' business.
    const isCrime = often(extortion) > 0 && often(ours) + often(names) + often(things) === 0;
    const isSum = offers.has(kind) || kind === "output-volume";
    const own = score + has(ours) + 2 * has(secrecy) - Math.min(3, often(machine));
    return (isCrime && isSum ? 0 : own) - has(denied);
  }
  if (unlikely.has(kind)) return score + has(people) + has(persons) - Math.min(3, often(machine));
  return kind === "company-unique" ? score - Math.min(4, 2 * often(machine)) : score;
}
