/**
 * What fragments of a text are about: business that competitors must not hear, people's private
 * matters, counsel's advice, or a description that fits only us. The whole fragment is held but for
 * what attackers own and what everybody knows; of advice the whole sentence.
 */

import type { Detection, Detector, Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { BesideThePoint, isForOthers } from "./beside-the-point.ts";
import { oddsOfLabel } from "./bearing.ts";
import { areCovered, ceilingsOf } from "./ceilings.ts";
import { continued, explained, fragmentsOf, type Fragments, piecesOf } from "./fragments.ts";
import { Judgements } from "./judgements.ts";
import { reasons } from "./content-kinds.ts";
import { isCounsel, kindBehind, labelWordsMax, oddsOfCounsel, oddsBehindLabel } from "./labels.ts";
import { endBeforePoster, firstMember, quotedPart } from "./narrower.ts";
import { Tally } from "./tally.ts";
import { attackBit } from "../text/word-table.ts";
import type { Words } from "../text/words.ts";

/** Words before and behind the telling pieces that go with them. */
const leadWordsMax = 12;
const tailWordsMax = 14;
/** Fragments of a sentence that is longer are held one by one. */
const sentenceWordsMax = 90;

export const subjects: Detector = {
  name: "subjects",
  version: 10,
  detect(reading) {
    const fragments = fragmentsOf(reading.passage, reading.words);
    const found: Detection[] = [];
    if (reading.ownThings.size === 0 && isForOthers(reading, ceilingsOf(reading, fragments)))
      return found;
    const judgements = judge(reading, fragments);
    if (isForOthers(reading, judgements.odds)) return found;
    const beside = new BesideThePoint(reading, judgements);
    let first = 0;
    for (let at = 1; at <= fragments.count; at += 1) {
      if (at < fragments.count && ((fragments.joints[at] ?? 0) & continued) !== 0) continue;
      hold(reading, judgements, beside, first, at, found);
      first = at;
    }
    return found;
  },
};

/** Each fragment by its own words, and by the label before it. */
export function judge(reading: Reading, fragments: Fragments): Judgements {
  const { count, firsts, joints } = fragments;
  const judgements = new Judgements(fragments);
  const { coveredWords } = reading;
  let tally = new Tally();
  let other = new Tally();
  /** Of the fragment before. */
  let before: Tally | undefined;
  for (let at = 0; at < count; at += 1) {
    const joint = joints[at] ?? 0;
    const first = firsts[at] ?? 0;
    const last = firsts[at + 1] ?? first;
    const isExplained = (joint & explained) !== 0;
    if ((joint & continued) === 0) before = undefined;
    if (areCovered(coveredWords, first, last)) {
      before = undefined;
      judgements.odds.addValue(at);
      continue;
    }
    tally.read(reading, first, last, joint, before);
    let { kind, odds } = tally;
    if (isExplained) {
      const label = firsts[at - 1] ?? 0;
      const isNamed = first - label <= labelWordsMax && last - first > 1;
      if (before !== undefined) {
        kind ??= kindBehind(before, isNamed, tally);
        odds += oddsOfLabel(before.cues);
      }
      odds += oddsBehindLabel(reading, label, first);
    }
    // What counsel says of machines is advice.
    const isAdvice = isExplained && isCounsel(reading.words, firsts[at - 1] ?? 0, first);
    if (isAdvice) odds += oddsOfCounsel;
    judgements.add(at, kind, tally, odds, tally.isApart && !isAdvice);
    before = tally;
    [tally, other] = [other, tally];
  }
  return judgements;
}

/** The fragments of a sentence that are beside the point. */
function hold(
  reading: Reading,
  judgements: Judgements,
  beside: BesideThePoint,
  from: number,
  to: number,
  found: Detection[],
): void {
  const { firsts, joints } = judgements.fragments;
  const first = firsts[from] ?? 0;
  const last = firsts[to] ?? first;
  let held: number[] | undefined;
  for (let at = from; at < to; at += 1) if (beside.isHeld(at)) (held ??= []).push(at);
  if (held === undefined) return;
  const isAdvice = held.some(
    (at) => (judgements.kindOf(at) ?? judgements.likeliest(at)) === "privileged",
  );
  if (isAdvice && last - first <= sentenceWordsMax) {
    found.push(stretch(reading, first, last, "privileged"));
    return;
  }
  for (const at of held) {
    const kind = judgements.kindOf(at);
    const begin = firsts[at] ?? 0;
    if (kind === undefined) {
      const end = endBeforePoster(reading.words, begin, firsts[at + 1] ?? 0);
      found.push(stretch(reading, begin, end, judgements.likeliest(at)));
      continue;
    }
    const label = firsts[at - 1] ?? 0;
    const isLabelled = ((joints[at] ?? 0) & explained) !== 0 && begin - label <= labelWordsMax;
    const [start, end] = telling(reading, judgements, at, kind);
    found.push(stretch(reading, isLabelled && start === begin ? label : start, end, kind));
  }
}

/** Without the pieces far before and behind what tells, who posted it, and what else a list has. */
function telling(
  { passage, words }: Reading,
  judgements: Judgements,
  at: number,
  kind: FindingKind,
): [number, number] {
  const { firsts } = judgements.fragments;
  const first = firsts[at] ?? 0;
  const last = firsts[at + 1] ?? first;
  const pieces = piecesOf(passage, words, first, last);
  let begin = firstMember(words, pieces, first, judgements.from(at));
  let end = last;
  for (const piece of pieces) {
    if (piece > judgements.from(at) || judgements.from(at) - begin <= leadWordsMax) break;
    if (piece > begin && !speaksOfAttack(words, begin, piece)) break;
    begin = piece;
  }
  for (const piece of pieces.reverse()) {
    if (piece <= judgements.to(at) || last - piece <= tailWordsMax) continue;
    if (!speaksOfAttack(words, piece, end)) break;
    end = piece;
  }
  end = endBeforePoster(words, begin, end);
  if (kind !== "company-unique") return [begin, end];
  const told = [judgements.from(at), Math.min(judgements.to(at), end - 1)] as const;
  return quotedPart(passage, words, [begin, end], told);
}

function speaksOfAttack({ bits }: Words, first: number, last: number): boolean {
  for (let at = first; at < last; at += 1) if (((bits[at] ?? 0) & attackBit) !== 0) return true;
  return false;
}

function stretch(
  { passage, words }: Reading,
  begin: number,
  end: number,
  kind: FindingKind,
): Detection {
  const start = outward(passage.text, words.starts[begin] ?? 0);
  const last = behind(passage.text, words.ends[end - 1] ?? start);
  // Of advice the whole sentence, its end included.
  const isEnded = kind === "privileged" && marks.includes(passage.text[last] ?? " ");
  const stop = isEnded ? last + 1 : last;
  const why = reasons[kind] ?? "It is not for others.";
  return { ...passage.spanOf(start, stop), kind, why, needsReview: true };
}

const marks = ".!?";

/** Signs that belong to the first word: "$96", "+20 %". */
function outward(text: string, at: number): number {
  let start = at;
  while (start > 0 && /[$€£¥₹₦₩₫₱₪₺₴₽฿₵₲+~#]/.test(text[start - 1] ?? "")) start -= 1;
  return start;
}

function behind(text: string, at: number): number {
  let end = at;
  if (text[end] === " " && /[%€£$]/.test(text[end + 1] ?? "")) end += 1;
  while (/[%€£$]/.test(text[end] ?? "")) end += 1;
  return end;
}
