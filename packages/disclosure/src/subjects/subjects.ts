/**
 * What fragments of a text are about: business that competitors must not hear, people's private
 * matters, counsel's advice, or a description that fits only us. The whole fragment is held but for
 * what attackers own and what everybody knows; of advice the whole sentence.
 */

import type { Detection, Detector, Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { BesideThePoint } from "./beside-the-point.ts";
import { oddsOfLabel } from "./bearing.ts";
import { type Fragment, fragments } from "./fragments.ts";
import { advice, kindIndex, reasons } from "./content-kinds.ts";
import { Tally, type Topic, type Verdict } from "./tally.ts";

/** Words that lead to what follows: "Servo motors:". */
const labelWordsMax = 4;
const labelScoreMin = 2;
/** Words before and behind the telling pieces that go with them. */
const leadWordsMax = 12;
const tailWordsMax = 14;
/** Fragments of a sentence that is longer are held one by one. */
const sentenceWordsMax = 90;

interface Judged {
  readonly fragment: Fragment;
  readonly kind: FindingKind | undefined;
  /** First and last word that told something. */
  readonly from: number;
  readonly to: number;
  /** How far it is beside the point, and what it is then. */
  readonly odds: number;
  readonly likely: FindingKind;
}

export const subjects: Detector = {
  name: "subjects",
  version: 3,
  detect(reading) {
    const found: Detection[] = [];
    const tally = new Tally();
    const beside = new BesideThePoint(reading);
    let sentence: Judged[] = [];
    let before: Verdict | undefined;
    for (const fragment of fragments(reading.passage, reading.words)) {
      if (!fragment.isContinued) {
        flush(reading, beside, sentence, found);
        beside.close(sentence);
        sentence = [];
        before = undefined;
      }
      const labelCues = fragment.isExplained ? tally.cues : 0;
      tally.read(reading, fragment, before);
      const { topic } = tally;
      beside.read(topic);
      const own = tally.verdict();
      const isAdvice = fragment.isExplained && (before?.scores[advice] ?? 0) >= 2;
      const isNamed = fragment.isExplained && isLabel(sentence.at(-1)?.fragment, fragment);
      const ofLabel = isNamed ? labelKind(before, topic) : undefined;
      const kind = own.kind ?? (isAdvice ? "privileged" : ofLabel);
      before = kind === own.kind ? own : { kind, scores: own.scores };
      sentence.push({
        fragment,
        kind,
        from: kind === undefined ? 0 : Math.min(...tally.signals, fragment.last - 1),
        to: kind === undefined ? 0 : Math.max(...tally.signals, fragment.first),
        odds: tally.odds + oddsOfLabel(labelCues),
        likely: tally.likeliest,
      });
    }
    flush(reading, beside, sentence, found);
    beside.close(sentence);
    for (const { fragment, likely } of beside.held()) {
      found.push(stretch(reading, fragment.first, fragment.last, likely));
    }
    return found;
  },
};

function isLabel(label: Fragment | undefined, { first, last }: Fragment): boolean {
  return label !== undefined && label.last - label.first <= labelWordsMax && last - first > 1;
}

/** A label says of what the names and amounts behind it are: "Prices: 40 for Velmont". */
function labelKind(label: Verdict | undefined, topic: Topic): FindingKind | undefined {
  const tells = topic.hasName || topic.hasAmount || topic.isOfUs;
  if (label === undefined || topic.isOfAttack || !tells) return undefined;
  let best: FindingKind | undefined;
  let most = labelScoreMin;
  for (const [kind, at] of kindIndex) {
    if ((label.scores[at] ?? 0) >= most) {
      most = (label.scores[at] ?? 0) + 1;
      best = kind;
    }
  }
  return best;
}

/** What cues told. */
function flush(
  reading: Reading,
  beside: BesideThePoint,
  sentence: readonly Judged[],
  found: Detection[],
): void {
  let isTold = false;
  for (const { kind } of sentence) isTold ||= kind !== undefined;
  if (!isTold) return;
  const first = sentence[0]?.fragment.first ?? 0;
  const last = sentence.at(-1)?.fragment.last ?? first;
  const isAdvice = sentence.some(({ kind }) => kind === "privileged");
  if (isAdvice && last - first <= sentenceWordsMax) {
    found.push(stretch(reading, first, last, "privileged"));
    return;
  }
  for (const [at, judged] of sentence.entries()) {
    if (judged.kind === undefined || !beside.isBelieved(sentence, at)) continue;
    const label = sentence[at - 1]?.fragment;
    const isLabelled =
      judged.fragment.isExplained &&
      label !== undefined &&
      label.last - label.first <= labelWordsMax;
    const [begin, end] = telling(judged);
    found.push(stretch(reading, isLabelled ? label.first : begin, end, judged.kind));
  }
}

/** Without the pieces far before and behind what tells. */
function telling({ fragment: { first, last, pieces }, from, to }: Judged): [number, number] {
  let begin = first;
  let end = last;
  for (const piece of pieces) if (piece <= from && piece - first > leadWordsMax) begin = piece;
  for (const piece of [...pieces].reverse()) {
    if (piece > to && last - piece > tailWordsMax) end = piece;
  }
  return [begin, end];
}

function stretch(
  { passage, words }: Reading,
  begin: number,
  end: number,
  kind: FindingKind,
): Detection {
  const start = outward(passage.text, words.starts[begin] ?? 0);
  const stop = behind(passage.text, words.ends[end - 1] ?? start);
  const why = reasons[kind] ?? "It is not for others.";
  return { ...passage.spanOf(start, stop), kind, why, needsReview: true };
}

/** Signs that belong to the first word: "$96", "+20 %". */
function outward(text: string, at: number): number {
  let start = at;
  while (start > 0 && /[$€£¥₹+~#]/.test(text[start - 1] ?? "")) start -= 1;
  return start;
}

function behind(text: string, at: number): number {
  let end = at;
  if (text[end] === " " && /[%€£$]/.test(text[end + 1] ?? "")) end += 1;
  while (/[%€£$]/.test(text[end] ?? "")) end += 1;
  return end;
}
