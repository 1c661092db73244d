/** Own domains and look-alikes as they are said: "ferrocrest dash help dot org". All of them are held. */

import type { Detection, Reading } from "../../detector.ts";
import { lowered } from "../../text/passage.ts";
import { hashSet } from "../../text/word-hash.ts";
import { valueBefore } from "../../text/words.ts";

const dots = hashSet("dot d0t punkt");
export const spokenSigns = hashSet("dot d0t punkt dash hyphen minus bindestrich tiret underscore");
const partsMax = 6;

/** Where a word for a sign is the first of a name that is said. */
export function spokenDomain(reading: Reading, at: number, found: Detection[]): void {
  const { passage, words, identity } = reading;
  if (at === 0 || spokenSigns.has(valueBefore(words.hashes, at, 2))) return;
  let name = partAt(reading, at - 1);
  let last = at - 1;
  for (let parts = 0; parts < partsMax; parts += 1) {
    const sign = words.hashes[last + 1] ?? 0;
    if (!spokenSigns.has(sign) || !isBeside(reading, last + 1) || !isBeside(reading, last + 2))
      break;
    name += `${dots.has(sign) ? "." : "-"}${partAt(reading, last + 2)}`;
    last += 2;
  }
  if (last < at) return;
  const domain = name.includes(".") ? name : `${name}.${anyTop}`;
  const isOurs = identity.ownsDomain(domain);
  if (!isOurs && identity.resemblance(domain) === undefined) return;
  found.push({
    ...passage.spanOf(words.starts[at - 1] ?? 0, words.ends[last] ?? 0),
    kind: isOurs ? "company-domain" : "company-lookalike",
    why: "A name of the network as it is said.",
    needsReview: true,
  });
}

const anyTop = "example";

function partAt({ passage, words }: Reading, at: number): string {
  return lowered(passage.text.slice(words.starts[at], words.ends[at]));
}

/** One blank before it. */
function isBeside({ passage, words }: Reading, at: number): boolean {
  return at < words.count && passage.text.slice(words.ends[at - 1], words.starts[at]) === " ";
}
