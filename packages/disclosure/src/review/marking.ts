/**
 * How freely a report may travel. What others have marked is only ever tightened: whoever reviews may
 * be stricter than the source's marking, never looser. FIRST TLP 2.0.
 */

import type { ShareTerms } from "@tocsin/wire";

type Marking = ShareTerms["tlp"];

/** The stricter, the further on. */
const strictness: readonly Marking[] = ["clear", "green", "amber", "amber+strict"];

export function isLooser(marking: Marking, than: Marking): boolean {
  return strictness.indexOf(marking) < strictness.indexOf(than);
}

/** The strictest of those that are given; null where none is. */
export function strictest(markings: readonly (Marking | null | undefined)[]): Marking | null {
  let found: Marking | null = null;
  for (const marking of markings) {
    if (marking === null || marking === undefined) continue;
    if (found === null || isLooser(found, marking)) found = marking;
  }
  return found;
}
