/**
 * Account names that no label tells: an initial and a family name in small letters ("wostrander"),
 * what ends like a service's account ("backup_svc"), and accounts of a domain in small letters.
 */

import type { Detection, Reading } from "../../detector.ts";
import { isArtefact } from "../people/name-context.ts";
import { goesOn } from "../../text/tokens.ts";
import { hashOf, hashOfCodes, hashSet } from "../../text/word-hash.ts";
import {
  bitsOf,
  classBits,
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  serviceBit,
  tradeBit,
  wordTable,
} from "../../text/word-table.ts";
import {
  isDigit,
  letterAny,
  markBackslash,
  unitBefore,
  upperFirst,
  upperLater,
  valueBefore,
} from "../../text/words.ts";
import { isInitialed } from "./initial-names.ts";

const accountCharsMax = 20;
/** An initial, and a family name of so many letters: shorter ones are found in too many words. */
const familyCharsMin = 4;
const digitsMax = 3;
/** "sm1adm". */
const system = /^[a-z][a-z0-9]{2}adm$/;
const systemCharsMax = 6;
const partCharsMax = 24;

export function accountForms(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { starts, ends, bits, hashes, marks } = words;
  const { codes } = passage;
  const found: Detection[] = [];
  const push = (span: Stretch | undefined, why: string): void => {
    if (span === undefined) return;
    const place = passage.spanOf(span.start, span.end);
    found.push({ ...place, kind: "username", why, needsReview: true });
  };
  for (const behind of places.escapes) {
    const at = behind - 1;
    if (((marks[behind] ?? 0) & markBackslash) === 0 || at < 0 || coveredWords[at] === 1) continue;
    if (codes[ends[at] ?? 0] === backslash) push(qualified(reading, at), "An account of a domain.");
  }
  for (const at of places.triggers) {
    if (((bits[at] ?? 0) & serviceBit) === 0 || coveredWords[at] === 1) continue;
    if (!endings.has(hashes[at] ?? 0)) continue;
    const before = unitBefore(codes, starts[at] ?? 0);
    if (before === hyphen || before === underscore) push(ended(reading, at), "A service account.");
  }
  for (const at of places.strangers) {
    if (coveredWords[at] === 1) continue;
    const start = starts[at] ?? 0;
    const end = ends[at] ?? start;
    if (end - start === systemCharsMax && system.test(passage.text.slice(start, end)))
      push(tokenOf(reading, at), "The administrator of an SAP system.");
    else if (isBehindInitial(codes, start)) {
      const token = tokenOf(reading, at);
      push(token, madeLike);
      if (token !== undefined) push(nextTo(passage.text, token.end), madeLike);
    } else if (isMadeOfName(codes, start, end)) push(tokenOf(reading, at), madeLike);
  }
  for (const at of places.capitals) {
    if (coveredWords[at] === 1 || ((bits[at] ?? 0) & classBits) !== 0) continue;
    if (!ledBy.has(valueBefore(hashes, at)) || words.shapes[at] !== allCapitals) continue;
    const start = starts[at] ?? 0;
    const name = passage.text.slice(start, ends[at]).toLowerCase();
    if (name.length > accountCharsMax || goesOn(passage.text, ends[at] ?? start)) continue;
    if (isInitialed(name) || isOfFamily(name)) push({ start, end: ends[at] ?? start }, madeLike);
  }
  return found;
}

/** "changed by JSCHMITT in SU01": as mainframes and SAP write accounts. */
const ledBy = hashSet("by under as from user account login logon owner of");
const allCapitals = upperFirst | upperLater | letterAny;

function isOfFamily(name: string): boolean {
  const family = bitsOf(name.slice(1)) & (familyBit | ordinaryBit | knownBit | tradeBit);
  return name.length > familyCharsMin + 1 && family === familyBit;
}

const madeLike = "It is made like an account name.";

