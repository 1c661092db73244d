/**
 * Who speaks in a chat: one walk over the lines finds what stands at their heads ("anna: …", "<anna> …",
 * "anna 07:31 …", "anna 7:58 AM" above what she wrote), and of each name it is decided once whether it is
 * a speaker's.
 */

import { isOfGang } from "../../stays/gang-names.ts";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "../../detector.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  bitsOf,
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  machineBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { hashAll, isDigit, markBreak } from "../../text/words.ts";
import { isCapital } from "../../text/letters.ts";
import { marksOfChars } from "../../text/tokens.ts";

/** Where a name is at the head of a line, and what makes it one. */
interface Head {
  readonly start: number;
  readonly nick: string;
  /** A colon or ">" behind it; "<" before it too, or a comment's sign; a time behind it; that alone in its line; as programs export chats; first and last name before a colon. */
  readonly form:
    "called" | "clocked" | "bracketed" | "commented" | "timed" | "alone" | "exported" | "paired";
}

type LinedText = Pick<Reading, "passage" | "words" | "lines">;

interface Turns {
  readonly nick: string;
  readonly starts: number[];
  readonly forms: Set<Head["form"]>;
}

/** So many turns make a speaker of what is no name; so many lines with a name and a time, a chat. */
const turnsMin = 2;
/** So many lines with a time and a nick are a chat's. */
const clockedMin = 3;
const shortNickCharsMax = 7;
const initialsCharsMax = 2;

export function speakers(reading: Reading): Detection[] {
  const turns = turnsOf(reading);
  if (turns.length === 0) return [];
  const timed = turns.filter(isTimed).reduce((sum, { starts }) => sum + starts.length, 0);
  const clocked = turns.filter(isClocked).reduce((sum, { starts }) => sum + starts.length, 0);
  const found = turns.filter(
    (it) => isSpeaker(it, timed >= turnsMin) || (clocked >= clockedMin && mayBeClocked(it)),
  );
  const pairs = turns.filter((it) => it.forms.has("paired") && !isRole(it.nick));
  const isPaired =
    pairs.length >= turnsMin && pairs.some(({ starts }) => starts.length >= turnsMin);
  if (isPaired) found.push(...pairs);
  if (found.length === 0) return [];
  const sure = new Set(found);
  const isTalk = found.some(isClocked);
  const beside = turns.filter(
    (it) => !sure.has(it) && (isShortNick(it) || (isTalk && isClocked(it) && isWordOfTalk(it))),
  );
  return [...found, ...beside].flatMap((it) => detectionsOf(reading, it));
}

function turnsOf({ passage, words, lines }: Reading): Turns[] {
  const turns = new Map<string, Turns>();
  // Taken once: a reading makes what is asked for, and asks itself each time whether it has.
  const text = { passage, words, lines };
  for (let line = 0; line < lines.count; line += 1) {
    const head = exportedHead(text, line) ?? calledHead(text, line) ?? timedHead(text, line);
    if (head === undefined) continue;
    const { nick, start, form } = head;
    const known = turns.get(nick) ?? { nick, starts: [], forms: new Set() };
    known.starts.push(start);
    known.forms.add(form);
    turns.set(nick, known);
  }
  return [...turns.values()];
}

/** Heads of lines that are no person's. */
const roles = hashSet(
  `ops soc admin bot system server note notes todo info warning error debug kernel analyst security it helpdesk support user root me all hr legal pr noc csirt cert edr siem alert
  subject von an para till til aan od fra betreff objet asunto assunto oggetto onderwerp emne datum fecha from to iban bic swift account konto date cc bcc http https ftp title id name type status level tags fix ps re fw fwd update edit summary action actions impact owner time when where what why how step steps result
  operator operador operateur victim victima victime kworker systemd sshd sudo cron crond app reminder team everyone everybody folks today yesterday tomorrow`,
);
const wordBits = ordinaryBit | knownBit | tradeBit;
const nameBits = givenBit | familyBit;

function isSpeaker({ nick, starts, forms }: Turns, isChat: boolean): boolean {
  if (isRole(nick)) return false;
  if (forms.has("exported")) return true;
  const bits = bitsOfNick(nick);
  const isWord = (bits & wordBits) !== 0;
  const isGiven = (bits & givenBit) !== 0;
  // Chat programs write so, whatever someone is called; "Windows 7:58 AM" is a note.
  if (forms.has("alone") && (!isWord || isGiven || (bits & ordinaryBit) !== 0)) return true;
  if (isChat && isTimed({ forms }) && (!isWord || isGiven)) return true;
  const isName = (bits & nameBits) !== 0;
  if (forms.has("commented") && isName && isCapital(nick, 0) && (bits & knownBit) === 0)
    return true;
  if (!isCalled({ forms })) return false;
  const comesBack = starts.length >= turnsMin;
  if (isWord) return isName && (comesBack || (isCapital(nick, 0) && (bits & knownBit) === 0));
  return isName || comesBack || forms.has("bracketed");
}

