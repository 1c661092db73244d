/**
 * Account names that no label tells: an initial and a family name in small letters ("wostrander"),
 * what ends like a service's account ("backup_svc"), and accounts of a domain in small letters.
 */

import type { Detection, Reading } from "../detector.ts";
import { isArtefact } from "./name-context.ts";
import { hashOfCodes, hashSet } from "../text/word-hash.ts";
import {
  classBits,
  familyBit,
  knownBit,
  ordinaryBit,
  tradeBit,
  wordTable,
} from "../text/word-table.ts";
import { foreignAny, lowerAny, upperLater } from "../text/words.ts";

const accountCharsMin = 5;
const accountCharsMax = 20;
/** An initial, and a family name of so many letters: shorter ones are found in too many words. */
const familyCharsMin = 4;
const digitsMax = 3;
const partCharsMax = 24;

export function accountForms(reading: Reading): Detection[] {
  const { passage, words, coveredWords } = reading;
  const found: Detection[] = [];
  const push = ([start, end]: [number, number], why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind: "username", why, needsReview: true });
  };
  for (let at = 0; at < words.count; at += 1) {
    if (((words.bits[at] ?? 0) & classBits) !== 0 || coveredWords[at] === 1) continue;
    if (((words.shapes[at] ?? 0) & (lowerAny | upperLater | foreignAny)) !== lowerAny) continue;
    const token = isMadeOfName(reading, at) ? tokenOf(reading, at) : undefined;
    if (token !== undefined) push(token, "It is made like an account name.");
  }
  for (const token of ended(reading)) push(token, "A service account.");
  for (const token of qualified(reading)) push(token, "An account of a domain.");
  return found;
}

/** "jnieminen", "kpatel2": behind the first letter stands a family name that is no other word. */
function isMadeOfName({ passage: { codes }, words }: Reading, at: number): boolean {
  const start = words.starts[at] ?? 0;
  let end = words.ends[at] ?? start;
  if (end - start < accountCharsMin || end - start > accountCharsMax) return false;
  const latest = end;
  while (end > start && isDigit(codes[end - 1] ?? 0)) end -= 1;
  if (latest - end > digitsMax || end - start <= familyCharsMin) return false;
  if (!isSmall(codes[start] ?? 0)) return false;
  const bits = wordTable().get(hashOfCodes(codes, start + 1, end));
  return (bits & (familyBit | ordinaryBit | knownBit | tradeBit)) === familyBit;
}

/** With the part before it: "ext-rbhatt", "vendas.jmoura"; nothing inside of paths and addresses. */
function tokenOf({ passage: { text }, words }: Reading, at: number): [number, number] | undefined {
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const before = /(?:[a-z0-9]+[._-])?$/.exec(text.slice(Math.max(0, start - partCharsMax), start));
  const from = start - (before?.[0].length ?? 0);
  if (/[\w.@/%-]/.test(text[from - 1] ?? " ")) return undefined;
  return /^(?:[\w@/\\(-]|\.\w)/.test(text.slice(end, end + 2)) ? undefined : [from, end];
}

const endings = hashSet("adm svc");
const stemForm = /(?<![\w@/\\.-])[a-z][a-z0-9]{1,20}[-_]$/;

/** "thanks-adm", "backup_svc". */
function ended({ passage: { text, codes }, words }: Reading): [number, number][] {
  const spans: [number, number][] = [];
  for (let at = 1; at < words.count; at += 1) {
    const start = words.starts[at] ?? 0;
    const joint = codes[start - 1];
    if ((joint !== hyphen && joint !== underscore) || !endings.has(words.hashes[at] ?? 0)) continue;
    const end = words.ends[at] ?? start;
    const stem = stemForm.exec(text.slice(Math.max(0, start - partCharsMax), start))?.[0];
    if (
      ((words.bits[at - 1] ?? 0) & tradeBit) !== 0 ||
      isArtefact(words, { first: at - 1, last: at })
    )
      continue;
    if (stem === undefined || /^(?:[\w@/\\(-]|\.\w)/.test(text.slice(end, end + 2))) continue;
    spans.push([start - stem.length, end]);
  }
  return spans;
}

/** "kailager\\svc_veeam": a domain in small letters, of no list or our own. */
function qualified({ passage: { text, codes }, words, ownPhrases }: Reading): [number, number][] {
  const spans: [number, number][] = [];
  const own = new Set(ownPhrases.map(({ start }) => start));
  for (let at = 0; at < words.count; at += 1) {
    const end = words.ends[at] ?? 0;
    if (codes[end] !== backslash) continue;
    const start = words.starts[at] ?? 0;
    if (!/[\s"'(=:]/.test(text[start - 1] ?? " ") || !isSmall(codes[start] ?? 0)) continue;
    if (((words.bits[at] ?? 0) & classBits) !== 0 && !own.has(start)) continue;
    const account = /^\\{1,2}[a-z][a-z0-9_-]{1,30}\$?(?![\w\\/.]\w|[\w\\/])/.exec(
      text.slice(end, end + 36),
    );
    if (account !== null) spans.push([start, end + account[0].length]);
  }
  return spans;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

const hyphen = 45;
const underscore = 95;
const backslash = 92;
