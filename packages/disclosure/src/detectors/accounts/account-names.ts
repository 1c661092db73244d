/** Account names of people: in paths, in chats, behind labels and domains. */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { isOfBuild } from "../../stays/build-paths.ts";
import { type Detection, type Detector, detectPattern, type Reading } from "../../detector.ts";
import { type Passage, passageWindow } from "../../text/passage.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import { digitAny, markColon, unitBefore, type Words } from "../../text/words.ts";
import { isMention, isNameLike } from "./handles.ts";
import { isCapital } from "../../text/letters.ts";
import {
  accountOrMachineBit,
  bitsOf,
  classBits,
  givenBit,
  littleBit,
  knownBit,
  ordinaryBit,
  serviceBit,
  tradeBit,
} from "../../text/word-table.ts";
import { accountContexts } from "./account-contexts.ts";
import { accountForms } from "./account-forms.ts";
import { accountRows } from "./account-rows.ts";
import { technical } from "./account-tokens.ts";
import { endsAsFileOrHost } from "./file-ends.ts";
import { inFolder, ownFolders } from "./own-folders.ts";
import { isMade } from "./made-accounts.ts";
import { by } from "../../text/person-words.ts";

const account = String.raw`[A-Za-z][A-Za-z0-9._-]{1,31}`;
const labelled = boundedPattern(
  String.raw`(?<![A-Za-z0-9])(?:user ?name|user|login|account|acct|logon|sam ?account ?name|uid|upn|suser|duser|TargetUserName|SubjectUserName)["']?(?: name)? ?[:=] ?["']?(?:[A-Za-z0-9-]{1,15}\\{1,2})?(${account})`,
  "yi",
);
/** "user 'maria'": one word in quotes or brackets, even where it is a name that tables have. */
const quotedBehindWord = boundedPattern(
  String.raw`\b(?:account|user|login)(?: named)? ["'(]?([a-z]{3,32}\d{0,3})["')](?![\w.])`,
);
/** "desk_14", "m.lahtinen", "jroe2". */
const joined = String.raw`[a-z][a-z0-9]{0,15}(?:[._-][a-z0-9]{1,15}){1,3}|[a-z]{1,12}\d{1,4}`;
/** "mit dem Konto fremdfirma_rohde", "login vendas.jmoura", "account (coolair-svc)"; more may follow. */
const joinedBehindWord = boundedPattern(
  String.raw`(?<![\w-])(?:[Aa]ccounts?|[Uu]sers?|[Ll]ogins?|[Kk]ont(?:o|en)|[Cc]omptes?|[Cc]uentas?|[Cc]ontas?|[Uu]ct?[ey]t?|[Cc]onto|[Aa]kun|[Kk]hoan|[Hh]esa(?:p|bi)|[Cc]ontul|[Tt]unnu(?:s|ksella)|[Kk]onto[tm]|[Kk]ontem|[Ff]iok|[Kk]asutaja|[Uu]zytkownika|[Uu]sername|[Mm]ailbox|[Bb]enutzer|[Gg]ebruiker|[Uu]tilisateur|[Uu]suario|[Kk]ullan[i\u0131]c[i\u0131]|[Aa]nvandare|[Uu]zivatel|[Bb]ruker|[Tt]eller|[Cc]ashier|[Nn]urse)(?: named| called| du nom de| de| del| von| by| as)?:? ["'(]?((?:[A-Za-z][A-Za-z0-9-]{1,14}\\{1,2})?(?:${joined}))(?![\w@]|[.-]\w)`,
  "y",
);
/** "Account in the log: parent_test": up to four words and a colon stand between. */
const joinedBehindColon = boundedPattern(
  String.raw`(?:accounts?|users?|logins?|usernames?|mailbox(?:es)?|konto|konten|compte|cuenta|conta|credentials)(?: [a-z]{2,14}){1,4}: ["'(]?(${joined})(?![\w@]|[.-]\w)`,
  "yi",
);
/** ", acarvalho", " and mlahtinen". */
const nextInRow = new RegExp(
  String.raw`(?:, | and | und | et | y | e )((?:${joined}|[a-z]{5,20}))(?![\w@]|[.-]\w)`,
  "y",
);
/** "Analyst dyoon": a word that nobody knows. */
const unknownBehindRole = boundedPattern(
  String.raw`(?<![\w-])(?:[Aa]nalyst|[Aa]gent|[Cc]lerk|[Cc]aller|[Aa]dmin|[Oo]perator|[Tt]echnician|[Uu]ser|[Ll]ogin|[Aa]ccount|[Kk]onto|[Cc]ompte|[Cc]uenta|[Cc]onta|[Uu]cet)s?(?: by| was| is| war| era|:)? ["'(]?([a-z]{4,20}\d{0,3})(?![\w@-]|\.\w)`,
  "y",
);
/** "the user RSAKAMOTO", as mainframes and SAP write accounts. */
const capitalsBehindWord = boundedPattern(
  String.raw`(?<!\w|(?<!\bD)-)(?:[Uu]ser(?:name)?|[Ll]og[io]n|[Aa]ccount|[Pp]rofile|[Tt]eller|[Cc]ashier|[Cc]lerk|[Oo]perator|RACF|TSO|SAP|ABAP|SM20|SM19|SU01)s?(?: (?:is|was|by|of|as|under|from)|(?: |-)?(?:ID|id)|:)?:? ["'(]?([A-Z]{5,16}\d{0,3}|[A-Z]{2,16}[._][A-Z]{2,16}\d{0,2}|(?!(?:CVE|KB|SID|RID|UID|EID|ID|TA|VLAN|PID)\d)[A-Z]{3,12}\d{1,4})(?![\w@-]|\.\w)`,
  "y",
);
/** "his tadebayo session". */
const unknownBeforeSession = boundedPattern(
  String.raw`\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ww]hose|[Mm]y|[Oo]ur) ([a-z]{4,20}\d{0,3}) (?:session|account|login|mailbox|credentials|token|password|profile)\b`,
);
/** "CORP\\jroe". */
const behindDomain = boundedPattern(
  String.raw`(?<![\w\\.:/@])([A-Z][A-Z0-9-]{1,14}\\{1,2}(?:[a-z][a-z0-9._-]{2,31}|[A-Z][a-z]{1,15}\.[A-Z][a-z]{1,20}))(?![\w\\]|\.\w)`,
);
/** "_veeam" behind "svc"; not "admin-only". */
const service =
  /^[_-](?!(?:azuread|only|level|side|based|facing|style|approved|consented|owned|managed|defined|provided|supplied|friendly|free|controlled|created|grade|tier|rights?|access|panel|console|area|page)(?![a-z0-9]))[a-z0-9][a-z0-9._-]{2,30}(?![\w@\\/])/;
