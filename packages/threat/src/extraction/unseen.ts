/** Marks that cannot be seen, which no value has: direction, joiners, soft hyphens, byte order. Unicode UAX #9, #31. */

import type { Observation } from "./observation.ts";

/** The engine's class of them, Default_Ignorable_Code_Point, takes it milliseconds where it runs first. */
export const unseen =
  /(?:[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\xad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8]|\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]|[\udb40-\udb43][\udc00-\udfff])+/g;

export interface SeenText {
  readonly text: string;
  /** An observation of `text`, with its place and words in the original. */
  readonly placed: (one: Observation) => Observation;
}

/** The text without them; undefined where it has none. */
export function seenText(original: string): SeenText | undefined {
  if (original.search(unseen) < 0) return undefined;
  const parts: string[] = [];
  /** For each run of them: where it stood in the text without, and how many are gone up to its end. */
  const places: number[] = [];
  const gone: number[] = [];
  let from = 0;
  let total = 0;
  for (const { 0: run, index } of original.matchAll(unseen)) {
    parts.push(original.slice(from, index));
    places.push(index - total);
    total += run.length;
    gone.push(total);
    from = index + run.length;
  }
  parts.push(original.slice(from));
  const placeOf = (place: number) => place + (gone[countUpTo(places, place) - 1] ?? 0);
  return {
    text: parts.join(""),
    placed: (one) => {
      const start = placeOf(one.start);
      const end = placeOf(one.end - 1) + 1;
      return { ...one, start, end, raw: original.slice(start, end) };
    },
  };
}

/** How many of these, in rising order, are not above the place. */
function countUpTo(rising: readonly number[], place: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
