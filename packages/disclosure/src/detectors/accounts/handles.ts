/**
 * Whom "@tomas.k" means: a colleague only where somebody is spoken to or given work, or the handle
 * looks like a name; else it is an attacker's contact, a source on social media, or a word of code.
 */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import {
  bitsOf,
  familyBit,
  givenBit,
  knownBit,
  ordinaryBit,
  tradeBit,
} from "../../text/word-table.ts";
import { phrases } from "../../text/phrases.ts";

const partCharsMin = 3;
const familyCharsMin = 4;
const beforeCharsMax = 56;
const behindCharsMax = 40;

function isNameBit(word: string, wanted: number): boolean {
  const bits = bitsOf(word);
  return (bits & wanted) !== 0 && (bits & (ordinaryBit | tradeBit | knownBit)) === 0;
}

/** "sadia.rahman", "jroehl", "m.hruby": a name of a person is in it. */
export function isNameLike(handle: string): boolean {
  return handle
    .toLowerCase()
    .split(/[._+-]/)
    .map((part) => cutEnd(part, "0123456789"))
    .some(
      (part) =>
        (part.length >= partCharsMin && isNameBit(part, givenBit | familyBit)) ||
        (part.length > familyCharsMin && isNameBit(part.slice(1), familyBit)),
    );
}

/** What sells, blackmails or collects; and who found something and said so in public. */
const hostile = phrases(String.raw`
  telegram, tg, handle, channel, discord, bot, nick, alias, forum, note, escrow
  seller, buyer, vendor, dealer, broker, sold, sale, poster, posted
  affiliate, operator, threat, actor, attacker, intruder, scammer, crook, thief, stealer
  ransom, extort\w*, blackmail\w*, decrypt\w*, unlock, leak\w*
  write/writes/message/dm/text [to] [us/me/them]`);
const hostileBefore = new RegExp(String.raw`\b${hostile}\b[^.\n]{0,30}$`, "i");
const credit = phrases(String.raw`
  via, h.t, credit/credits [goes] [to], hat tip [to], kudos [to], shoutout [to], shout out [to]
  spotted/found/published/shared/tweeted/posted/discovered/documented/analysed/analyzed by
  according to, research/researcher/researchers [by], analysis by/of, blog of`);
const creditBefore = new RegExp(String.raw`\b${credit}[: ]{1,2}$`, "i");
/** "on Telegram", "(X)", "wrote on Mastodon". */
const publicBehind =
  /^[\s,(]{1,2}(?:\w{2,10} )?(?:on |auf |en |su |no |p\u00e5 )?(?:X|Twitter|Telegram|Mastodon|Discord|Bluesky|LinkedIn|GitHub|Instagram|TikTok|YouTube)\b/i;
const hostilePart =
  /(?:^|[._-])(?:bot|support|help|helpdesk|leaks?|dumps?|shop|store|market|drop|decrypt\w{0,4}|restore|recovery|unlock|ransom|hunter|intel|research|team|sec|group)(?:$|[._-])|bot$|leaks$|dumps?$/;
/** Somebody is spoken to, asked, thanked, or has the work. */
const spokenBefore =
  /(?:\b(?:asks?|asked|ping|pinged|tell|told|cc|fyi|thx|ty|thanks|thank you|hey|hi|hello|hallo|hej|hola|ciao|sorry|can|could|will|would|please|pls|bitte|did|does|has|is|with|and|y|und|et|to|for|let|give|gave|owner|assignee|assigned|on-?call|lead|analyst|reviewer|approver|merci|danke|gracias|obrigad[oa]|kiitos|tack|grazie)[:,]? |[\d\]>:] )$/i;
/** "who is @temp_4?", "locked @bvl", "no idea whose @floor2 is". */
const askedBefore =
  /\b(?:who(?:'s| is| was| the (?:hell|heck) is)?|whose(?: is)?|(?:know|knows|recall|remember)|the account|the user|the login|colleagues?|team-?mate|intern|temp|contractor|reset|locked(?: out)?|unlocked|kicked|paged|asking|cc'd|added|tagged|over to|back to|from our|our own|on behalf of|instead of|or|nor|except|without|under|besides) $/i;
const ownsBehind =
  /^['\u2019]s (?:\w{2,10} )?(?:share|account|mail ?box|laptop|desktop|session|pc|machine|workstation|password|login|token|shift|badge|phone|drive|folder|home|profile|rights|prompt|mfa|calendar|desk|screen)\b|^ (?:still works|works (?:for|in|at|here)|left (?:us|the)|is (?:on (?:leave|call|shift|holiday)|off|out|away|new|ours|an intern|a temp|one of (?:us|ours))|was (?:let go|fired|on (?:leave|call|shift)|off))\b/i;
/** "@tomas.k can you", at the head of a line; not "@name varchar(20)" or "@decorator()". */
const spokenBehind = letterPattern(
  String.raw`^(?:[,:] ?|\s)(?!(?:n?varchar|n?char|int|bigint|bit|sysname|datetime|table|uniqueidentifier|def|class|async|function|public|private|static|final)\b)[\p{L}"'(]`,
);

/** `@decorator()`, `@name = 1`, `"@type": "x"`. */
const codeBehind = /^(?:\(|\s?[=;{]|["']\s?:)/;

/** Whether the "@" at this place, with this name behind it, mentions somebody in our talk. */
export function isMention(text: string, at: number, name: string): boolean {
  const before = text.slice(Math.max(0, at - beforeCharsMax), at);
  const end = at + 1 + name.length;
  const behind = text.slice(end, end + behindCharsMax);
  if (hostileBefore.test(before) || creditBefore.test(before)) return false;
  if (publicBehind.test(behind) || hostilePart.test(name) || codeBehind.test(behind)) return false;
  if (isNameLike(name) || askedBefore.test(before) || ownsBehind.test(behind)) return true;
  if (/(?:^|\n)[> \t-]{0,4}$/.test(before)) return spokenBehind.test(behind);
  return spokenBefore.test(before);
}