const domainCharsMax = 16;
/** "IT\\backup_keys.txt" is a file in a folder. */
const fileEnd =
  /\.(?:txt|log|csv|xlsx?|docx?|pptx?|pdf|zip|rar|7z|bak|sql|ps1|bat|cmd|vbs|js|exe|dll|msi|lnk|ini|cfg|conf|json|xml|ya?ml|db|kdbx|pst|eml|jpe?g|png)$/;

/** Built-in accounts and roles are nobody's name. */
const impersonal = new Set(
  (
    "administrator admin root system public default guest users user all everyone anonymous service local network test " +
    "enable_1 enable_15 localservice networkservice nobody www-data daemon krbtgt sysadmin operator backup oracle postgres mysql sa " +
    "defaultaccount webserver www httpd nginx apache tomcat jenkins ubuntu debian centos appdata shared username name login account is was has and the for html head body div span table script style meta link title with from here channel password pass id"
  ).split(" "),
);

export const accountNames: Detector = {
  name: "account-names",
  version: 13,
  detect(reading) {
    const forms = [
      (it: Reading) => ownFolders(it, isPersonal),
      called,
      besideWords,
      marked,
      acting,
      accountForms,
      accountContexts,
      accountRows,
    ];
    const { original } = reading.passage;
    const found = forms
      .flatMap((form) => form(reading))
      .filter((it) => (it.why === inFolder ? !isOfBuild(original, it) : !reading.isExplained(it)));
    const nameOf = ({ start, end }: Detection): string => original.slice(start, end);
    const made = new Set(found.filter((it) => it.needsReview && isMade(original, it)).map(nameOf));
    // What attackers made once is theirs wherever it comes back.
    return found.filter((it) => !(it.needsReview && made.has(nameOf(it))));
  },
};

