/**
 * Numbers under which clouds and services keep us ("tenantId: 0b2f6c1e-…", "arn:aws:iam::123456789012:…"):
 * whoever has the number has our name. All of them are held; attackers rent tenants, too.
 */

import type { Detection, Reading } from "../detector.ts";

const guid = String.raw`[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}`;
/** A word that must stand in the text, and what stands behind it. */
const forms: readonly (readonly [word: string, pattern: RegExp])[] = [
  [
    "tenant",
    new RegExp(
      String.raw`\b(?:home|resource|our|user|source|aad|entra)?[_ -]?tenants?(?:[_ -]?(?:id|guid))?["']?(?: is| was|:| =|=|/| )? ?["'(]{0,2}(${guid})`,
      "gi",
    ),
  ],
  ["tid", new RegExp(String.raw`["'\s{,?&]tid["']?[:=] ?["']?(${guid})`, "gi")],
  [
    "subscription",
    new RegExp(
      String.raw`\bsubscriptions?(?:[_ -]?id)?["']?(?: is| was|:| =|=|/| )? ?["'(]{0,2}(${guid})`,
      "gi",
    ),
  ],
  ["arn:aws", /\barn:aws[\w-]{0,8}:[\w-]{1,32}:[\w-]{0,24}:(\d{12}):/g],
  [
    "account",
    /\b(?:aws|amazon|cloud|recipient|owner|source|payer)[ _-]?account[ _-]?(?:id|number|no\.?)?["']?(?: is| was|:| =|=| )? ?["'(]{0,2}(\d{12}|\d{4}-\d{4}-\d{4})(?![\d-])/gi,
  ],
];
const theirsBefore =
  /\b(?:attackers?'?s?|actors?'?s?|rogue|malicious|their own|his own|fake|phish\w*|adversary)\b[^.\n]{0,40}$/i;
const beforeCharsMax = 64;

export function tenantIds({ passage }: Reading): Detection[] {
  const { text, lower } = passage;
  const found: Detection[] = [];
  for (const [word, pattern] of forms) {
    if (!lower.includes(word)) continue;
    for (const { index, 0: whole, 1: id = "" } of text.matchAll(pattern)) {
      if (theirsBefore.test(text.slice(Math.max(0, index - beforeCharsMax), index))) continue;
      const start = index + whole.lastIndexOf(id);
      const why = "A number under which a service keeps us.";
      const span = passage.spanOf(start, start + id.length);
      found.push({ ...span, kind: "company-unique", why, needsReview: true });
    }
  }
  return found;
}
