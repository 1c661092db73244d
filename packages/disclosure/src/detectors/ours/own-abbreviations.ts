/**
 * Own abbreviations in the names of things: "FCST0419", "fcst_q3", "?id=NM0419", "nm.zip". Where they are
 * also words, or two letters, they are looked for only in what leaves. A person decides on each.
 */

import type { Detection, Reading } from "../../detector.ts";
import type { OwnTerm } from "../../identity/own-terms.ts";
import { isSmall } from "../../text/letters.ts";
import type { Passage, Span } from "../../text/passage.ts";
import { hashOfCodes, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  bitsOf,
  classBits,
  knownBit,
  machineBit,
  tradeBit,
} from "../../text/word-table.ts";
import { digitAny, isDigit } from "../../text/words.ts";

/** Own abbreviations with digits behind or before them: no word of its own that a list of names has. */
export function numberedAbbreviations(reading: Reading): Detection[] {
  const { identity, passage, words, places } = reading;
  if (identity.abbreviations.size === 0) return [];
  const found: Detection[] = [];
  for (const at of places.numbers) {
    if (words.shapes[at] === digitAny) continue;
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    if (end - start > numberedCharsMax) continue;
    const letters = lettersOf(passage.codes, start, end);
    if (letters === undefined) continue;
    const term = identity.abbreviations.get(hashOfCodes(passage.codes, letters.start, letters.end));
    if (term === undefined || !isCaseOf(passage.text, letters)) continue;
    if ((bitsOf(passage.text.slice(start, end)) & classBits) !== 0) continue;
    const isInCapitals = !isSmall(passage.text, letters.start);
    if (!counts(reading, letters, isInCapitals)) continue;
    if (!isInCapitals && !isNamed(passage.text, { start, end }, letters)) continue;
    if (ofOthers.has(hashOfCodes(passage.codes, letters.start, letters.end))) continue;
    const token = tokenAround(passage.text, start, end);
    if (token !== undefined) found.push(detection(passage, token, term));
  }
  return found;
}

/** For a word that is an own abbreviation in small letters, and otherwise no name of ours. */
export function joinedAbbreviation(reading: Reading, { start, end }: Span): Detection | undefined {
  const { identity, passage } = reading;
  if (!isSmall(passage.text, start)) return undefined;
  const term = identity.abbreviations.get(hashOfCodes(passage.codes, start, end));
  if (term === undefined || !isCaseOf(passage.text, { start, end })) return undefined;
  if (!counts(reading, { start, end }, false) || !isJoined(passage.text, start, end))
    return undefined;
  const token = tokenAround(passage.text, start, end);
  return token === undefined ? undefined : detection(passage, token, term);
}

function detection(passage: Passage, token: Span, { kind, why }: OwnTerm): Detection {
  return {
    ...passage.spanOf(token.start, token.end),
    kind,
    why: `In it is ${why}.`,
    needsReview: true,
  };
}

const numberedCharsMax = 20;
const lettersMax = 8;

/** The letters of "FCST0419", "FCST0419b" and "0419FCST". */
function lettersOf(codes: Uint16Array, start: number, end: number): Span | undefined {
  let from = start;
  while (from < end && isDigit(codes[from])) from += 1;
  let to = from;
  while (to < end && !isDigit(codes[to])) to += 1;
  if (to - from < 2 || to - from > lettersMax) return undefined;
  if (to === end) return { start: from, end: to };
  if (from !== start) return undefined;
  let rest = to;
  while (rest < end && isDigit(codes[rest])) rest += 1;
  return end - rest <= 1 ? { start: from, end: to } : undefined;
}

/** In capitals as in the profile, or small throughout. */
function isCaseOf(text: string, { start, end }: Span): boolean {
  return /^(?:[A-Z]+|[a-z]+)$/.test(text.slice(start, end));
}

const sureLettersMin = 3;
const hexLetters = /^[a-f]+$/i;

/** "7nm" is a length, "nm0419" may be; "nm0419.zip" is none. */
function isNamed(text: string, word: Span, letters: Span): boolean {
  if (letters.start > word.start) return false;
  return letters.end - letters.start >= sureLettersMin || isJoined(text, word.start, word.end);
}

/** In a text that is still reviewed only what is hardly anything else. */
function counts(
  { passage, isLeaving }: Reading,
  { start, end }: Span,
  isInCapitals: boolean,
): boolean {
  if (isLeaving) return true;
  if (end - start < sureLettersMin) return false;
  const letters = passage.text.slice(start, end);
  if ((bitsOf(letters) & (knownBit | tradeBit | machineBit | attackBit)) !== 0) return false;
  return isInCapitals || !hexLetters.test(letters);
}

/** "CVE-…", "APT28", "TA0001", "KB5034441": numbers that others give. */
const ofOthers = hashSet(
  "cve cwe capec ghsa apt unc ta fin temp storm uac dev kb ms rfc iso iec sha md aes rsa utf ipv tls smb http mp",
);

const nearCharsMax = 120;
const tokenCharsMax = 60;
/** "nm.zip", "nm-full_2.7z": no name of a host ends so. */
const fileBehind =
  /^(?:[-_][\w-]{1,40})?\.(?:zip|7z|rar|t?gz|tar|bak|sql|db|mdb|csv|tsv|xlsx?|xlsm|docx?|docm|pptx?|pdf|txt|rtf|json|xml|log|eml|msg|pst|ost|exe|dll|ps1|bat|cmd|vbs|py|js|msi|iso|img|vhdx?|vmdk|ova|lnk|html?|php|aspx?|pcap|key|pem|pfx|kdbx|ovpn|rdp|conf|cfg|ini|ya?ml|png|jpe?g|enc|locked|dmp|dat|bin)(?!\w|-|\.\w)/i;
const joinBehind = /^(?:_[A-Za-z\d]|-\d)/;
/** Of its own in a path or a query. */
const openBefore = /[\\/=]$/;
const closeBehind = /^(?:[\\/&#?:_-]|[\s"'`<>)\],;]|\.?$|\.\s)/;
const isLink = /^(?:[A-Za-z]:|~|\.{0,2})[\\/]|:\/\/|\\|[?&][\w.-]{1,40}=|[\\/][^\\/]{1,80}[\\/]/;
const linkBreak = /[\s"'`<>()|,;]/;

function isJoined(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - nearCharsMax), start);
  const behind = text.slice(end, end + tokenCharsMax);
  if (/[A-Za-z\d]_$/.test(before) || joinBehind.test(behind)) return true;
  if (!/[@.]$/.test(before) && fileBehind.test(behind)) return true;
  if (!openBefore.test(before) || !closeBehind.test(behind)) return false;
  return isLink.test(before.split(linkBreak).at(-1) ?? "");
}

const joints = /[\w-]/;

/** With all that is joined to it; none for the parts of a UUID or of an address of hardware. */
function tokenAround(text: string, start: number, end: number): Span | undefined {
  let from = start;
  while (start - from < tokenCharsMax && joints.test(text[from - 1] ?? "")) from -= 1;
  let to = end;
  while (to - end < tokenCharsMax && joints.test(text[to] ?? "")) to += 1;
  if (/^[\da-f]+(?:-[\da-f]+){2,}$/i.test(text.slice(from, to))) return undefined;
  if (/[\da-f]:$/i.test(text.slice(Math.max(0, from - 2), from)) && to - from <= 4)
    return undefined;
  while (from < start && /[-_]/.test(text[from] ?? "")) from += 1;
  while (to > end && /[-_]/.test(text[to - 1] ?? "")) to -= 1;
  return { start: from, end: to };
}
