/**
 * What fragments of a text are about: business that competitors must not hear, people's private
 * matters, counsel's advice, or a description that fits only us. The whole fragment is held but for
 * what attackers own and what everybody knows; of advice the whole sentence.
 */

import type { Detection, Detector, Reading } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { joinTopics, offTopic, type Sentence } from "./off-topic.ts";
import { type Fragment, fragments } from "./fragments.ts";
import { kindIndex, reasons, Tally, type Topic, type Verdict } from "./tally.ts";

const advice = kindIndex.get("privileged") ?? 0;
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
}

export const subjects: Detector = {
  name: "subjects",
  version: 2,
  detect(reading) {
    const found: Detection[] = [];
    const tally = new Tally();
    let sentence: Judged[] = [];
    let before: Verdict | undefined;
    const silent: Sentence[] = [];
    let topic: Topic | undefined;
    const close = (): void => {
      const isSilent = flush(reading, sentence, found);
      if (topic !== undefined) silent.push(sentenceOf(sentence, isSilent ? topic : told));
    };
    for (const fragment of fragments(reading.passage, reading.words)) {
      if (!fragment.isContinued) {
        close();
        sentence = [];
        topic = undefined;
        before = undefined;
      }
      tally.read(reading, fragment, before);
      topic = joinTopics(topic, tally.topic);
      const own = tally.verdict();
      const isAdvice = fragment.isExplained && (before?.scores[advice] ?? 0) >= 2;
      const isNamed = fragment.isExplained && isLabel(sentence.at(-1)?.fragment, fragment);
      const ofLabel = isNamed ? labelKind(before, tally.topic) : undefined;
      const kind = own.kind ?? (isAdvice ? "privileged" : ofLabel);
      before = kind === own.kind ? own : { ...own, kind };
      sentence.push({
        fragment,
        kind,
        from: kind === undefined ? 0 : Math.min(...tally.signals, fragment.last - 1),
        to: kind === undefined ? 0 : Math.max(...tally.signals, fragment.first),
      });
    }
    close();
    for (const { sentence: it, kind } of offTopic(reading, silent)) {
      found.push(stretch(reading, it.first, it.last, kind));
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

/** A sentence that cues have told already, for whatever kind. */
const told: Topic = {
  isOfAttack: false,
  isOfPeople: false,
  isOfUs: false,
  hasAmount: false,
  hasName: false,
  hasThing: false,
  cues: 0,
};

function sentenceOf(sentence: readonly Judged[], topic: Topic): Sentence {
  const first = sentence[0]?.fragment.first ?? 0;
  return { first, last: sentence.at(-1)?.fragment.last ?? first, topic };
}

/** True where no cue told anything. */
function flush(reading: Reading, sentence: readonly Judged[], found: Detection[]): boolean {
  if (sentence.every(({ kind }) => kind === undefined)) return true;
  const first = sentence[0]?.fragment.first ?? 0;
  const last = sentence.at(-1)?.fragment.last ?? first;
  const isAdvice = sentence.some(({ kind }) => kind === "privileged");
  if (isAdvice && last - first <= sentenceWordsMax) {
    found.push(stretch(reading, first, last, "privileged"));
    return false;
  }
  for (const [at, judged] of sentence.entries()) {
    if (judged.kind === undefined) continue;
    const label = sentence[at - 1]?.fragment;
    const isLabelled =
      judged.fragment.isExplained &&
      label !== undefined &&
      label.last - label.first <= labelWordsMax;
    const [begin, end] = telling(judged);
    found.push(stretch(reading, isLabelled ? label.first : begin, end, judged.kind));
  }
  return false;
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
