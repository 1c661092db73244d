/**
 * Accounts in what is theirs alone: home folders and profiles ("C:\\Users\\Anna Bakker\\", "/home/rboran$"),
 * mailboxes and crontabs of Unix, and the names of users in a cloud (ARN).
 */

import type { Detection, Reading } from "../../detector.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { accountOrMachineBit } from "../../text/word-table.ts";
import { unitBefore } from "../../text/words.ts";

const part = String.raw`[^\\/:*?"<>|\s]{1,64}`;
/** Behind a blank stand a second name, what belongs to it ("van der"), or one word right before a backslash. */
const further = String.raw`(?: (?:van|der|den|de|del|la|von|zu|da|do|dos|di|du|ten|ter|bin|al|el|le|y)){0,2} [\p{Lu}][\p{L}\d.'-]{0,24}`;
const inWindowsPath = boundedPattern(
  String.raw`[\\/]{1,2}(?:[Uu]sers|USERS|Documents and Settings|[Pp]rofiles(?:\$|%24)?|[Hh]ome)[\\/]{1,2}((?:\p{Lu}[\p{L}\d.'-]{0,24}(?:${further}){1,3}|\p{Ll}{2,20} \p{Ll}{2,20})(?=[\\/]{1,2}[\p{L}\d.])|${part}?(?=[\\/]|["'\s]|$|[.,;:)\]}!?](?:[\s"'\\/]|$)))`,
  "y",
);
const inUnixPath = boundedPattern(
  String.raw`(?<=(?<![\w.])(?:\/(?:mnt\/[a-z]|export|data|nfs|srv|usr|System\/Volumes\/Data))?)\/(?:home|Users)\/([A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,30}[A-Za-z0-9_-])?)(?=\/|["'\s$#:;,)\]>\x60}]|\.?$|\.\s)`,
  "y",
);
/** Behind an account where the path leads to nothing else: then the path says no more than the account. */
const pathEnd =
  /(?:[\\/]{1,2}(?:[Dd]esktop|[Dd]ocuments|[Dd]ownloads|[Pp]ictures|Escritorio|Dokumente|Bureau)?)?(?=["'\s$)\]>\x60]|$|[.,;:](?:\s|$))/y;
const spooled =
  /(?<![\w.])\/var\/(?:spool\/)?(?:mail|cron\/(?:crontabs|tabs)|cron)\/([a-z][a-z0-9._-]{1,31})(?![\w/-])/y;
const tilde = /(?<=^|[\s"'(:=,])~([a-z][a-z0-9_-]{2,31})(?=\/)/y;
const amazonUser =
  /:(?:iam|sts)::\d{12}:(?:user|federated-user|assumed-role\/[\w+=.@-]{1,64})\/(?:[\w+=.@-]{1,64}\/){0,3}([\w+=.@-]{2,64})/y;

const inAzure = /AzureAD\\{1,2}[A-Za-z][\w.@-]{2,40}/y;
/** Where somebody of ours keeps code: "a repository of our trainee, github.com/jonas-obn". */
const codePage = /(?:gist\.)?(?:github|gitlab|bitbucket)\.(?:com|org)\/([A-Za-z\d][\w-]{1,38})/y;
const oursBefore =
  /\b(?:our|my|his|her|trainee|apprentice|intern|employee|colleague|contractor|student|developer|dev|engineer|freelancer|azubi|werkstudent|mitarbeiter\w{0,2}|stagiaire|becari[oa])(?:['\u2019]s)?\b(?:[^.;\n]|\.(?=\w)){0,40}$/i;
const othersBefore =
  /\b(?:attacker|actor|intruder|gang|seller|thief|c2|payload|dropper|loader|downloads?|downloaded|hosted|tool|poc|exploit|fork|upstream|project|library)s?\b[^.;\n]{0,40}$/i;
const beforeCharsMax = 64;

export const inFolder = "A folder of a user's own.";

/** Words of accounts lead to all of it, but for what stands behind a "~". */
export function ownFolders(reading: Reading, isPersonal: (name: string) => boolean): Detection[] {
  const { passage, words, places } = reading;
  const { text, codes } = passage;
  const found: Detection[] = [];
  const read = (pattern: RegExp, at: number): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return false;
    const name = match[1] ?? match[0];
    const end = pattern.lastIndex;
    if (!isPersonal(name)) return true;
    pathEnd.lastIndex = end;
    const isWhole = (pattern === inWindowsPath || pattern === inUnixPath) && pathEnd.test(text);
    const drive = isWhole && codes[at - 1] === colon ? 2 : 0;
    const place = isWhole
      ? passage.spanOf(at - drive, pathEnd.lastIndex)
      : passage.spanOf(end - name.length, end);
    found.push({ ...place, kind: "username", why: inFolder, needsReview: false });
    return true;
  };
  for (const at of places.triggers) {
    if (((words.bits[at] ?? 0) & accountOrMachineBit) === 0) continue;
    const start = words.starts[at] ?? 0;
    const sign = unitBefore(codes, start);
    const next = codes[words.ends[at] ?? 0];
    if (sign === slash) {
      const isRead = read(inUnixPath, start - 1) || read(spooled, start - 1);
      if (!isRead && isOfDrive(codes, start - 1)) read(inWindowsPath, start - 1);
    } else if (sign === backslash) read(inWindowsPath, start - 1);
    else if (sign === colon && next === colon) read(amazonUser, start - 1);
    else if (next === backslash) read(inAzure, start);
    else if (next === dot) pageAt(reading, start, found);
  }
  for (let at = text.indexOf("~"); at >= 0; at = text.indexOf("~", at + 1)) read(tilde, at);
  for (let at = text.indexOf("#EXT#@"); at >= 0; at = text.indexOf("#EXT#@", at + 1)) {
    const guest = guestBefore.exec(text.slice(Math.max(0, at - beforeCharsMax), at))?.[0];
    const tenant = /^#EXT#@[\w.-]{3,64}\w/.exec(text.slice(at, at + 80))?.[0];
    if (guest === undefined || tenant === undefined) continue;
    const place = passage.spanOf(at - guest.length, at + tenant.length);
    found.push({ ...place, kind: "username", why: inFolder, needsReview: true });
  }
  return found;
}

/** "jan.kuiper_firm.example#EXT#@tenant.example": a guest in a directory of Azure. */
const guestBefore = /[\w.+-]{2,64}$/;

function pageAt({ passage }: Reading, at: number, found: Detection[]): void {
  const { text } = passage;
  const start = text.startsWith("gist.", at - 5) ? at - 5 : at;
  codePage.lastIndex = start;
  const name = codePage.exec(text)?.[1];
  if (name === undefined) return;
  const end = codePage.lastIndex;
  const head = text.slice(Math.max(0, start - beforeCharsMax), start);
  if (/[\w@.-]$/.test(head) || !oursBefore.test(head) || othersBefore.test(head)) return;
  const isWhole = !/^(?:\/\w|[\w-])/.test(text.slice(end, end + 2));
  const place = passage.spanOf(isWhole ? start : end - name.length, end);
  found.push({ ...place, kind: "username", why: inFolder, needsReview: true });
}

/** "C:/Users". */
function isOfDrive(codes: Uint16Array, at: number): boolean {
  return codes[at - 1] === colon;
}

const dot = 46;
const slash = 47;
const colon = 58;
const backslash = 92;
