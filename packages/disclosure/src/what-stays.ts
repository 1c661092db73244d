/** What is the attacker's, or everybody's, in a sentence that is held. */

import type { Detection, Reading } from "./detector.ts";
import { isDocument } from "./of-machines.ts";
import type { Stretches } from "./overlap.ts";
import { coveredWords } from "./text/covered-words.ts";
import type { Span } from "./text/passage.ts";
import { hashSet } from "./text/word-hash.ts";
import { ordinaryBit, tradeBit } from "./text/word-table.ts";
import {
  digitAny,
  isWordCode,
  lowerAny,
  unitBefore,
  upperFirst,
  upperLater,
} from "./text/words.ts";

/** "Okta", not "PLM": a capital and small letters. */
const named = upperFirst | lowerAny;
/** "RedLine". */
const mixed = upperLater | lowerAny;

/** Values of attackers and names of the trade, in order, the longer first; names only near what is held. */
export function whatStays(reading: Reading, held: readonly Detection[]): Stretches {
  const { passage, words } = reading;
  const advice = held.filter(({ kind }) => kind === "privileged");
  const inAdvice = advice.length > 0 ? coveredWords(passage, words, ordered(advice)) : undefined;
  const near = coveredWords(passage, words, around(held));
  // People's addresses and numbers among them are findings by themselves and go; documents are ours.
  const values = reading.observations.filter((it) => !isDocument(it));
  const room = values.length + words.count;
  const starts = new Uint32Array(room);
  const ends = new Uint32Array(room);
  let count = 0;
  const push = (start: number, end: number): void => {
    starts[count] = start;
    ends[count] = end;
    count += 1;
  };
  let next = 0;
  /** The word behind the last version. */
  let until = 0;
  const pushValues = (start: number, end: number): void => {
    for (let value = values[next]; value !== undefined; value = values[next]) {
      if (value.start > start || (value.start === start && value.end < end)) return;
      push(value.start, value.end);
      next += 1;
    }
  };
  for (let at = 0; at < words.count; at += 1) {
    if (near[at] === 0) continue;
    const technical = technicalEnd(reading, at);
    if (technical !== undefined) {
      const first = words.starts[at] ?? 0;
      const token = passage.spanOf(first, technical);
      pushValues(token.start, token.end);
      push(token.start, token.end);
      while (at + 1 < words.count && (words.starts[at + 1] ?? 0) < technical) at += 1;
      continue;
    }
    if ((words.shapes[at] ?? 0) === digitAny) {
      if (at < until || !isVersion(reading, at)) continue;
      until = at + 3;
      const version = passage.spanOf(words.starts[at] ?? 0, words.ends[at + 2] ?? 0);
      pushValues(version.start, version.end);
      push(version.start, version.end);
      continue;
    }
    // What counsel thinks of a product is advice, its name included.
    if (((words.bits[at] ?? 0) & tradeBit) === 0 || inAdvice?.[at] === 1) continue;
    if (!isTradeName(reading, at)) continue;
    const { start, end } = passage.spanOf(words.starts[at] ?? 0, words.ends[at] ?? 0);
    pushValues(start, end);
    push(start, end);
  }
  pushValues(Infinity, 0);
  return { count, starts, ends };
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

/** Who warns the public, in capitals. */
const publishers = hashSet(
  "cisa fbi nsa ncsc bsi anssi enisa europol interpol acsc asd cccs incibe ccn csirt cert jpcert krcert nist mitre isac apwg atmia",
);
/** "AA25-203A", "T1451", "TA0008": ids of advisories and of attacks. */
const publicId =
  /^(?:AA\d{2}-\d{3}[A-Z]|ICSA-\d{2}-\d{3}-\d{2}|T\d{4}(?:\.\d{3})?|TA\d{4})(?![\w-]|\.\d)/;
/** "okhttp/4.9.0", "aws-cli/2.15.0": how programs call themselves. */
const agent = /^[A-Za-z][\w.-]{1,30}\/\d{1,4}(?:\.\d{1,6}){1,3}(?![\w/-])/;
const hexConstant = /^0x[0-9A-Fa-f]{2,16}(?!\w)/;
const tokenCharsMax = 64;

/** Behind a token of the trade that begins here: of an id, a program, a constant, a publisher. */
function technicalEnd({ passage, words }: Reading, at: number): number | undefined {
  const { codes, text } = passage;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const shape = words.shapes[at] ?? 0;
  const isCapitals = (shape & (lowerAny | digitAny)) === 0;
  const behind = codes[end];
  const isJoined = behind === slash || behind === hyphen;
  if (!isCapitals && !isJoined && (shape & digitAny) === 0) return undefined;
  if (isInToken(unitBefore(codes, start))) return undefined;
  if (isCapitals) {
    return publishers.has(words.hashes[at] ?? 0) && !isInToken(codes[end] ?? 0) ? end : undefined;
  }
  const mayBeId = (shape & (lowerAny | digitAny)) === digitAny && (shape & upperFirst) !== 0;
  const pattern = mayBeId ? publicId : codes[start] === zero ? hexConstant : agent;
  if (pattern === agent && !(isJoined && isProgram(codes, end))) return undefined;
  const token = pattern.exec(text.slice(start, start + tokenCharsMax));
  return token === null ? undefined : start + token[0].length;
}

/** A slash and a digit behind the name that goes on here. */
function isProgram(codes: Uint16Array, from: number): boolean {
  let at = from;
  while (at - from < tokenCharsMax && (isWordCode(codes[at] ?? 0) || codes[at] === hyphen)) at += 1;
  const digit = codes[at + 1] ?? 0;
  return codes[at] === slash && digit >= 48 && digit <= 57;
}

function isInToken(code: number): boolean {
  return (
    code === slash || code === hyphen || code === 46 || code === 95 || code === 92 || code === 64
  );
}

const zero = 48;
const hyphen = 45;
const slash = 47;

/** "9.9.1": three numbers with dots, the last one no year. */
function isVersion(
  { passage: { codes }, words: { starts, ends, shapes } }: Reading,
  at: number,
): boolean {
  const isJoined = (next: number): boolean =>
    shapes[next] === digitAny &&
    (starts[next] ?? 0) - (ends[next - 1] ?? 0) === 1 &&
    codes[ends[next - 1] ?? 0] === dot;
  const isYear = (ends[at + 2] ?? 0) - (starts[at + 2] ?? 0) === 4;
  return isJoined(at + 1) && isJoined(at + 2) && !isYear;
}

const dot = 46;

function isTradeName({ passage, words }: Reading, at: number): boolean {
  const shape = words.shapes[at] ?? 0;
  if ((shape & named) !== named) return false;
  const isOrdinary = ((words.bits[at] ?? 0) & ordinaryBit) !== 0;
  return !isOrdinary || (shape & mixed) === mixed || isInside(passage.codes, words.starts[at]);
}

/** Not the first word of its sentence or line: there the capital says nothing. */
function isInside(codes: Uint16Array, start = 0): boolean {
  const before = unitBefore(codes, start, 2);
  return unitBefore(codes, start) === space && (before === comma || isLowerOrDigit(before));
}

function isLowerOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

const space = 32;
const comma = 44;
