/**
 * Whether a text is written for others: advice, an analysis, a log of a tool. It names nobody and
 * nothing of a company that is known, and nobody says "we" in it. What is only doubted there is no
 * secret of ours; what is sure, private or privileged stays found.
 */

import type { Detection, Reading } from "./detector.ts";
import { groupOf } from "./finding-kinds.ts";
import { isWide } from "./overlap.ts";
import { oursBit } from "./text/word-table.ts";

/** A shorter text may leave us out by chance. */
const wordsMin = 40;

/** The detections without those that are mere doubts in a text for others. */
export function withoutDoubts(reading: Reading, found: readonly Detection[]): readonly Detection[] {
  return found.some(isDoubt) && isForOthers(reading, found)
    ? found.filter((it) => !isDoubt(it))
    : found;
}

/** Held, and about names that nothing explains or about business; not what is somebody's own. */
function isDoubt(it: Detection): boolean {
  const { kind, needsReview } = it;
  const group = groupOf(kind);
  return needsReview && !isWide(it) && group !== "secret";
}

function isForOthers({ identity, words, passage }: Reading, found: readonly Detection[]): boolean {
  if (identity.namePrefixes.size === 0 || words.count < wordsMin) return false;
  for (let at = 0; at < words.count; at += 1) {
    if (((words.bits[at] ?? 0) & oursBit) !== 0) return false;
  }
  return !found.some((it) => saysWho(passage.original, it));
}

/** Something sure of us or of a person; or a whole name, though it is only held. */
function saysWho(text: string, { kind, needsReview, start, end }: Detection): boolean {
  if (needsReview) return kind === "person" && /\S\s+\S/.test(text.slice(start, end));
  const group = groupOf(kind);
  return group === "personal" || group === "own-identity";
}
