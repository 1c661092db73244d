/** Account names of people: in paths, in chats, behind labels and domains. */

import {
  type Detection,
  type Detector,
  detectInLines,
  detectPattern,
  type Reading,
} from "../detector.ts";
import { type Passage, passageWindow, type Span } from "../text/passage.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { hashSet } from "../text/word-hash.ts";
import { digitAny, type Words } from "../text/words.ts";
import { calledHosts } from "./host-forms.ts";
import {
  accountBit,
  bitsOf,
  classBits,
  givenBit,
  littleBit,
  knownBit,
  ordinaryBit,
  serviceBit,
  tradeBit,
} from "../text/word-table.ts";
import { accountForms } from "./account-forms.ts";

const account = String.raw`[A-Za-z][A-Za-z0-9._-]{1,31}`;
const inWindowsPath = boundedPattern(
  String.raw`\\{1,2}(?:Users|Documents and Settings|Profiles|home)\\{1,2}([^\\/:*?"<>|\r\n]{1,64}?)(?=\\|["'\s]|$)`,
  "gi",
);
const inUnixPath = boundedPattern(
  String.raw`(?<![\w.])\/(?:home|Users)\/([A-Za-z0-9._-]{1,32})(?=\/|["'\s]|$)`,
);
const labelled = boundedPattern(
  String.raw`\b(?:user ?name|user|login|account|acct|logon|sam ?account ?name|uid|upn|suser|duser|TargetUserName|SubjectUserName)["']?(?: name)? ?[:=] ?["']?(?:[A-Za-z0-9-]{1,15}\\{1,2})?(${account})`,
  "gi",
);
const spoken = boundedPattern(
  String.raw`\b(?:account|user|login)(?: named)? ["'(]?([a-z]{1,12}[._]?[a-z]{2,20}\d{0,3})["')](?![\w.])`,
);
const joined = String.raw`[a-z][a-z0-9]{0,15}(?:[._-][a-z0-9]{1,15}){1,3}|[a-z]{1,12}\d{1,4}`;
/** "mit dem Konto fremdfirma_rohde", "login vendas.jmoura", "account (coolair-svc)"; more may follow. */
const joinedSpoken = boundedPattern(
  String.raw`(?<![\w-])(?:[Aa]ccounts?|[Uu]sers?|[Ll]ogins?|[Kk]ont(?:o|en)|[Cc]omptes?|[Cc]uentas?|[Cc]ontas?|[Uu]ct?[ey]t?|[Cc]onto|[Uu]sername|[Mm]ailbox)(?: named| called| du nom de| de| del| von)?:? ["'(]?((?:[A-Za-z][A-Za-z0-9-]{1,14}\\{1,2})?(?:${joined}))(?![\w@]|[.-]\w)`,
);
const more = new RegExp(
  String.raw`(?:, | and | und | et | y | e )((?:${joined}|[a-z]{5,20}))(?![\w@]|[.-]\w)`,
  "y",
);
/** "Analyst dyoon", "his tadebayo session": a word that nobody knows. */
const roleBefore = boundedPattern(
  String.raw`\b(?:[Aa]nalyst|[Aa]gent|[Cc]lerk|[Cc]aller|[Aa]dmin|[Oo]perator|[Uu]ser|[Ll]ogin|[Aa]ccount|[Kk]onto|[Cc]ompte|[Cc]uenta|[Cc]onta|[Uu]cet)s? ["'(]?([a-z]{4,20}\d{0,3})(?![\w@-]|\.\w)`,
);
const ownSession = boundedPattern(
  String.raw`\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ww]hose|[Mm]y|[Oo]ur) ([a-z]{4,20}\d{0,3}) (?:session|account|login|mailbox|credentials|token|password|profile)\b`,
);
const qualified = boundedPattern(
  String.raw`(?<![\w\\.:/])([A-Z][A-Z0-9-]{1,14}\\{1,2}[a-z][a-z0-9._-]{2,31})(?![\w\\])`,
);
const service = /^[_-][a-z0-9][a-z0-9._-]{2,30}(?![\w@\\/])/;
const domainCharsMax = 16;

/** Built-in accounts and roles are nobody's name. */
const impersonal = new Set(
  (
    "administrator admin root system public default guest users user all everyone anonymous service local network test " +
    "localservice networkservice nobody www-data daemon krbtgt sysadmin operator backup oracle postgres mysql sa " +
    "defaultaccount webserver www httpd nginx apache tomcat jenkins ubuntu debian centos appdata shared username name login account is was has and the for html head body div span table script style meta link title with from here channel password pass id"
  ).split(" "),
);