/** What the pattern finds, but for accounts that are nobody's. */
function find(passage: Passage, pattern: RegExp, why: string, needsReview: boolean): Detection[] {
  return detectPattern(passage, pattern, { kind: "username", why, needsReview }, (match) =>
    isPersonal((match[1] ?? "").replace(/^[^\\]{1,15}\\{1,2}/, "")),
  );
}

/** "user=roe": at each word of accounts; one after another. */
function called({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const why = "A value that is called a user.";
  let until = 0;
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & accountOrMachineBit) === 0) continue;
    const start = words.starts[at] ?? 0;
    if (start < until) continue;
    labelled.lastIndex = start;
    const name = labelled.exec(passage.text)?.[1];
    if (name === undefined) continue;
    until = labelled.lastIndex;
    if (isPersonal(name)) {
      const place = passage.spanOf(until - name.length, until);
      found.push({ ...place, kind: "username", why, needsReview: true });
    }
  }
  return found;
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
  const word = cutEnd(name, "0123456789");
  if (wordEnd.test(word)) return false;
  return (bitsOf(word) & (classBits | littleBit)) === 0 && isPersonal(name);
}

/** "KASSE7" behind "user": capitals with a number, whatever word they are. */
function isNumbered(name: string): boolean {
  return /^[A-Z]{3,12}\d{1,4}$/.test(name) && !technical.test(name.toLowerCase());
}

/** Between such a word and the account: "account named", "compte de", "login was". */
const fillers = hashSet(
  "named called de del von du nom by as was is war era of under from id user",
);

/** Windows are cut only where the words beside an account's word let one of the patterns hold. */
function besideWords({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { codes } = passage;
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & accountOrMachineBit) === 0) continue;
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    if (words.hashes[at] === logged) loggedAt(passage, start, found);
    let next = at + 1;
    while (next < at + 4 && fillers.has(words.hashes[next] ?? 0)) next += 1;
    if (closings.has(codes[words.ends[next] ?? 0] ?? 0)) {
      const window = passageWindow(passage, Math.max(0, start - 1), (words.ends[next] ?? end) + 2);
      for (const one of find(window, quotedBehindWord, spokenAs.why, true)) found.push(one);
    }
    if (isBeforeColon(words, at + 2)) rowAt(passage, start, found, joinedBehindColon);
    if (mayBeAccount(passage, words, next)) {
      rowAt(passage, start, found);
      for (const pattern of [unknownBehindRole, capitalsBehindWord]) {
        pattern.lastIndex = start;
        const name = pattern.exec(passage.text)?.[1] ?? "";
        const to = pattern.lastIndex;
        if (name !== "" && (isUnknown(name.toLowerCase()) || isNumbered(name)))
          found.push({ ...passage.spanOf(to - name.length, to), ...spokenAs });
      }
    }
    if (at > 1 && mayBeAccount(passage, words, at - 1)) {
      const from = Math.max(0, (words.starts[at - 2] ?? 1) - 1);
      const window = passageWindow(passage, from, end + 1);
      for (const one of detectPattern(window, unknownBeforeSession, spokenAs, isUnknownMatch))
        found.push(one);
    }
  }
  return found;
}

/** One of the next gaps between words holds a colon. */
function isBeforeColon({ count, marks }: Words, from: number): boolean {
  for (let at = from; at < from + 4 && at <= count; at += 1)
    if (((marks[at] ?? 0) & markColon) !== 0) return true;
  return false;
}

