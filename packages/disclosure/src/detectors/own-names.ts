/** Own names as words, and as letters in a row inside other words or in disguise. */

import type { Detection, Detector, Reading } from "../detector.ts";
import type { GluedHit } from "../identity/glued-index.ts";
import type { OwnTerm } from "../identity/own-terms.ts";

/** Inside a longer word a name of so many letters is no chance. */
const sureLettersMin = 7;

export const ownNames: Detector = {
  name: "own-names",
  version: 1,
  detect(reading) {
    const { identity, passage, words } = reading;
    const found: Detection[] = identity.phrases
      .find(passage, words)
      .map(({ start, end, value }) => detection(reading, start, end, value, value.needsReview));
    for (const hit of identity.glued.find(passage.lower, passage.text)) {
      found.push(detection(reading, hit.start, hit.end, hit.value, !isSure(hit)));
    }
    for (const hit of identity.disguised.find(passage.lower, passage.text)) {
      if (!hit.isWhole) continue;
      found.push(detection(reading, hit.start, hit.end, hit.value, true));
    }
    return found;
  },
};

function isSure(hit: GluedHit<OwnTerm>): boolean {
  if (hit.value.needsReview) return false;
  return hit.letters >= sureLettersMin || (hit.isWhole && !hit.isSpread);
}

function detection(
  { passage }: Reading,
  start: number,
  end: number,
  { kind, why }: OwnTerm,
  needsReview: boolean,
): Detection {
  return { ...passage.spanOf(start, end), kind, why: `It is ${why}.`, needsReview };
}