function isClocked({ forms }: Pick<Turns, "forms">): boolean {
  return forms.has("clocked");
}

/** Of several such lines: "[17:43] zzy: …", and "[17:41] Halo: …" where Halo comes back. */
function mayBeClocked(turns: Turns): boolean {
  if (!isClocked(turns) || !isWordOfTalk(turns)) return false;
  return turns.starts.length >= turnsMin || (bitsOfNick(turns.nick) & wordBits) === 0;
}

/** "[17:41] Halo: …" between others who speak; not "[17:42] Firewall: …". */
function isWordOfTalk({ nick }: Turns): boolean {
  const others = tradeBit | knownBit | attackBit | machineBit | littleBit;
  return !isRole(nick) && (bitsOfNick(nick) & others) === 0;
}

const capitalised = letterPattern(String.raw`^\p{Lu}[\p{L}'-]{1,14} \p{Lu}[\p{L}'-]{1,14}$`);

/** "Thandi Blessing": one of the two is in no list or a name, and none is of attacks or machines. */
function isPair(nick: string): boolean {
  if (!capitalised.test(nick)) return false;
  const others = tradeBit | knownBit | attackBit | machineBit | littleBit;
  const both = nick.split(" ").map(bitsOf);
  if (both.some((bits) => (bits & others) !== 0 && (bits & nameBits) === 0)) return false;
  return both.some((bits) => (bits & nameBits) !== 0 || (bits & classBits) === 0);
}

/** Beside a speaker another who is called like a word: "mo", "art", "ray". */
function isShortNick({ nick, starts, forms }: Turns): boolean {
  const isShort = nick.length <= shortNickCharsMax && starts.length >= turnsMin;
  // "host: …", "payload: …" are no one's words.
  if ((bitsOf(nick) & (attackBit | machineBit | littleBit)) !== 0 && nick.length > 4) return false;
  return isShort && isCalled({ forms }) && !isRole(nick);
}

function isCalled({ forms }: Pick<Turns, "forms">): boolean {
  return callForms.some((form) => forms.has(form));
}

const callForms = ["called", "clocked", "bracketed", "exported"] as const;

function isTimed({ forms }: Pick<Turns, "forms">): boolean {
  return forms.has("timed") || forms.has("alone");
}

/** Several words are a name where one of them may be: not in "Meeting Monday". */
function bitsOfNick(nick: string): number {
  const all = nick.split(" ").map(bitsOf);
  if (all.length === 1) return all[0] ?? 0;
  return all.some((bits) => (bits & wordBits) === 0 || (bits & nameBits) !== 0) ? 0 : knownBit;
}

/** "threatbot", "ops-bot"; not "Talbot". */
const program = /(?:[a-z\d]{4}|[._-])bot$/;

/** "Admin", "Team Standup". */
function isRole(nick: string): boolean {
  const [first = ""] = nick.toLowerCase().split(" ", 1);
  return roles.has(hashOf(first)) || program.test(first) || isOfGang(first);
}

function detectionsOf({ passage }: Reading, { nick, starts, forms }: Turns): Detection[] {
  // What is in no table, in small letters, is rather an account.
  const isKnown = (bitsOf(nick) & (wordBits | nameBits)) !== 0;
  const isName = nick.split(" ").some((word) => (bitsOf(word) & nameBits) !== 0);
  const kind = isKnown || isCapital(nick, 0) ? "person" : "username";
  // "mk" and "b" may be anybody, and so may what only a time makes a name.
  const comesBack = starts.length >= turnsMin && !forms.has("exported");
  const isSure = isCalled({ forms }) && (isName || comesBack || forms.has("bracketed"));
  const needsReview = nick.length <= initialsCharsMax || !isSure;
  const why = comesBack && forms.has("clocked") ? clockedSpeaker : "A speaker in a chat.";
  return starts.map((start) => ({
    ...passage.spanOf(start, start + nick.length),
    kind,
    why,
    needsReview,
  }));
}

/** Who comes back behind a time, though an address may be written so: "[10:23] grace.tw: …". */
export const clockedSpeaker = "A speaker in a chat, at a time.";

