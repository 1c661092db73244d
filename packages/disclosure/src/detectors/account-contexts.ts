/**
 * Account names that no list helps to tell: what a directory makes of somebody whom the text names, what
 * stands where accounts stand ("mailbox of", "signed in as", alone under a letter), and what ends as the
 * second accounts of administrators do ("-adm", "_da").
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "../detector.ts";
import { hashSet } from "../text/word-hash.ts";
import { goesOn, marksOfChars } from "../text/tokens.ts";
import {
  classBits,
  familyBit,
  givenBit,
  knownBit,
  littleBit,
  ordinaryBit,
  tradeBit,
} from "../text/word-table.ts";
import { lowerAny, unitBefore, upperFirst, type Words } from "../text/words.ts";

const charsMax = 24;
const beforeCharsMax = 56;

/** Before what stands as an account one of these stands: most words are told by that alone. */
const leads = hashSet(
  "of on for as by from under su sudo logon login owner actor analyst assigned assignee reporter author approver requester requestor watcher watchers initiator committer uploader principal u",
);
const owned =
  /\b(?:mail ?box|inbox|account|session|log-?in|logon|password|credentials?|cookies?|token|mfa|otp|2fa|authenticator|hash|ticket|tgt|profile|desktop|home (?:folder|directory)|privileges|admin rights|domain rights|(?:mail|inbox|forwarding|outlook) rules?|push(?: prompts?)?)(?: (?:reset|hash|prompts?|token))?["')]? (?:of|for|on) ["'(\x60]?$|\brules? (?:\w{2,10} )?(?:under|on) ["'(\x60]?$|\b(?:last )?log(?:on|in) ["'(\x60]?$/i;
/** `su - rmoss`, `"owner": "rmoss"`. */
const named =
  /(?:\bsu (?:- |-l )|\bsudo(?:: | -u )|(?<![\w-])["']?(?:owner|actor|analyst|assigned(?: to)?|assignee|reporter|author|approver|request[eo]r|watchers?|initiator|committer|uploader|principal)["']? ?[:=] ?["']?)$/i;
/** "rmoss's mailbox", "rmoss was locked out". */
const ownsBehind =
  /(?:['\u2019]s (?:(?:old|own|admin|vpn|mail|work|domain) )?(?:account|password|mail ?box|inbox|session|log-?in|credentials?|token|mfa|2fa|profile|laptop|workstation|desktop|machine|host|pc|calendar|onedrive|vpn|badge)\b| (?:logged (?:on|in|off|out)|signed in|(?:was|is|got) locked(?: out)?|approved (?:the|a|his|her) (?:push|mfa|prompt)|has (?:no mfa|admin rights|domain rights)|had (?:no mfa|admin rights|domain rights)|clicked (?:the|it|on)|(?:still )?(?:gets?|got|receives?) (?:the |an? |\d{1,3} |many )?(?:mfa|push|prompts?))\b)/iy;
const actsAs =
  /\b(?:log(?:ged|s|ging)?|sign(?:ed|s|ing)?|authenticat\w{1,3}|connect(?:ed|s|ing)?|r[au]ns?|running|impersonat\w{1,3}|executed|came|got|entered|accessed|opened|started|used)\b[^.;\n]{0,44} as (?:user )?["'(\x60]?$/i;
const doneBy =
  /\b(?:commit|commits|session|sessions|pull request|merged|pushed|committed|upload|download|log-?in|logon|sign-?in|log-?ons|log-?ins)\b[^.;,\n]{0,16} (?:by|from) ["'(\x60]?$/i;
/** "account lockouts", "user provisioning": no names. */
const wordEnd = /(?:ing|ings|tions?|ments?|outs?|ity|ness|able|ed|ers?|ware|sets?|ups?|lists?)$/;
const suffix = /[-_.](?:adm|admin|da|ea|ext|bld|build|t[012]|priv|su|dba|op)(?![\w@\\/(-]|\.\w)/y;

export function accountContexts(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { starts, ends, hashes } = words;
  const { codes, text } = passage;
  const found: Detection[] = [];
  let people: ReadonlyMap<string, string> | undefined;
  const push = (start: number, end: number, why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind: "username", why, needsReview: true });
  };
  for (const at of places.strangers) {
    if (coveredWords[at] === 1) continue;
    const start = starts[at] ?? 0;
    const end = ends[at] ?? start;
    if (end - start > charsMax || isGlued(codes, start)) continue;
    suffix.lastIndex = end;
    const tail = suffix.exec(text)?.[0];
    if (tail !== undefined) push(start, end + tail.length, "It ends as a second account does.");
    if (tail !== undefined || goesOn(text, end)) continue;
    people ??= peopleNamed(reading);
    if (isOfNamed(people, text.slice(start, end)))
      push(start, end, "It is made of a name in the text.");
    else if (isUnderLetter(text, start, end)) push(start, end, "It stands alone under a letter.");
    else if (isBehindName(words, text, at)) push(start, end, accountStands);
    else if (at > 0 && leads.has(hashes[at - 1] ?? 0)) {
      const before = text.slice(Math.max(0, start - beforeCharsMax), start);
      const isAccount =
        owned.test(before) || actsAs.test(before) || doneBy.test(before) || named.test(before);
      if (isAccount && !wordEnd.test(text.slice(start, end))) push(start, end, accountStands);
    } else {
      ownsBehind.lastIndex = end;
      const isOwner = ownsBehind.test(text) && !wordEnd.test(text.slice(start, end));
      if (isOwner) push(start, end, accountStands);
    }
  }
  return found;
}

const accountStands = "It stands where an account does.";

/** Last names that no list has, each with the first letter of the name before it. */
function peopleNamed({ passage: { codes, text }, words, places }: Reading): Map<string, string> {
  const { starts, ends, bits, shapes } = words;
  const named = new Map<string, string>();
  for (const at of places.capitals) {
    if (((bits[at] ?? 0) & (classBits | littleBit)) !== 0 || at === 0) continue;
    if (((shapes[at] ?? 0) & lowerAny) === 0) continue;
    const start = starts[at] ?? 0;
    // "O'Quilty": its account is "oquilty".
    const isIrish = codes[start - 1] === apostrophe && ends[at - 1] === start - 1;
    const first = isIrish ? at - 2 : at - 1;
    if (first < 0 || !mayBeGiven(words, first)) continue;
    const last = starts[first + 1] ?? 0;
    if (codes[last - 1] !== blank || ends[first] !== last - 1) continue;
    const name = text.slice(last, ends[at]).replace("'", "").toLowerCase();
    if (name.length >= lastCharsMin)
      named.set(name, (text[starts[first] ?? 0] ?? "").toLowerCase());
  }
  return named;
}

const lastCharsMin = 4;

/** With a capital, and a given name or in no list, as a name abroad is. */
function mayBeGiven({ bits, shapes }: Words, at: number): boolean {
  const shape = shapes[at] ?? 0;
  if ((shape & upperFirst) === 0 || (shape & lowerAny) === 0) return false;
  const known = (bits[at] ?? 0) & (classBits | littleBit);
  return known === 0 || (known & (givenBit | familyBit)) !== 0;
}

/** "oquilty", "soquilty", "quiltys" of Siobhan O'Quilty. */
function isOfNamed(named: ReadonlyMap<string, string>, account: string): boolean {
  if (named.size === 0) return false;
  return (
    named.get(account.slice(1)) === account[0] || named.get(account.slice(0, -1)) === account.at(-1)
  );
}

/** The last word, behind a line that a comma ends ("Thanks,"), or behind such words alone ("Vinaka, "). */
function isUnderLetter(text: string, start: number, end: number): boolean {
  if (end + blanksMax < text.length || text.slice(end).trim() !== "") return false;
  return signedBefore.test(text.slice(Math.max(0, start - signedCharsMax), start));
}

/** "Øyvind Strømsnes (ostromsnes)": alone in brackets behind two names. */
function isBehindName(words: Words, text: string, at: number): boolean {
  const { starts, ends, bits, shapes } = words;
  const start = starts[at] ?? 0;
  if (at < 2 || text[ends[at] ?? 0] !== ")" || text.slice(ends[at - 1], start) !== " (")
    return false;
  const isLast = ((bits[at - 1] ?? 0) & (ordinaryBit | tradeBit | knownBit | littleBit)) === 0;
  return (
    isLast &&
    ((shapes[at - 1] ?? 0) & (upperFirst | lowerAny)) === (upperFirst | lowerAny) &&
    text.slice(ends[at - 2], starts[at - 1]) === " " &&
    mayBeGiven(words, at - 2)
  );
}

const signedBefore = letterPattern(
  String.raw`(?:,\n|(?:^|[.!?]\s{1,2}|\n)\p{Lu}\p{L}{1,14}(?: \p{L}{2,12}){0,2}, )$`,
);
const signedCharsMax = 48;
const blanksMax = 3;

/** Inside of an address, a path or a longer name. */
function isGlued(codes: Uint16Array, start: number): boolean {
  return gluesBefore[unitBefore(codes, start)] === 1;
}

const gluesBefore = marksOfChars(".@/%_-=&?#");
const blank = 32;
const apostrophe = 39;