/** "t.oyelakin, gbenga.a": in a row of them an initial may stand behind the name. */
function nextTo(text: string, end: number): Stretch | undefined {
  const next = /^(?:, | and |; |\/| \/ )([a-z]{2,15}[._][a-z]{1,2}\d?)(?![\w@]|[.-]\w)/.exec(
    text.slice(end, end + partCharsMax + 6),
  );
  if (next === null) return undefined;
  const to = end + next[0].length;
  return { start: to - (next[1] ?? "").length, end: to };
}

/** "w.jaziri", "t_deshmukh": a letter stands alone before it. */
function isBehindInitial(codes: Uint16Array, start: number): boolean {
  const mark = unitBefore(codes, start);
  if ((mark !== dot && mark !== underscore) || !isSmall(unitBefore(codes, start, 2))) return false;
  const before = unitBefore(codes, start, 3);
  return (
    before === 0 || before === blank || before === comma || before === colon || before === newline
  );
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** "jnieminen", "kpatel2": behind the first letter stands a family name that is no other word. */
export function isMadeOfName(codes: Uint16Array, start: number, wordEnd: number): boolean {
  if (wordEnd - start > accountCharsMax || !isSmall(codes[start] ?? 0)) return false;
  let end = wordEnd;
  while (end > start && isDigit(codes[end - 1] ?? 0)) end -= 1;
  if (wordEnd - end > digitsMax || end - start <= familyCharsMin) return false;
  const bits = wordTable().get(hashOfCodes(codes, start + 1, end));
  return (bits & (familyBit | ordinaryBit | knownBit | tradeBit)) === familyBit;
}

/** With the part before it: "ext-rbhatt", "vendas.jmoura"; nothing inside of paths and addresses. */
function tokenOf({ passage: { text }, words }: Reading, at: number): Stretch | undefined {
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const before = /(?:[a-z0-9]{1,24}[._-])?$/.exec(
    text.slice(Math.max(0, start - partCharsMax), start),
  );
  const from = start - (before?.[0].length ?? 0);
  if (/[\w.@/%-]/.test(text[from - 1] ?? " ")) return undefined;
  return goesOn(text, end) ? undefined : { start: from, end };
}

/** As a path, an address, a call or a longer name. */
/** Each has the bit of the words for services. */
const adm = hashOf("adm");
const svc = hashOf("svc");
const endings = hashSet("adm svc ext t0 t1 t2 da ea");
const stemForm = /(?<![\w@/\\.-])(?:[a-z][a-z0-9]{0,12}\.)?[a-z][a-z0-9]{1,20}[-_]$/;

/** "thanks-adm", "backup_svc". */
function ended({ passage: { text }, words }: Reading, at: number): Stretch | undefined {
  // "chrome-ext", "file-ext".
  const isWord = words.hashes[at] === adm || words.hashes[at] === svc ? tradeBit : classBits;
  const isOther = (valueBefore(words.bits, at) & isWord & ~(givenBit | familyBit)) !== 0;
  if (isOther || isArtefact(words, { first: at - 1, last: at })) return undefined;
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const stem = stemForm.exec(text.slice(Math.max(0, start - partCharsMax), start))?.[0];
  return stem === undefined || goesOn(text, end) ? undefined : { start: start - stem.length, end };
}

/** "kailager\\svc_veeam": a domain in small letters, of no list or our own. */
function qualified(
  { passage: { text, codes }, words, ownPhrases }: Reading,
  at: number,
): Stretch | undefined {
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  if (!isSmall(codes[start] ?? 0) || !/[\s"'(=:]/.test(text[start - 1] ?? " ")) return undefined;
  const isListed = ((words.bits[at] ?? 0) & classBits) !== 0;
  if (isListed && !ownPhrases.some((own) => own.start === start)) return undefined;
  const account = /^\\{1,2}[a-z][a-z0-9_-]{1,30}\$?(?![\w\\/.]\w|[\w\\/])/.exec(
    text.slice(end, end + 36),
  );
  return account === null ? undefined : { start, end: end + account[0].length };
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

const newline = 10;
const blank = 32;
const comma = 44;
const hyphen = 45;
const dot = 46;
const colon = 58;
const underscore = 95;
const backslash = 92;
