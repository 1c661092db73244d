/**
 * Numbers under which clouds and services keep us ("tenantId: 0b2f6c1e-…", "arn:aws:iam::123456789012:…"):
 * whoever has the number has our name. All of them are held; attackers rent tenants, too.
 */

import type { Detection, Reading } from "../../detector.ts";

const guid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\w-])/iy;
const account = /\d{12}(?![\d-])|\d{4}-\d{4}-\d{4}(?![\d-])/y;
/** What calls it one of a tenant or of a subscription, right before it. */
const calledTenant =
  /(?:\btenants?(?:[_ -]?(?:id|guid))?|["'\s{,?&]tid|\bsubscriptions?(?:[_ -]?id)?)["']?(?: is| was|:| =|=|\/| )? ?["'(]{0,2}$|[a-z]tenant(?:[_ -]?id)?["']?[:=/ ]{1,2}["'(]{0,2}$/i;
const calledAccount =
  /\barn:aws[\w-]{0,8}:[\w-]{1,32}:[\w-]{0,24}:$|\b(?:aws|amazon|cloud|recipient|owner|source|payer)[ _-]?account[ _-]?(?:id|number|no\.?)?["']?(?: is| was|:| =|=| )? ?["'(]{0,2}$/i;
const theirsBefore =
  /\b(?:attackers?'?s?|actors?'?s?|rogue|malicious|their own|his own|fake|phish\w*|adversary)\b[^.\n]{0,40}$/i;
const beforeCharsMax = 80;
const guidWordChars = 8;
const accountWordChars = 12;
const groupWordChars = 4;
/** A bit for each of these lengths, and of those that are 32 more. */
const firstWords = (1 << guidWordChars) | (1 << accountWordChars) | (1 << groupWordChars);

/** By its first word: eight digits of hex before a hyphen, twelve digits, or four before a hyphen. */
export function tenantIds({ passage, words, places }: Reading): Detection[] {
  const { text, codes } = passage;
  const found: Detection[] = [];
  let until = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    const length = end - start;
    if (start < until || ((1 << length) & firstWords) === 0) continue;
    const isGrouped = codes[end] === hyphen;
    const isGuid = isGrouped && length === guidWordChars;
    const isAccount =
      length === accountWordChars ||
      (isGrouped && length === groupWordChars && codes[end + 1 + groupWordChars] === hyphen);
    if (!isGuid && !isAccount) continue;
    const form = isGuid ? guid : account;
    form.lastIndex = start;
    const id = form.exec(text)?.[0];
    if (id === undefined) continue;
    const before = text.slice(Math.max(0, start - beforeCharsMax), start);
    if (!(isGuid ? calledTenant : calledAccount).test(before) || theirsBefore.test(before))
      continue;
    until = start + id.length;
    const why = "A number under which a service keeps us.";
    found.push({ ...passage.spanOf(start, until), kind: "company-unique", why, needsReview: true });
  }
  return found;
}

const hyphen = 45;
