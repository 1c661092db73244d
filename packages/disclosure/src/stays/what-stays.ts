/** What is the attacker's, or everybody's, in a sentence that is held. */

import type { Observation } from "@tocsin/threat/extraction";
import type { Detection, Reading } from "../detector.ts";
import { isDocument } from "./of-machines.ts";
import { gangEnd } from "./gang-names.ts";
import type { Stretches } from "../overlap.ts";
import { quotedEnd } from "./quoted-names.ts";
import { safeguardEnd } from "./safeguards.ts";
import { shownEnd } from "./shown-words.ts";
import { isSign, sumEnd } from "./sums-of-crime.ts";
import { phraseEnd } from "./technical-phrases.ts";
import { namedEnd, technicalEnd } from "./technical-tokens.ts";
import { isUntold, toldName } from "./telling-names.ts";
import { coveredWords } from "../text/covered-words.ts";
import type { Span } from "../text/passage.ts";
import { unitBefore } from "../text/words.ts";
import { matchEnd, tokenCharsMax, writtenEnd } from "./written-tokens.ts";

/** Values of attackers and names of the trade, in order, the longer first; names only near what is held. */
export function whatStays(reading: Reading, held: readonly Detection[]): Stretches {
  const { passage, words } = reading;
  const advice = held.filter(({ kind }) => kind === "privileged");
  const inAdvice = advice.length > 0 ? coveredWords(passage, words, ordered(advice)) : undefined;
  const near = coveredWords(passage, words, around(held));
  // People's addresses and numbers among them are findings by themselves and go.
  const values = reading.observations.filter((it) => !isDocument(it) || isUntold(it.value));
  const room = values.length + words.count;
  const starts = new Uint32Array(room);
  const ends = new Uint32Array(room);
  let count = 0;
  const told = reading.observations.flatMap((it) => toldOf(passage.original, it));
  const push = (start: number, end: number): void => {
    const cut = told.find((it) => it.start < end && it.end > start);
    if (cut !== undefined && cut.start <= start) return;
    const to = cut?.start ?? end;
    starts[count] = start;
    ends[count] = owner.test(passage.original.slice(to, to + ownerChars)) ? to + 2 : to;
    count += 1;
  };
  // Each is asked for by the phrase it stands in, and again if that is none.
  const tokens = new Uint32Array(words.count);
  const tokenEnd = (at: number): number | undefined => {
    const known = tokens[at] ?? 0;
    const behind = known === 0 ? (spokenEnd(reading, at) ?? none) : known;
    tokens[at] = behind;
    return behind === none ? undefined : behind;
  };
  let next = 0;
  const pushValues = (start: number, end: number): void => {
    for (let value = values[next]; value !== undefined; value = values[next]) {
      if (value.start > start || (value.start === start && value.end < end)) return;
      push(value.start, value.end);
      next += 1;
    }
  };
  for (let at = 0; at < words.count; at += 1) {
    if (near[at] === 0) continue;
    // What counsel thinks of a product is advice, its name included.
    const isAdvice = inAdvice?.[at] === 1;
    const behind =
      phraseEnd(reading, at, isAdvice, tokenEnd) ??
      (isAdvice ? publicEnd(reading, at) : tokenEnd(at));
    if (behind === undefined) continue;
    const { start, end } = passage.spanOf(beginOf(reading, at), behind);
    pushValues(start, end);
    push(start, end);
    while (at + 1 < words.count && (words.starts[at + 1] ?? 0) < behind) at += 1;
  }
  pushValues(Infinity, 0);
  return { count, starts, ends };
}

/** The name of a document that tells of business or people; of a path the folders stay. */
function toldOf(text: string, it: Observation): Span[] {
  const told = toldName(text, it);
  return told === undefined ? [] : [{ start: told.start, end: it.end }];
}

function ordered(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.start - b.start);
}

/** With what may begin before each or end behind it, in order and without overlap. */
function around(spans: readonly Span[]): Span[] {
  const wide: Span[] = [];
  for (const { start, end } of ordered(spans)) {
    const from = Math.max(0, start - tokenCharsMax);
    const last = wide.at(-1);
    if (last === undefined || last.end < from) wide.push({ start: from, end: end + tokenCharsMax });
    else wide[wide.length - 1] = { ...last, end: Math.max(last.end, end + tokenCharsMax) };
  }
  return wide;
}

/** What is public, and what criminals ask for. */
function publicEnd(reading: Reading, at: number): number | undefined {
  return sumEnd(reading, at) ?? technicalEnd(reading, at);
}

function spokenEnd(reading: Reading, at: number): number | undefined {
  return (
    safeguardEnd(reading, at) ??
    publicEnd(reading, at) ??
    namedEnd(reading, at) ??
    writtenEnd(reading, at) ??
    quotedEnd(reading, at) ??
    gangEnd(reading, at) ??
    shownEnd(reading, at) ??
    lureEnd(reading, at)
  );
}

const ofLure =
  /\b(?:subject|subject line|subject of the \w{2,9}|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|lure|decoy|bait)(?: (?:is|was|reads?|says|said|ist|lautet|era|est))?[:,]? ["\u201c]$/i;
const quoted = /^[^"\u201c\u201d\n]{2,80}["\u201d]/;
const lureCharsMax = 96;
const beforeLureCharsMax = 40;

/** What the lure was called: "subject "Joy of spring offer"". */
function lureEnd({ passage: { codes, text }, words }: Reading, at: number): number | undefined {
  const start = words.starts[at] ?? 0;
  const before = unitBefore(codes, start);
  if (before !== quote && before !== openQuote) return undefined;
  if (!ofLure.test(text.slice(Math.max(0, start - beforeLureCharsMax), start))) return undefined;
  return matchEnd(text, start, quoted, lureCharsMax);
}

/** "Qilin's": the ending goes with the name. */
const owner = /^['\u2019]s(?!\w)/;
const ownerChars = 3;

/** "until the WAF is in": the article goes with what stays. */
function articleStart(text: string, start: number): number {
  const length = article.exec(text.slice(Math.max(0, start - articleCharsMax), start))?.[1]?.length;
  return length === undefined ? start : start - length;
}

const article = /(?:^|[\s("])((?:the|an?) )$/i;
const articleCharsMax = 6;

/** With the article, the dot of ".akira" and the plus of "+44 20". */
function beginOf({ passage: { codes, text }, words }: Reading, at: number): number {
  const start = words.starts[at] ?? 0;
  const before = unitBefore(codes, start);
  if (before === blank) return articleStart(text, start);
  const isMore =
    before === plus ||
    isSign(before) ||
    before === commercialAt ||
    (before === dot && unitBefore(codes, start, 2) === blank);
  return isMore ? start - 1 : start;
}

/** There is no token; no text is so long. */
const none = 0xffffffff;
const plus = 43;
const dot = 46;
const commercialAt = 64;
const blank = 32;
const quote = 34;
const openQuote = 0x201c;
