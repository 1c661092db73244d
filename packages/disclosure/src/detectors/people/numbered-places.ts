/** "Gate E9", "Hangar 6", "Dock B": parts of a site that only those know who were there. */

import type { Detection, Reading } from "../../detector.ts";
import { hashSet } from "../../text/word-hash.ts";

export const numberedPlaces = hashSet(
  "gate hall halle hala hangar dock pier berth store building depot warehouse branch tower shed silo quay",
);
const number =
  /^ (?:[A-Z]?\d{1,3}[A-Z]?|[A-Z])(?![\w%'-]|\.\d|,\d| (?:percent|million|hours|minutes|days|weeks|per)\b)/;
const numberCharsMax = 16;

export function numberedPlace({ passage, words }: Reading, at: number, found: Detection[]): void {
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const behind = number.exec(passage.text.slice(end, end + numberCharsMax));
  if (behind === null) return;
  const span = passage.spanOf(start, end + behind[0].length);
  found.push({
    ...span,
    kind: "company-place",
    why: "A numbered part of a site.",
    needsReview: true,
  });
}
