/**
 * What tells of us though no profile holds it: what others call us, where our people are, what only we are
 * known for. One walk over the words leads to all three.
 */

import type { Detection, Detector } from "../detector.ts";
import { fitsOnlyUs, quotedDescriptions } from "./fits-only-us.ts";
import { namedPlace } from "./named-places.ts";
import { namesForUs, selves } from "./names-for-us.ts";

export const toldOfUs: Detector = {
  name: "told-of-us",
  version: 1,
  detect(reading) {
    const found: Detection[] = [];
    const { count, hashes } = reading.words;
    for (let at = 0; at < count; at += 1) {
      if (selves.has(hashes[at] ?? 0)) namesForUs(reading, at, found);
      fitsOnlyUs(reading, at, found);
      namedPlace(reading, at, found);
    }
    quotedDescriptions(reading, found);
    return found;
  },
};