export const accountNames: Detector = {
  name: "account-names",
  version: 5,
  detect(reading) {
    const forms = [inPaths, called, besideWords, marked, accountForms];
    return forms
      .flatMap((find) => find(reading))
      .filter(
        (it) =>
          (!reading.isExplained(it) || it.why === inFolder) &&
          !(it.needsReview && isMade(reading.passage.original, it)),
      );
  },
};

const madeBefore =
  /\b(?:new|added|creat(?:e|es|ed|ing)|rogue|backdoor|fake|made|attackers?|attacker's|intruder's|their own|built-in|default) (?:an? |the |new )?(?:local |hidden |rogue |domain |sql |vpn )?(?:admin(?:istrator)? )?(?:users?|accounts?|admins?|administrators?|logins?)?(?: (?:named|called))?[ :="'(\x60]{0,3}$/i;
const madeBehind =
  /^["')\x60]{0,2},? \(?(?:was |were )?(?:made|created|added|planted|set up) (?:by (?:them|him|the (?:attacker|intruder|actor|thief|group|gang|stranger|crook)s?)|from|at|on|in|and)\b/i;
const madeCharsMax = 56;
/** The name under which someone sells or posts. */
const postedBefore =
  /\b(?:forum|market|board|seller|vendor|buyer|posts?|posted|poster|telegram|channel|reputation|auction|shop|jabber|xmpp|tox|github|discord|wallet)\b[^.\n]{0,40}$/i;

/** An account that the attacker made. */
function isMade(text: string, { start, end }: Span): boolean {
  return (
    madeBefore.test(text.slice(Math.max(0, start - madeCharsMax), start)) ||
    postedBefore.test(text.slice(Math.max(0, start - madeCharsMax), start)) ||
    madeBehind.test(text.slice(end, end + madeCharsMax))
  );
}

const inFolder = "A folder of a user's own.";

function find(passage: Passage, pattern: RegExp, why: string, needsReview: boolean): Detection[] {
  return detectPattern(passage, pattern, { kind: "username", why, needsReview }, (match) =>
    isPersonal((match[1] ?? "").replace(/^[^\\]{1,15}\\{1,2}/, "")),
  );
}

function inPaths(reading: Reading): Detection[] {
  return detectInLines(
    reading,
    accountBit,
    (window) => [
      ...find(window, inWindowsPath, inFolder, false),
      ...find(window, inUnixPath, inFolder, false),
    ],
    true,
  );
}

function called(reading: Reading): Detection[] {
  return detectInLines(
    reading,
    accountBit,
    (window) => [
      ...find(window, labelled, "A value that is called a user.", true),
      ...find(window, spoken, "A word that is called an account.", true),
    ],
    true,
  );
}

const spokenAs = {
  kind: "username",
  why: "A word that is called an account.",
  needsReview: true,
} as const;

/** "account lockouts", "user provisioning": words that tables do not have, and no names. */
const wordEnd = /(?:ing|ings|tion|tions|ment|ments|outs?|ity|ness|able|ed|sets?|ups?|lists?)$/;

/** In no table of words. */
function isUnknown(name: string): boolean {
  const word = name.replace(/\d+$/, "");
  if (wordEnd.test(word)) return false;
  return (bitsOf(word) & (classBits | littleBit)) === 0 && isPersonal(name);
}

/** Between such a word and the account: "account named", "compte de". */
const fillers = hashSet("named called de del von du nom");
const namesChars = 160;
const hostChars = 60;

/** Windows are cut only where the words beside an account's word let one of the patterns hold. */
function besideWords({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { codes } = passage;
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & accountBit) === 0) continue;
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    if (isCallSign(codes[end] ?? 0) || (codes[end] === space && isCallSign(codes[end + 1] ?? 0))) {
      const window = passageWindow(passage, Math.max(0, start - 8), end + hostChars);
      for (const one of calledHosts(window)) found.push(one);
    }
    let next = at + 1;
    while (next < at + 4 && fillers.has(words.hashes[next] ?? 0)) next += 1;
    if (mayBeAccount(passage, words, next)) {
      const window = passageWindow(passage, Math.max(0, start - 1), end + namesChars);
      for (const one of inRows(window)) found.push(one);
      for (const one of detectPattern(window, roleBefore, spokenAs, isUnknownMatch))
        found.push(one);
    }
    if (at > 1 && mayBeAccount(passage, words, at - 1)) {
      const from = Math.max(0, (words.starts[at - 2] ?? 1) - 1);
      const window = passageWindow(passage, from, end + 1);
      for (const one of detectPattern(window, ownSession, spokenAs, isUnknownMatch))
        found.push(one);
    }
  }
  return found;
}

