/**
 * Accounts that a log, a command or a sentence tells ("user=<front.desk>", "su - rmoss", "shell bags of
 * jwinter"), those that stand in a row with them, and the same ones wherever they come back.
 */

import type { Detection, Reading } from "../../detector.ts";
import type { Passage } from "../../text/passage.ts";
import { marksOfChars } from "../../text/tokens.ts";
import { hashSet } from "../../text/word-hash.ts";
import { bitsOf, knownBit, littleBit, ordinaryBit, tradeBit } from "../../text/word-table.ts";
import { unitBefore, valueBefore } from "../../text/words.ts";
import {
  between,
  follows,
  leads,
  loops,
  ofLogsBehind,
  ofMachines,
  ofPeople,
  ofPeopleAbroad,
  ofTalk,
  opens,
  ownsBehind,
} from "./account-cues.ts";
import { isMadeOfName } from "./account-forms.ts";
import { type AccountToken, accountTokens, isOfStaff } from "./account-tokens.ts";
import { isInitialed } from "./initial-names.ts";

const beforeCharsMax = 80;
/** So ends whatever people say before an account. */
const saidEnd = /(?:[\w\s,:?]\s|\n)["'(\x60]?$/;
const saidEndCharsMax = 3;
/** More than the leads of talk have. */
const talkCharsMax = 36;
const betweenCharsMax = 12;
const opensValue = marksOfChars(opens);
const blank = 32;
const dot = 46;
const backslash = 92;
const lineEnd = 10;
const question = 63;
/** "account lockouts", "user provisioning": words that tables do not have, and no names. */
const wordEnd =
  /(?:ing|ings|tions?|ments?|outs?|ity|ness|able|ed|ware|sets?|ups?|lists?|ally|ively|less|ful|ously)$/;
const callSign = /[(@\w/]/;

/** No key, command or log ends with one of these leads. */
const prose = hashSet(
  "with of on as by from under in is was and be both who whose von der des de di da do del den und y et e",
);

export function accountRows(reading: Reading): Detection[] {
  const { text } = reading.passage;
  const tokens = accountTokens(reading);
  const told = tokens.map((token) => isTold(reading, token));
  for (let at = 1; at < tokens.length; at += 1)
    told[at] ||= told[at - 1] === true && isInRow(reading, tokens, at - 1, at);
  for (let at = tokens.length - 2; at >= 0; at -= 1)
    told[at] ||= told[at + 1] === true && isInRow(reading, tokens, at, at + 1);
  const written = tokens.map(({ start, end }) => text.slice(start, end));
  const names = new Set(written.filter((_, at) => told[at]));
  const found = tokens.filter((_, at) => names.has(written[at] ?? ""));
  return [...found, ...looped(reading), ...qualified(reading.passage)].map(({ start, end }) => ({
    ...reading.passage.spanOf(start - domainBefore(text, start), end),
    kind: "username",
    why: "It stands where an account does.",
    needsReview: true,
  }));
}

/** "mb\\" before "mb\\rgouveia": how long it is. */
function domainBefore(text: string, start: number): number {
  if (text[start - 1] !== "\\") return 0;
  const domain = /(?<![\w\\/.-])[a-z\d-]{2,16}\\{1,2}$/.exec(
    text.slice(Math.max(0, start - 20), start),
  );
  return domain?.[0].length ?? 0;
}

function isTold(reading: Reading, token: AccountToken): boolean {
  const { passage, words } = reading;
  const { text, codes } = passage;
  const { start, end, first, last, form } = token;
  const isOpened = isOpenedBefore(codes, start);
  const isLed = isOpened || leads.has(valueBefore(words.hashes, first));
  const mayGoOn = codes[end] === blank ? follows.has(words.hashes[last] ?? 0) : codes[end] !== dot;
  const name = text.slice(start, end);
  if (form === "hyphened" && unitBefore(codes, start) === blank && isOfStaff(name)) return true;
  const isName = form === "stranger" && (isInitialed(name) || isMadeOfName(codes, start, end));
  if (!(isLed || mayGoOn || isName) || isPlain(name)) return false;
  if (unitBefore(codes, start) === backslash) return isName && text[end] !== "\\";
  const before = isLed ? text.slice(Math.max(0, start - beforeCharsMax), start) : "";
  const isOfProse = !isOpened && prose.has(valueBefore(words.hashes, first));
  if (isLed && !isOfProse && ofMachines.test(before)) return true;
  if (mayGoOn && form !== "hyphened" && testAt(ofLogsBehind, text, end)) return true;
  if (callSign.test(text[end] ?? " ")) return false;
  const isForeign = reading.plainWords.isForeignNear(first);
  if (isName && !isForeign) return true;
  const isWritten = form !== "stranger" || isName;
  const isSaid = isLed && saidEnd.test(before.slice(-saidEndCharsMax));
  if (isSaid && isWritten) {
    const last = before.slice(-talkCharsMax);
    if (ofPeopleAbroad.test(last) || ofTalk.test(last)) return true;
  }
  if (form === "numbered" && text.startsWith("as ", start - 3)) return true;
  if (!isWritten && (isForeign || wordEnd.test(name))) return false;
  return (isSaid && ofPeople.test(before)) || (mayGoOn && testAt(ownsBehind, text, end));
}

/** A sign that opens a value, a question on the line before, or either before a blank. */
function isOpenedBefore(codes: Uint16Array, start: number): boolean {
  const before = unitBefore(codes, start);
  const sign = before === blank ? unitBefore(codes, start, 2) : before;
  if (sign !== lineEnd) return opensValue[sign] === 1;
  return unitBefore(codes, start, 2) === question || unitBefore(codes, start, 3) === question;
}

function testAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** One directly behind another, where the second is no tool. */
function isInRow(
  { passage: { text, codes }, plainWords }: Reading,
  tokens: readonly AccountToken[],
  one: number,
  other: number,
): boolean {
  const [before, behind] = [tokens[one], tokens[other]];
  if (before === undefined || behind === undefined) return false;
  if (behind.start - before.end > betweenCharsMax) return false;
  if (!between.test(text.slice(before.end, behind.start))) return false;
  return [before, behind].every(({ start, end, first, form }) => {
    const name = text.slice(start, end);
    if (isPlain(name)) return false;
    if (form !== "stranger" || isInitialed(name) || isMadeOfName(codes, start, end)) return true;
    return !plainWords.isForeignNear(first);
  });
}

/** "admins", "backup.exe", "root". */
function isPlain(name: string): boolean {
  if (isBuiltIn(name)) return true;
  return isListed(name) || (name.endsWith("s") && isListed(name.slice(0, -1)));
}

function isListed(name: string): boolean {
  return (bitsOf(name) & (ordinaryBit | tradeBit | knownBit | littleBit)) !== 0;
}

const builtInNames = new Set(
  "sa administrator admin root system public default guest user users anonymous localservice local_service networkservice network_service nobody www-data daemon krbtgt sysadmin operator backup postgres mysql defaultaccount webserver httpd nginx jenkins ubuntu debian centos ec2-user userid user_id username user_name accountid account_id accountname account_name loginid login_id loginname login_name your_user youruser your_name yourname your_login yourlogin e.g i.e a.k.a sshd systemd".split(
    " ",
  ),
);
const builtInForm =
  /^(?:enable_\d+|oracle\d?|apache\d?|tomcat\d?|systemd-[a-z]+|xp_\w+|sp_\w+|nt_\w+)$/;

/** An account that every system has. */
export function isBuiltIn(name: string): boolean {
  return builtInNames.has(name) || builtInForm.test(name);
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Each account of a loop over accounts, or of a list of them. */
function looped({ passage: { text }, words, places }: Reading): Stretch[] {
  const found: Stretch[] = [];
  const read = (at: number): void => {
    loops.lastIndex = at;
    const [whole = "", one, other] = loops.exec(text) ?? [];
    const list = one ?? other ?? "";
    const from = at + whole.indexOf(list);
    for (const { 0: name, index } of list.matchAll(/[a-z][a-z0-9._-]{2,31}/g))
      if (!isPlain(name)) found.push({ start: from + index, end: from + index + name.length });
  };
  for (let at = text.indexOf("for u"); at >= 0; at = text.indexOf("for u", at + 1)) read(at);
  for (const at of places.triggers)
    if (lists.has(words.hashes[at] ?? 0)) read(words.starts[at] ?? 0);
  return found;
}

const lists = hashSet("users accounts logins");

/** "s.ndapewa@GFO", ".\tornero2": with the domain, which has no dot, and of the machine itself. */
function qualified({ text, codes }: Passage): Stretch[] {
  const found: Stretch[] = [];
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const name = nameBefore.exec(text.slice(Math.max(0, at - nameCharsMax), at))?.[1];
    const domain = domainBehind.exec(text.slice(at, at + nameCharsMax))?.[0];
    if (name === undefined || domain === undefined) continue;
    if (/[._]/.test(name) || isInitialed(name))
      found.push({ start: at - name.length, end: at + domain.length });
  }
  for (let sign = text.indexOf("\\"); sign >= 0; sign = text.indexOf("\\", sign + 1)) {
    const at = sign - 1;
    if (
      unitBefore(codes, sign) !== dot ||
      !localBefore.test(text.slice(Math.max(0, at - nameCharsMax), at))
    )
      continue;
    const whole = localAccount.exec(text.slice(at, at + nameCharsMax))?.[0];
    if (whole !== undefined && !isPlain(whole.replace(/^\.\\{1,2}/, "")))
      found.push({ start: at, end: at + whole.length });
  }
  return found;
}

const nameCharsMax = 40;
const nameBefore = /(?:^|[\s"'(<:,;[])([a-z][a-z0-9._]{2,31})$/;
const domainBehind =
  /^@(?!(?:latest|next|beta|localhost|home|master|main|v?\d)\b)(?:[A-Z][A-Z0-9-]{1,14}|[a-z][a-z0-9-]{2,24})(?![\w@:/[-]|\.\w)/;
const localBefore =
  /\b(?:as|by|user|account|login|logon|of|for|under|from|konto|usuario|compte|benutzer|with)(?: |: ?|=)["'(\x60]?$/i;
const localAccount = /^\.\\{1,2}[a-z][a-z0-9_-]{2,24}(?![\w\\]|\.\w)/i;
