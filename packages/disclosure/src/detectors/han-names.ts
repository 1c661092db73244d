/** Names of people in Chinese characters and in Hangul. */

import type { Detection, Reading } from "../detector.ts";
import { foreignAny, type Words } from "../text/words.ts";

const hanUnit = String.raw`[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]`;
const han = new RegExp(`(?<!${hanUnit})${hanUnit}{2,4}(?!${hanUnit})`, "g");

/** A board, a ministry, an invoice. */
const paperOrOffice = /.{2}[\u4f1a\u5e81\u7701\u66f8\u7968\u5e33\u7c3f]$/;
/** "\u8a2d\u5b9a.lnk" is a file. */
const fileEnd = /^\.[a-z]{2,4}(?![a-z])/i;

/** "\uc724\ud0dc\ud604" behind a sign or at the head of a line: by the family names that nearly all have. */
const korean =
  /(?<=^|[\n"'(:,] ?)[\uae40\uc774\ubc15\ucd5c\uc815\uac15\uc870\uc724\uc7a5\uc784\ud55c\uc624\uc11c\uc2e0\uad8c\ud669\uc548\uc1a1\ub958\uc804\ud64d\uace0\ubb38\uc591\uc190\ubc30\ubc31\ud5c8\uc720\ub0a8\uc2ec\ub178\ud558\uacfd\uc131\ucc28\uc8fc\uc6b0\uad6c\ubbfc][\uac00-\ud7a3]{1,2}(?=["'),:;\n]|$)/g;

/** Two to four Chinese characters alone are a name more often than anything else. */
export function hanNames({ passage, places, words }: Reading, found: Detection[]): void {
  if (!places.hasForeign || !mayHoldHan(passage.codes, words)) return;
  for (const { 0: name, index: start } of passage.original.matchAll(korean)) {
    const end = start + name.length;
    found.push({ start, end, kind: "person", why: "It may be a Korean name.", needsReview: true });
  }
  for (const { 0: name, index } of passage.text.matchAll(han)) {
    const end = index + name.length;
    if (paperOrOffice.test(name) || fileEnd.test(passage.text.slice(end, end + 6))) continue;
    const span = passage.spanOf(index, end);
    found.push({
      ...span,
      kind: "person",
      why: "It may be a Chinese or Japanese name.",
      needsReview: true,
    });
  }
}

/** The first code of all that are Han, parts of one, or letters of Hangul. */
const hanMin = 0x1100;

function mayHoldHan(codes: Uint16Array, { count, starts, ends, shapes }: Words): boolean {
  for (let word = 0; word < count; word += 1) {
    if (((shapes[word] ?? 0) & foreignAny) === 0) continue;
    const end = ends[word] ?? 0;
    for (let at = starts[word] ?? 0; at < end; at += 1) {
      if ((codes[at] ?? 0) >= hanMin) return true;
    }
  }
  return false;
}