/** "logged on to hist-db as t.endo". */
const loggedAs = boundedPattern(
  String.raw`logged (?:on|in)(?:to)?(?: (?:to )?[\w.-]{2,40})? as ["'(]?(${joined}|[a-z]{4,20})(?![\w@]|[.-]\w)`,
  "yi",
);
/** "Opened on LAB-PC by ms.oh at 08:41", "run by operator2". */
const doneAs = boundedPattern(
  String.raw`(?<=\b(?:opened|clicked|typed|installed|approved|executed|deleted|changed|reset|exported|forwarded|entered|merged|printed|saved|copied|edited|updated|modified|downloaded|viewed|booked|ordered|weighed|released|disabled|enabled|started|mounted)(?: on [\w.-]{2,24})?(?: at \d{1,2}[:.]\d{2}| \d{1,2}[:.]\d{2})?) by ["'(]?([a-z]{1,15}(?:[._][a-z0-9]{1,15}){1,2}|[a-z]{1,12}\d{1,4})(?![\w@/\\(]|[.-]\w)`,
  "yi",
);
/** "checked by duyen.ltm on bss-fs02": two parts with letters only, and no name of a file or a host behind a verb. */
const doneByTwoParts =
  /(?<=\b(?!(?:up ?loaded|posted|leaked|sold|shared|claimed|offered|published|spotted|hacked|stolen|advertised|dumped|listed|signed|tweeted|hosted|coded|written|registered) )[a-z]{3,12}(?:ed|en|un|ought|ept|ent)(?: out| up| off| in| on)?) by ["'(]?([a-z]{2,15}[._][a-z]{1,15})(?![\w@/\\(]|[.-]\w)/iy;
/** What sshd, sudo and pam write of whoever comes in. */
const inLogs = boundedPattern(
  String.raw`(?:\bAccepted [a-z/-]{4,30} for |\bFailed (?:password|publickey|keyboard-interactive\/pam) for (?!invalid )|\bsudo: {1,9}|\bsession (?:opened|closed) for user |(?<=\bfor user root(?:\(uid=0\))?) by (?=[a-z][a-z0-9._-]{2,31}\(uid))([a-z][a-z0-9._-]{2,31})(?= from | : |\(| by |\s|$)`,
);

const loggers = hashSet("sshd sudo pam");

/** Where nothing but these words leads to an account. */
function acting({ passage, words, places }: Reading): Detection[] {
  const { text, codes } = passage;
  const found: Detection[] = [];
  for (const at of places.triggers) {
    if (words.hashes[at] !== by) continue;
    const from = Math.max(0, (words.starts[at] ?? 0) - 1);
    doneAs.lastIndex = doneByTwoParts.lastIndex = from;
    const known = doneAs.exec(text)?.[1];
    const isTwo = joints.has(codes[words.ends[at + 1] ?? 0] ?? 0);
    const name = known ?? (isTwo ? doneByTwoParts.exec(text)?.[1] : undefined);
    if (name === undefined || !isPersonal(name) || endsAsFileOrHost(name)) continue;
    const to = known === undefined ? doneByTwoParts.lastIndex : doneAs.lastIndex;
    found.push({ ...passage.spanOf(to - name.length, to), ...spokenAs });
  }
  const isLog = loggers.hashes.some((hash) => words.hashes.includes(hash));
  return isLog ? [...found, ...find(passage, inLogs, spokenAs.why, true)] : found;
}

const logged = hashOf("logged");

function loggedAt(passage: Passage, start: number, found: Detection[]): void {
  loggedAs.lastIndex = start;
  const name = loggedAs.exec(passage.text)?.[1];
  if (name === undefined || !(/[._-]/.test(name) ? isPersonal(name) : isUnknown(name))) return;
  const to = loggedAs.lastIndex;
  found.push({ ...passage.spanOf(to - name.length, to), ...spokenAs });
}

const isUnknownMatch = ([, name = ""]: RegExpExecArray): boolean => isUnknown(name);
const closings = new Set(Array.from("\"')", (char) => char.charCodeAt(0)));
const joints = new Set(Array.from("._-\\", (char) => char.charCodeAt(0)));

/** A word that no table has, or the first part of one that is joined. */
function mayBeAccount({ codes }: Passage, { bits, shapes, ends }: Words, at: number): boolean {
  if (((bits[at] ?? 0) & (classBits | littleBit)) === 0) return true;
  return ((shapes[at] ?? 0) & digitAny) !== 0 || joints.has(codes[ends[at] ?? 0] ?? 0);
}

const rowMax = 12;

/** "accounts: desk_14, acarvalho, rgodinho". */
function rowAt(
  passage: Passage,
  start: number,
  found: Detection[],
  pattern = joinedBehindWord,
): void {
  const { text } = passage;
  pattern.lastIndex = start;
  const first = pattern.exec(text);
  if (first === null) return;
  let name = first[1] ?? "";
  let end = pattern.lastIndex;
  for (let count = 0; count < rowMax; count += 1) {
    const bare = name.replace(/^.*\\/, "");
    const isNamed = /\d$/.test(bare) && isNameLike(bare);
    const isOne = /[._-]/.test(bare) || isNamed ? isPersonal(bare) : isUnknown(bare);
    if (isOne) found.push({ ...passage.spanOf(end - name.length, end), ...spokenAs });
    nextInRow.lastIndex = end;
    const next = nextInRow.exec(text);
    if (next === null || !isOne) break;
    name = next[1] ?? "";
    end += next[0].length;
  }
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
    for (const one of find(window, behindDomain, "An account of a domain.", true)) {
      if (!fileEnd.test(passage.original.slice(one.start, one.end))) found.push(one);
    }
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
    const name = /^@([A-Za-z][a-z0-9._-]{2,31})\b(?![@./]\w)/.exec(text.slice(at, at + 36));
    const handle = name?.[1] ?? "";
    // "@Override" is code.
    if (isCapital(handle, 0) && !isNameLike(handle)) continue;
    if (handle !== "" && isPersonal(handle) && isMention(text, at, handle))
      add(at, at + 1 + handle.length, "Someone is mentioned.");
  }
  return found;
}

