/**
 * Whether a text is written for others: advice, an analysis, a log of a tool. It names nobody and
 * nothing of a company that is known, and nobody says "we" in it. What is only doubted there is no
 * secret of ours; what is sure, private or privileged stays found.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "../detector.ts";
import { groupOf } from "../finding-kinds.ts";
import { isWide } from "../overlap.ts";
import { hashSet } from "../text/word-hash.ts";
import { attackBit, bitsOf, givenBit, machineBit, oursBit, tradeBit } from "../text/word-table.ts";
import type { Words } from "../text/words.ts";

/** A shorter text may leave us out by chance. */
const wordsMin = 40;

/** The detections without those that are mere doubts in a text for others. */
export function withoutDoubts(reading: Reading, found: readonly Detection[]): readonly Detection[] {
  const words = wordNames(reading);
  const isDoubt = (it: Detection): boolean => isHeldDoubt(it) || words.has(it.start);
  // Business, private matters and advice are held only where they make it a text of ours.
  if (!found.some(isDoubt) || found.some(isWide) || !mayBeForOthers(reading)) return found;
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

/** Before a company: "at Beacon", "inside Relay". */
const before = hashSet("at inside against");
/** Behind one that says or does what no machine does, or bears it: "Gateway was hit". */
const behind = hashSet(
  "said says paid pays lost thinks wants asks asked told knows sold sells bought buys owns moved employs hired refused declined answered confirmed reported informed notified admitted signed ordered merged sued",
);
const isDone = letterPattern(
  String.raw`^ (?:has (?:till|until|to) |(?:is|was|were|are|got|has been|had been|have been) (?:\p{Ll}+ )?(?:hit|robbed|breached|attacked|hacked|targeted|encrypted|compromised|extorted|listed|named|closed|shut|sued|fined)(?!\p{L}))`,
);
const isOwner = letterPattern(String.raw`^'s (\p{Ll}{2,20})`);
const aboutCharsMax = 48;
/** Fewer letters of the alphabet in capitals stand for many things. */
const shortCapitals = letterPattern(String.raw`^\p{Lu}{2,4}$`);

/**
 * Where own names that are also words or short abbreviations stand, in the original; none where one of
 * them is a company by its sentence: what somebody does, or where somebody is.
 */
function wordNames({ passage, words, ownPhrases }: Reading): ReadonlySet<number> {
  const starts = new Set<number>();
  const { text } = passage;
  let word = 0;
  for (const { start, end, value } of ownPhrases) {
    const isShort = shortCapitals.test(text.slice(start, end)) && !isJoined(text, start, end);
    if (value.needsCapital !== true && !isShort) continue;
    while ((words.starts[word] ?? Infinity) < start) word += 1;
    let next = word;
    while ((words.starts[next] ?? Infinity) < end) next += 1;
    if (isMeantBy(text.slice(end, end + aboutCharsMax), words, word - 1, next)) return new Set();
    starts.add(passage.spanOf(start, end).start);
  }
  return starts;
}

/** "GHS-SEC-771" and "GHS\\roe" are no mere letters. */
function isJoined(text: string, start: number, end: number): boolean {
  return (
    /[\w\\/.-]/.test(text[start - 1] ?? " ") || /^(?:[\w\\/-]|\.\w)/.test(text.slice(end, end + 2))
  );
}

function isMeantBy(about: string, words: Words, last: number, next: number): boolean {
  const owned = isOwner.exec(about)?.[1];
  if (owned !== undefined) return (bitsOf(owned) & (attackBit | machineBit | tradeBit)) === 0;
  if (isDone.test(about)) return true;
  if (before.has(words.hashes[last] ?? 0)) return !speaksOfMachines(words.bits[next] ?? 0);
  return behind.has(words.hashes[next] ?? 0);
}

/** "at Gateway level", "against SMB servers". */
function speaksOfMachines(bits: number): boolean {
  return (bits & (attackBit | machineBit)) !== 0;
}
