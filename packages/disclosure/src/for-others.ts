/**
 * Whether a text is written for others: advice, an analysis, a log of a tool. It names nobody and
 * nothing of a company that is known, and nobody says "we" in it. What is only doubted there is no
 * secret of ours; what is sure, private or privileged stays found.
 */

import type { Detection, Reading } from "./detector.ts";
import { groupOf } from "./finding-kinds.ts";
import { isWide } from "./overlap.ts";
import { hashSet } from "./text/word-hash.ts";
import { bitsOf, givenBit, oursBit } from "./text/word-table.ts";

/** A shorter text may leave us out by chance. */
const wordsMin = 40;

/** The detections without those that are mere doubts in a text for others. */
export function withoutDoubts(reading: Reading, found: readonly Detection[]): readonly Detection[] {
  const words = wordNames(reading);
  const isDoubt = (it: Detection): boolean => isHeldDoubt(it) || words.has(it.start);
  if (!found.some(isDoubt) || !mayBeForOthers(reading)) return found;
  if (found.some((it) => !words.has(it.start) && saysWho(reading.passage.original, it)))
    return found;
  return found.filter((it) => !isDoubt(it));
}

/** Held, and about names that nothing explains; not what is somebody's own. */
function isHeldDoubt(it: Detection): boolean {
  return it.needsReview && !isWide(it) && groupOf(it.kind) !== "secret";
}

/** A company is known, the text is long enough, and nobody says "we". */
function mayBeForOthers({ identity, words }: Reading): boolean {
  if (identity.namePrefixes.size === 0 || words.count < wordsMin) return false;
  for (let at = 0; at < words.count; at += 1) {
    if (((words.bits[at] ?? 0) & oursBit) !== 0) return false;
  }
  return true;
}

/** Something sure of us or of a person; or a given name with another, though it is only held. */
function saysWho(text: string, { kind, needsReview, start, end }: Detection): boolean {
  if (needsReview) {
    const names = text.slice(start, end).split(/\s+/);
    return kind === "person" && names.length > 1 && names.some(isGiven);
  }
  const group = groupOf(kind);
  return group === "personal" || group === "own-identity";
}

function isGiven(name: string): boolean {
  return (bitsOf(name) & givenBit) !== 0;
}

/** Before a company: "at Beacon", "from Relay". */
const before = hashSet("at from by of for with to against inside behind");
/** Behind one that does or bears something. */
const behind = hashSet(
  "is was were are be been has have had will would can could may might must shall should did does do got says said paid lost runs ran uses knows thinks wants asks asked told found gave took made sent kept left saw pays sells buys makes owns moved lies sits ships",
);

/**
 * Where own names that are also words stand, in the original; none where one of them is a company by
 * its sentence: what somebody does, or where somebody is.
 */
function wordNames({ passage, words, ownPhrases }: Reading): ReadonlySet<number> {
  const starts = new Set<number>();
  let word = 0;
  for (const { start, end, value } of ownPhrases) {
    if (value.needsCapital !== true) continue;
    while ((words.starts[word] ?? Infinity) < start) word += 1;
    let next = word;
    while ((words.starts[next] ?? Infinity) < end) next += 1;
    const isMet = before.has(words.hashes[word - 1] ?? 0) || behind.has(words.hashes[next] ?? 0);
    const isActing = /^(?:'s(?!\p{L})| \p{Ll}{2,14}ed(?!\p{L}))/u.test(
      passage.text.slice(end, end + 18),
    );
    if (isMet || isActing) return new Set();
    starts.add(passage.spanOf(start, end).start);
  }
  return starts;
}