const time = String.raw`\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?`;
const date = String.raw`\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?`;
const nickOfExport = String.raw`(\p{L}[\p{L}\d'_-]{0,19}(?:\.? [\p{L}\d][\p{L}\d'_-]{0,19}){0,3}?\.?)`;
/** "02/06, 01:13 - Ann B: …", "[02/06/2024, 01:13:22] ~ Ann: …", "(01:13) Ann: …", "**Ann** 09:15 …". */
const exportedBehindTime = letterPattern(
  String.raw`^(?:(?:\[${date}, ${time}\]|${date}, ${time} -) (?:~ ?)?|\(${time}\) )${nickOfExport}:(?=\s|$)`,
);
/** "Ann B, [02.06.24 01:13]", "Ann (01:13): …", "Ann | 09:15 | …", "**Ann** 09:15 …", "From Ann to Everyone: …". */
const exportedBeforeTime = letterPattern(
  String.raw`^(?:\*{1,2}${nickOfExport}\*{1,2}:? {1,2}[[(]?${time}|${nickOfExport}(?:, \[${date},? ${time}\]| [[(]${time}[\])]:| \| ${time} \|)(?=\s|$))`,
);
const exportedInCall = letterPattern(
  String.raw`^(?:${time} )?From {1,2}${nickOfExport}(?: {1,2}to {1,2}(?:Everyone|[\p{L} ]{1,24}\(Direct Message\)))? ?:(?=\s|$)`,
);
const exportedCharsMax = 96;

/** As chat programs write a turn when they are asked for all: whoever stands there speaks. */
function exportedHead({ passage, lines }: LinedText, line: number): Head | undefined {
  if (lines.digits[line] === 0) return undefined;
  const start = lines.starts[line] ?? 0;
  const pattern = exportedAt(passage.codes, start);
  if (pattern === undefined) return undefined;
  const text = passage.text.slice(start, Math.min(lines.ends[line] ?? 0, start + exportedCharsMax));
  const match = pattern.exec(text) ?? (text.includes("From ") ? exportedInCall.exec(text) : null);
  const nick = match?.[1] ?? match?.[2];
  if (match === null || nick === undefined) return undefined;
  return { start: start + match[0].indexOf(nick), nick, form: "exported" };
}

const bracket = 91;
const parenthesis = 40;
const star = 42;
const capitalF = 70;

/** By its first signs what a line may be: most begin with no date, no time, no nick and no "From". */
function exportedAt(codes: Uint16Array, start: number): RegExp | undefined {
  const first = codes[start] ?? 0;
  if (isDigit(first)) return isBehindDigits(codes, start) ? exportedBehindTime : undefined;
  if (first === bracket || first === parenthesis)
    return isDigit(codes[start + 1]) ? exportedBehindTime : undefined;
  if (first === star || mayBeBeforeTime(codes, start)) return exportedBeforeTime;
  return first === capitalF ? exportedInCall : undefined;
}

/** What stands in a date or a time behind its first digits, which are four at most. */
function isBehindDigits(codes: Uint16Array, start: number): boolean {
  let at = start + 1;
  while (at - start < yearChars && isDigit(codes[at])) at += 1;
  return inDates[codes[at] ?? 0] === 1;
}

const yearChars = 4;
const inDates = marksOfChars("/.-:");

/** A bracket or a bar with a digit behind it stands as near as a nick is long, and nothing that is in none. */
function mayBeBeforeTime(codes: Uint16Array, start: number): boolean {
  for (let at = start; at < start + exportedNickCharsMax; at += 1) {
    const code = codes[at] ?? 0;
    if (code === bracket || code === parenthesis) return isDigit(codes[at + 1]);
    if (code === bar) return isDigit(codes[at + 2]);
    if (inNick[code] === 0) return false;
  }
  return false;
}

const inNick = marksOfChars(
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,'_-",
).fill(1, 128);

const exportedNickCharsMax = 48;

const called = letterPattern(
  String.raw`^((?:#|//|--) |(?:> ){1,2}|\[?(?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AaPp]\.?(?:[Mm]\.?)?)?Z?\]? {1,2}-? ?)?([<@]?)(\p{L}[\p{L}\d._-]{1,19}(?: \p{L}{1,14})?)(>|:)(?=\s|$)`,
);
const calledCharsMax = 56;

