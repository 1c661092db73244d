/**
 * What tells of us though no profile holds it: what others call us, where our people are, what only we are
 * known for, and our domains as they are said. One walk over the words leads to all of it.
 */

import type { Detection, Detector } from "../../detector.ts";
import { WordTable } from "../../text/word-hash.ts";
import { customerRow, customerWords } from "./customer-rows.ts";
import { descriptionWords, fitsOnlyUs, quotedDescriptions } from "./fits-only-us.ts";
import { namedPlace } from "./named-places.ts";
import { namesForUs, selves } from "./names-for-us.ts";
import { siteWords } from "./site-words.ts";
import { spokenDomain, spokenSigns } from "./spoken-domains.ts";
import { tellingDocuments } from "./telling-documents.ts";
import { toldVolumes } from "./told-volumes.ts";

const nameBit = 1;
const signBit = 2;
const descriptionBit = 4;
const placeBit = 8;
const customerBit = 16;
/** One look-up for each word of a text. */
const anchors = new WordTable(12);
for (const hash of selves.hashes) anchors.add(hash, nameBit);
for (const hash of spokenSigns.hashes) anchors.add(hash, signBit);
for (const hash of customerWords) anchors.add(hash, customerBit);
for (const hash of descriptionWords) anchors.add(hash, descriptionBit);
for (let at = 0; at < siteWords.entries.length; at += 2) {
  const hash = siteWords.entries[at] ?? 0;
  if (hash !== 0) anchors.add(hash, placeBit);
}
/** By its last bits whether a hash may be among them: nearly no other word is looked up. */
const mayBeAnchor = new Uint8Array(1 << 14);
const lastBits = mayBeAnchor.length - 1;
for (let at = 0; at < anchors.entries.length; at += 2) {
  const hash = anchors.entries[at] ?? 0;
  if (hash !== 0) mayBeAnchor[hash & lastBits] = 1;
}

export const toldOfUs: Detector = {
  name: "told-of-us",
  version: 6,
  detect(reading) {
    const found: Detection[] = [];
    const { count, hashes } = reading.words;
    for (let at = 0; at < count; at += 1) {
      const hash = hashes[at] ?? 0;
      if (mayBeAnchor[hash & lastBits] === 0) continue;
      const tells = anchors.get(hash);
      if ((tells & nameBit) !== 0) namesForUs(reading, at, found);
      if ((tells & signBit) !== 0) spokenDomain(reading, at, found);
      if ((tells & descriptionBit) !== 0) fitsOnlyUs(reading, at, found);
      if ((tells & customerBit) !== 0) customerRow(reading, at, found);
      if ((tells & placeBit) !== 0) namedPlace(reading, at, found);
    }
    quotedDescriptions(reading, found);
    toldVolumes(reading, found);
    tellingDocuments(reading, found);
    return found;
  },
};