const isUnknownMatch = ([, name = ""]: RegExpExecArray): boolean => isUnknown(name);
const space = 32;
const callSigns = new Set(Array.from("=:\"'>", (char) => char.charCodeAt(0)));
const joints = new Set(Array.from("._-\\", (char) => char.charCodeAt(0)));

function isCallSign(code: number): boolean {
  return callSigns.has(code);
}

/** A word that no table has, or the first part of one that is joined. */
function mayBeAccount({ codes }: Passage, { bits, shapes, ends }: Words, at: number): boolean {
  if (((bits[at] ?? 0) & (classBits | littleBit)) === 0) return true;
  return ((shapes[at] ?? 0) & digitAny) !== 0 || joints.has(codes[ends[at] ?? 0] ?? 0);
}

const rowMax = 12;

/** "accounts: desk_14, acarvalho, rgodinho". */
function inRows(passage: Passage): Detection[] {
  const found: Detection[] = [];
  const { text } = passage;
  joinedSpoken.lastIndex = 0;
  for (let match = joinedSpoken.exec(text); match !== null; match = joinedSpoken.exec(text)) {
    let name = match[1] ?? "";
    let end = match.index + match[0].length;
    for (let count = 0; count < rowMax; count += 1) {
      const bare = name.replace(/^.*\\/, "");
      const isOne = /[._-]/.test(bare) ? isPersonal(bare) : isUnknown(bare);
      if (isOne) found.push({ ...passage.spanOf(end - name.length, end), ...spokenAs });
      more.lastIndex = end;
      const next = more.exec(text);
      if (next === null || !isOne) break;
      name = next[1] ?? "";
      end += next[0].length;
    }
    joinedSpoken.lastIndex = end;
  }
  return found;
}

/** "DOMAIN\\user", "svc_backup", "@user". */
function marked({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  const add = (start: number, end: number, why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind: "username", why, needsReview: true });
  };
  let until = 0;
  for (let at = text.indexOf("\\"); at >= 0; at = text.indexOf("\\", at + 1)) {
    if (at < until || !mayQualify(codes, at)) continue;
    const from = Math.max(0, at - domainCharsMax - 1);
    const window = passageWindow(passage, from, at + 40);
    for (const one of find(window, qualified, "An account of a domain.", true)) found.push(one);
    until = at + 2;
  }
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & serviceBit) === 0) continue;
    const start = words.starts[at] ?? 0;
    if (/[\w.@/\\-]/.test(text[start - 1] ?? " ")) continue;
    const end = words.ends[at] ?? start;
    const rest = service.exec(text.slice(end, end + 34));
    if (rest !== null) add(start, end + rest[0].length, "A service account.");
  }
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (/[\w@.]/.test(text[at - 1] ?? " ")) continue;
    const name = /^@([a-z][a-z0-9._-]{2,31})\b(?![@./]\w)/.exec(text.slice(at, at + 36));
    const isSold = hostileHandle.test(text.slice(Math.max(0, at - handleNearChars), at));
    if (name !== null && !isSold && isPersonal(name[1] ?? ""))
      add(at + 1, at + name[0].length, "Someone is mentioned.");
  }
  return found;
}

/** "sold on Telegram by @…", "handle of the buyer @…": the attacker's. */
const hostileHandle =
  /\b(?:telegram|handle|channel|seller|buyer|vendor|poster|posted|sold|forum|affiliate|operator|threat|actor|attacker|dealer|discord|contact)\b[^.\n]{0,30}$/i;
const handleNearChars = 48;

/** Capitals before a backslash and a small letter behind it. */
function mayQualify(codes: Uint16Array, at: number): boolean {
  const behind = codes[codes[at + 1] === backslash ? at + 2 : at + 1] ?? 0;
  const before = codes[at - 1] ?? 0;
  const isDomain =
    (before >= 65 && before <= 90) || (before >= 48 && before <= 57) || before === 45;
  return isDomain && behind >= 97 && behind <= 122;
}

const backslash = 92;

function isPlainWord(bits: number): boolean {
  return (bits & (ordinaryBit | tradeBit | knownBit)) !== 0 && (bits & givenBit) === 0;
}

function isPersonal(name: string): boolean {
  const lower = name.toLowerCase().replace(/\.(?:v\d|default|\d{1,3})$/, "");
  if (isPlainWord(bitsOf(lower))) return false;
  return !impersonal.has(lower) && !lower.startsWith("%") && !/^\d{1,32}$/.test(lower);
}