/** "anna: …", "<anna> …", "[07:31] anna: …". */
function calledHead(lined: LinedText, line: number): Head | undefined {
  const { passage, lines } = lined;
  const start = lines.starts[line] ?? 0;
  if (opensHead[passage.codes[start] ?? 0] === 0 || !mayBeCalled(lined, line)) return undefined;
  const text = passage.text.slice(start, Math.min(lines.ends[line] ?? 0, start + calledCharsMax));
  const [whole = "", time = "", bracket = "", nick = "", mark = ""] = called.exec(text) ?? [];
  // Of two words a nick is only where a time stands before it: "[16:43] gav it: …".
  const isBare = time === "" && bracket === "";
  if (nick === "" || (isBare && nick.includes(" ") && !isPair(nick))) return undefined;
  const isComment = time.startsWith("#") || time.startsWith("/") || time.startsWith("-");
  const isClocked = !isComment && isDigit(time.replace(/^[[> ]{1,3}/, "").charCodeAt(0));
  if (isBare && nick.includes(" "))
    return { start: start + whole.length - mark.length - nick.length, nick, form: "paired" };
  const form =
    bracket === "<" ? "bracketed" : isComment ? "commented" : isClocked ? "clocked" : "called";
  return { start: start + whole.length - mark.length - nick.length, nick, form };
}

/** Letters, digits, and what stands before a nick or a time. */
const opensHead = new Uint8Array(65_536).fill(1, 128);
for (const char of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[<>@#/-")
  opensHead[char.charCodeAt(0)] = 1;

/** A word of the line, and of its beginning, is followed by what ends a head. */
function mayBeCalled({ passage, words, lines }: LinedText, line: number): boolean {
  const last = lines.firstWords[line + 1] ?? 0;
  const end = (lines.starts[line] ?? 0) + calledCharsMax;
  for (let at = lines.firstWords[line] ?? 0; at < last && (words.starts[at] ?? 0) <= end; at += 1) {
    if (((words.marks[at + 1] ?? 0) & markBreak) === 0) continue;
    if (endsCalled(passage.codes, words.ends[at])) return true;
  }
  return false;
}

/** ": " or "> " behind a word, and what may end a nick before it. */
function endsCalled(codes: Uint16Array, wordEnd = 0): boolean {
  let at = wordEnd;
  while (isNickMark(codes[at])) at += 1;
  const next = codes[at + 1] ?? 32;
  return (codes[at] === 58 || codes[at] === 62) && (next === 32 || (next >= 9 && next <= 13));
}

/** ".", "_" or "-". */
function isNickMark(code = 0): boolean {
  return code === 46 || code === 95 || code === 45;
}

const timed = letterPattern(
  String.raw`^@?(\p{L}[\p{L}\d._-]{1,23})(?:,| \||:)? {1,3}[[(]?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?[\])]?(?:[:>,]| [|>])?(?=\s|$)`,
);
const alone = letterPattern(
  String.raw`^([> ]{0,3})(\p{L}[\p{L}\d._-]{1,24}(?: \p{Lu}[\p{L}'-]{1,24}){0,2}) {1,3}\[?\d{1,2}[:.]\d{2} ?[AaPp][Mm]\]?\s*$`,
);
const timedCharsMax = 64;
const nickCharsMax = 24;

/** "anna 07:31  which account", "b.lee 07:31: …", "bo-lee [9:15 AM] nine of them", "> Anna Roe 7:58 AM". */
function timedHead(lined: LinedText, line: number): Head | undefined {
  const { passage, lines } = lined;
  if (lines.digits[line] === 0) return undefined;
  const start = lines.starts[line] ?? 0;
  const length = (lines.ends[line] ?? 0) - start;
  if (length <= timedCharsMax && isM(passage.codes, lines.ends[line])) {
    const match = alone.exec(passage.text.slice(start, start + length));
    const [, quote = "", nick = ""] = match ?? [];
    if (nick !== "") return { start: start + quote.length, nick, form: "alone" };
  }
  if (!mayBeTimed(lined, line)) return undefined;
  const text = passage.text.slice(start, start + Math.min(length, timedCharsMax));
  const nick = timed.exec(text)?.[1];
  const sign = text.startsWith("@") ? 1 : 0;
  return nick === undefined ? undefined : { start: start + sign, nick, form: "timed" };
}

/** The last letter of "AM" and "PM" ends the line, or a bracket behind it. */
function isM(codes: Uint16Array, lineEnd = 0): boolean {
  let last = lineEnd - 1;
  while (last > 0 && ((codes[last] ?? 0) <= 32 || codes[last] === 93)) last -= 1;
  return last >= 0 && ((codes[last] ?? 0) | 32) === 109;
}

const bar = 124;
const atSign = 64;

/** A word opens the line, no number, hash or path, and a digit stands behind the first blank. */
function mayBeTimed({ passage, words, lines }: LinedText, line: number): boolean {
  const { codes } = passage;
  const start = lines.starts[line] ?? 0;
  const first = lines.firstWords[line] ?? 0;
  const sign = codes[start] === atSign ? 1 : 0;
  if (words.starts[first] !== start + sign || ((words.shapes[first] ?? 0) & hashAll) !== 0)
    return false;
  let at = start;
  while (at - start < nickCharsMax && (codes[at] ?? 0) > 32) at += 1;
  while (codes[at] === 32 || codes[at] === bar) at += 1;
  const isBracket = codes[at] === 91 || codes[at] === 40;
  const next = (isBracket ? codes[at + 1] : codes[at]) ?? 0;
  return next >= 48 && next <= 57;
}
