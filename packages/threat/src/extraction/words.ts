/** One word: what it announces, what stands behind it, and what it is itself. */

import { sense, type WordEntry } from "../names/vocabulary.ts";
import { readColonWord } from "./colon-words.ts";
import { cleanText } from "./clean-text.ts";
import {
  charClasses,
  digitBit,
  fangBit,
  classAt,
  foreignBit,
  isHexFlags,
  spaceBit,
  joinBit,
  wordFlags,
  otherLetterBit,
  upperBit,
} from "./char-classes.ts";
import { readDotted } from "./dotted.ts";
import { entryAt, entryOf } from "./entries.ts";
import { atSignAt, dotAt, matchesAt, noFang } from "./fangs.ts";
import { isHyphenated, readWrappedHash } from "./cut-hashes.ts";
import { readIdWord } from "./id-words.ts";
import { readMail } from "./mails.ts";
import { readName } from "./name-words.ts";
import { readMeaning, readScheme } from "./meanings.ts";
import type { Scan } from "./scan.ts";
import { readBase64 } from "./wrapped.ts";

const asterisk = 42;

/** Reads what begins with this word; where to go on. */
export function readWord(scan: Scan, start: number, end: number, flags: number): number {
  const to = isLeadingDash(scan.text, start, flags)
    ? understoodBehindDash(scan, start, end)
    : understood(scan, start, end, flags);
  if (to <= start) return end;
  scan.floor = to;
  return to;
}

/** "10.0.0.1-10.0.0.5", "-evil.example": what a hyphen ties to the word is no part of it. */
function isLeadingDash(text: string, start: number, flags: number): boolean {
  return (flags & joinBit) !== 0 && text.charCodeAt(start) === 45;
}

function understoodBehindDash(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  let from = start;
  while (from < end && text.charCodeAt(from) === 45) from += 1;
  if (from === end) return -1;
  return understood(scan, from, end, wordFlags(text, from, end));
}

function understood(scan: Scan, start: number, end: number, flags: number): number {
  const { text } = scan;
  if (scan.codes[end] === asterisk && end - start === 1 && matchesAt(text, start, "h**p")) {
    const to = readScheme(scan, start, start + (matchesAt(text, start + 4, "s") ? 5 : 4));
    if (to >= 0) return to;
  }
  const entry = entryOf(scan, start, end, flags);
  if (entry !== undefined && entry.senses !== 0) {
    const to = readMeaning(scan, entry, start, end);
    if (to >= 0) return to;
  }
  const behind = readBehind(scan, start, end, flags);
  if (behind >= 0) return behind;
  const own = readOwn(scan, start, end, flags, entry);
  if (entry !== undefined && entry.senses !== 0) remember(scan, entry, start, end);
  return own;
}

/** Dots, at signs and colons that follow, in any disguise. */
function readBehind(scan: Scan, start: number, end: number, flags: number): number {
  const { text, codes } = scan;
  const next = charClasses[codes[end] ?? 0] ?? 0;
  if ((next & fangBit) === 0 && !mayBeSpaced(scan, end)) return -1;
  if (start >= scan.chainFrom) {
    if (dotAt(text, end) !== noFang) {
      const to = readDotted(scan, start, end, flags);
      if (to >= 0) return to;
    } else {
      const sign = atSignAt(text, end);
      if (sign !== noFang) {
        scan.chain.read(scan, start, end, flags);
        const to = readMail(scan, scan.chain, end, sign);
        if (to >= 0) return to;
      }
    }
  }
  return (next & fangBit) === 0 ? -1 : readColonWord(scan, start, end, flags);
}

/** " [.]", " (dot)", " . ", " dot ", " at ": rare enough to look closer. */
function mayBeSpaced({ text, codes }: Scan, end: number): boolean {
  if (codes[end] !== 32) return false;
  const next = codes[end + 1] ?? 0;
  if (next === 91 || next === 40 || next === 123 || next === 46 || next === 64) return true;
  if ((next | 32) === 100) return matchesAt(text, end + 1, "dot ");
  return (next | 32) === 97 && matchesAt(text, end + 1, "at ");
}