/** Capitals before a backslash and a small letter behind it. */
function mayQualify(codes: Uint16Array, at: number): boolean {
  const behind = codes[codes[at + 1] === backslash ? at + 2 : at + 1] ?? 0;
  const before = unitBefore(codes, at);
  const isLetter = (behind >= 97 && behind <= 122) || (behind >= 65 && behind <= 90);
  if (!isLetter || !isInDomain(before)) return false;
  // What is glued to its front is no domain, but for a part behind a hyphen.
  let start = at;
  let hasHyphen = false;
  for (; start > 0 && isInDomain(codes[start - 1] ?? 0); start -= 1) {
    hasHyphen ||= codes[start - 1] === hyphen;
    if (at - start > domainCharsMax) return true;
  }
  return hasHyphen || gluedBefore[unitBefore(codes, start)] !== 1;
}

function isInDomain(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === hyphen;
}

const gluedBefore = new Uint8Array(65_536);
for (let code = 0; code < 128; code += 1) {
  if (/[\w\\.:/@]/.test(String.fromCharCode(code))) gluedBefore[code] = 1;
}
const hyphen = 45;

const backslash = 92;

function isPlainWord(bits: number): boolean {
  return (bits & (ordinaryBit | tradeBit | knownBit)) !== 0 && (bits & givenBit) === 0;
}

function isPersonal(name: string): boolean {
  const lower = name.toLowerCase().replace(/\.(?:v\d|default|\d{1,3})$/, "");
  if (isPlainWord(bitsOf(lower))) return false;
  return !impersonal.has(lower) && !lower.startsWith("%") && !/^\d{1,32}$/.test(lower);
}
