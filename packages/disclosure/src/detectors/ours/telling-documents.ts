/** Names of documents that were taken and tell of business or of people: "redundancy_list_v2.docx". */

import type { Detection, Reading } from "../../detector.ts";
import { toldName } from "../../stays/telling-names.ts";

const nearCharsMax = 100;
const taken =
  /\b(?:stolen?|steals?|took|takes?|taken|copied|copies|exfil\w{0,12}|leak(?:s|ed|ing)?|post(?:ed|s)|publish(?:ed|es)|staged|stages|staging|upload(?:s|ed)|sold|sells|sale|selling|samples?|proof|offered|listed|listing|zipped|packed|archived|rclone|megasync|scp|sent out|left|read|share|shares|folder|files?|gone|lost|kopiert|gestohlen|entwendet|vol[e\u00e9]{1,2}s?|copi[e\u00e9]{1,2}s?|robad[oa]s?|copiad[oa]s?|rubat[oaie]|copiat[oaie]|gestolen|gekopieerd|stulna|kopierade?|stj\u00e5let)(?![a-z])/i;

export function tellingDocuments({ passage, observations }: Reading, found: Detection[]): void {
  const text = passage.original;
  for (const it of observations) {
    const told = toldName(text, it);
    if (told === undefined) continue;
    const near = text.slice(Math.max(0, it.start - nearCharsMax), it.end + nearCharsMax);
    if (!taken.test(near)) continue;
    const why = "The name of the document tells of it.";
    found.push({ ...told, end: it.end, why, needsReview: true });
  }
}