/** The word by itself: an id, a hash, a name. */
function readOwn(
  scan: Scan,
  start: number,
  end: number,
  flags: number,
  entry: WordEntry | undefined,
): number {
  const { text } = scan;
  if (
    entry !== undefined &&
    (entry.spelling !== undefined || entry.isPrefix) &&
    (flags & foreignBit) === 0
  ) {
    const to = readName(scan, start, end, entry);
    if (to >= 0) return to;
  }
  if ((flags & joinBit) !== 0 && entry === undefined && (flags & digitBit) === 0)
    return readJoined(scan, start, end);
  if ((flags & digitBit) === 0) return -1;
  if (isBase64Like(flags, end - start) || text.startsWith("aHR0c", start)) {
    const to = readBase64(scan, start);
    if (to >= 0) return to;
  }
  if (isHexFlags(flags) && end - start >= 8 && (classAt(text, end) & spaceBit) !== 0) {
    const to = readWrappedHash(scan, start, end, end);
    if (to >= 0) return to;
  }
  if ((flags & joinBit) !== 0 && isHexFlags(flags & ~joinBit) && isHyphenated(text, end)) {
    const to = readWrappedHash(scan, start, end - 1, end);
    if (to >= 0) return to;
  }
  const id = readIdWord(scan, start, end, flags);
  return id >= 0 || (flags & foreignBit) === 0 ? id : readSeen(scan, start, end);
}

const base64WordMin = 16;
const base64Flags = upperBit | otherLetterBit | digitBit;

function isBase64Like(flags: number, length: number): boolean {
  return length >= base64WordMin && (flags & (base64Flags | foreignBit)) === base64Flags;
}

const seenCharsMin = 25;
const seenCharsMax = 512;

/** A hash or an address of a payment with what cannot be seen in it, such as soft hyphens. */
function readSeen(scan: Scan, start: number, end: number): number {
  if (end - start < seenCharsMin || end - start > seenCharsMax || scan.depth > 0) return -1;
  const clean = cleanText(scan.text.slice(start, end));
  if (!/^[\w-]+$/.test(clean)) return -1;
  const whole = scan
    .readDecoded(clean, scan.depth + 1)
    .find((one) => one.start === 0 && one.end === clean.length);
  if (whole === undefined) return -1;
  scan.add(whole.type, whole.value, start, end, false);
  return end;
}

/** `Emotet-infected`, `_Emotet_`: the part before the first hyphen may be a name. */
function readJoined(scan: Scan, start: number, end: number): number {
  const { text } = scan;
  let from = start;
  while (from < end && (classAt(text, from) & joinBit) !== 0) from += 1;
  let to = from;
  while (to < end && (classAt(text, to) & joinBit) === 0) to += 1;
  if (to - from < 4 || (from === start && to === end)) return -1;
  const entry = entryAt(text, from, to);
  if (entry?.spelling === undefined || entry.spelling.alias.care === "cue-word") return -1;
  return readName(scan, from, to, entry, 1) >= 0 ? end : -1;
}

function remember(scan: Scan, entry: WordEntry, start: number, end: number): void {
  const { senses } = entry;
  if ((senses & sense.networkTopic) !== 0) scan.networkTopic = start;
  if ((senses & sense.nameTopic) !== 0 && !isDirectory(scan, entry, end)) scan.nameTopic = start;
  if ((senses & sense.fileTopic) !== 0) scan.fileTopic = start;
  if ((senses & sense.attackTopic) !== 0) scan.attackTopic = start;
  scan.lastCue.entry = entry;
  scan.lastCue.end = end;
  if ((senses & labels) === 0) return;
  // "JA3 fingerprint", "sha256 hash": the second word adds nothing to the first.
  const isGeneral = senses === sense.hashLabel && generalLabels.has(entry.folded);
  if (!isGeneral || !isTied(scan, scan.lastLabel.end, start)) scan.lastLabel.entry = entry;
  scan.lastLabel.end = end;
}

/** A domain of Windows' directory is none of the network. */
const directoryBehind =
  /^[ -](?:contr|admin|user|join|acc|comp|group|trust|pol|cred|wide|env|forest|member)/;

function isDirectory(scan: Scan, { folded }: WordEntry, end: number): boolean {
  return folded === "domain" && directoryBehind.test(scan.text.slice(end, end + 12));
}

const labels = sense.imphashLabel | sense.ja3Label | sense.hashLabel | sense.serialLabel;
const generalLabels = new Set(["hash", "fingerprint", "checksum", "digest"]);
const sameLabelReach = 14;
/** "JA3 hash", "JA3 (client) fingerprint"; a comma or line end begins something else. */
const tie = /^[^\w\n,]*(?:(?:client|server|tls|ssl)[^\w\n,]+)?$/i;

function isTied(scan: Scan, from: number, to: number): boolean {
  return from >= 0 && to - from <= sameLabelReach && tie.test(scan.text.slice(from, to));
}
