/**
 * People who are called like a word ("Sunday is a man here", "Prosper's token", "Blessing and Precious from
 * the till"): told by what is said of them that is said of nobody but people. All of them are held.
 */

import type { Detection, Reading } from "../../detector.ts";
import { marksOfChars } from "../../text/tokens.ts";
import { hashOf, hashSet } from "../../text/word-hash.ts";
import {
  attackBit,
  familyBit,
  givenBit,
  knownBit,
  machineBit,
  ordinaryBit,
} from "../../text/word-table.ts";
import { digitAny, lowerAny, unitBefore, upperFirst, upperLater } from "../../text/words.ts";
import { isAttackers } from "./name-context.ts";
import { isPersona } from "./personas.ts";

/** Words that people are called by, and that lists of given names do not have. */
const nameWords = hashSet(
  `wisdom mercy gift lucky happy blessed goodwill goodness favour favor fortune success victory winner talent bright brilliant pretty queenie princess prince
  sunday monday tuesday wednesday thursday friday saturday easter christmas noel august september december
  sky river rivers brook brooks forest woods field fields lake ocean storm rain snow frost winter autumn star moon banks hill hills wells waters moss heath meadow
  rich rusty dusty sandy smokey bear wolf fox hawk swan wren finch drake raven robin lark martin bunny tiger lion
  silver diamond crystal pearl ruby jade amber coral ivory ebony sage basil ginger olive clover fern ivy holly heather hazel willow laurel ash elm rowan cherry plum apple berry bean pepper
  buck colt hunter mason carter tanner taylor cooper fletcher chip skip merry honor honour loyal truth noble sterling strong swift sharp wise young moody savage bliss darling hardy sweet
  melody harmony cadence destiny trinity genesis serenity charity unity liberty justice freedom promise surprise miracle praise glory angel heaven eden christian pilgrim`,
);

const role =
  "man|woman|lady|girl|boy|guy|bloke|chap|lad|person|human|colleague|coworker|co-worker|intern|trainee|apprentice|temp|student|vet|nurse|doctor|surgeon|midwife|dentist|pharmacist|clerk|cashier|guard|porter|driver|pilot|sailor|skipper|bosun|cook|chef|baker|butcher|waiter|waitress|barista|teacher|tutor|head|principal|lecturer|professor|dean|librarian|archivist|curator|buyer|seller|planner|dispatcher|foreman|fitter|welder|electrician|plumber|carpenter|mechanic|technician|engineer|developer|analyst|admin|administrator|sysadmin|dba|accountant|bookkeeper|controller|treasurer|auditor|lawyer|solicitor|counsel|paralegal|notary|secretary|assistant|pa|receptionist|manager|supervisor|lead|director|chief|boss|owner|founder|partner|president|chair|chairman|chairwoman|trustee|governor|mayor|cfo|ceo|coo|cio|cto|ciso|dpo|actress|actor|singer|striker|goalkeeper|coach|referee|gardener|farmer|fisherman|shepherd|miner|operator|roaster|brewer|winemaker|distiller|caretaker|janitor|cleaner|volunteer|member|tenant|patient|client|pupil|son|daughter|wife|husband|widow|mother|father|brother|sister|uncle|aunt|cousin|nephew|niece";
/** "is a man here", ", our vet", "being our CFO", "was on leave", "is me". */
const isSomeone = new RegExp(
  String.raw`^(?:(?:,| being| is| was|'s) (?:a|an|our|my|the|his|her) (?:[a-z]+ )?(?:[a-z]+ )?(?:${role})\b| (?:is|was) (?:me|him|her)\b| (?:is|was|were|went|goes) (?:on|off) (?:(?:sick |annual |maternity |paternity |parental )?leave|holiday|vacation|sick|duty|nights|call)\b| \((?:the |our |my )?(?:[a-z]+ )?(?:${role})\))`,
);
const hasSomething =
  /^'s (?:old |own |new |work |home |admin |vpn |mail )?(?:laptop|token|badge|phone|mobile|tablet|mailbox|inbox|outbox|password|passphrase|login|account|credentials|pc|mac|session|machine|workstation|calendar|voicemail|desk|shift|wife|husband|son|daughter|mother|father|boss|salary|pay|payslip|contract|leave|signature|handwriting|mistake|fault|idea|word|notes?|onedrive|home (?:drive|folder))\b/;
const doesSomething =
  /^ (?:clicked|typed|phoned|rang|texted|swears|swore|slept|forgot|apologi[sz]ed|cried|resigned|panicked|remembers|insists|noticed|admitted|confirmed|pulled|unplugged|plugged in|hung up|picked up|(?:opened|took|answered|approved|entered|gave|got|lost|found|left|had) (?:it\b|the |his |her |a |an |two |one )|(?:says|said|thinks|thought|asked|told|knows|wants|works|worked) (?:he|she|it|that|the|us|me|them|his|her|to|in|at|for|on|nights|days|from)\b|and I\b)/;
const seated =
  /^ (?:from|in|at|on) (?:the |our )?(?:till|tills|stores|store|shop|bakery|kitchen|bar|floor|front desk|desk|reception|accounts|accounting|payroll|treasury|finance|hr|sales|purchasing|dispatch|despatch|warehouse|yard|gate|garage|lab|ward|office|workshop|canteen|registry|archive|claims|billing|logistics|procurement|marketing|legal|compliance|it)\b/;
const addressed =
  /(?:^|[\s(])(?:[Aa]sk(?:ed)?|[Tt]ell|[Tt]old|[Cc]all(?:ed)?|[Rr]ing|[Rr]ang|[Pp]honed|[Tt]exted|[Pp]inged|[Tt]hank(?:s|ed)?,?|[Tt]hx|[Cc]c|[Hh]i|[Hh]ey|[Hh]ello|[Dd]ear|[Pp]oor|[Oo]ld|[Ll]ittle|[Yy]oung|[Ww]oke|[Ss]orry,?) $/;
const toldMore =
  /^(?:,| and| to\b| in\b| at\b| from\b| about\b| why\b| what\b| that\b| he\b| she\b|\.|!|$)/;
const andAnother = /^ and [A-Z][a-z]{2,12}(?= )/;
/** "on Sunday", "last August": a date. */
const dated =
  /(?:\b(?:on|last|this|next|by|until|till|since|every|each|of|for|in|from|before|after|late|early|mid|and|to|through|between|during)|\d(?:st|nd|rd|th)?)[ .-]$/i;

const behindCharsMax = 72;
const beforeCharsMax = 24;
const wordCharsMin = 3;
const wordCharsMax = 14;
const pronouns = hashSet(
  "she her him his they them who one all any both some none you our the this that these those",
);
const and = hashOf("and");

export function calledLikeWords(reading: Reading): Detection[] {
  const { passage, words, places, coveredWords } = reading;
  const { starts, ends, hashes, shapes } = words;
  const { codes, text } = passage;
  const found: Detection[] = [];
  let beside = -1;
  for (const at of places.capitals) {
    const start = starts[at] ?? 0;
    const end = ends[at] ?? start;
    if (opensBehind[codes[end] ?? 32] === 0 || end - start < wordCharsMin) continue;
    if (end - start > wordCharsMax) continue;
    if (coveredWords[at] === 1 || !mayBeCalledSo(reading, at)) continue;
    const isLast = unitBefore(codes, start) === 32 && at > 0 && isCapitalised(shapes[at - 1]);
    if (isLast && !addressed.test(text.slice(Math.max(0, start - beforeCharsMax), start))) continue;
    if (isCapitalised(shapes[at + 1]) && codes[end] === 32) continue;
    if (gluedBefore[unitBefore(codes, start)] === 1) continue;
    if (beside !== at && !isPersonSaid(reading, at)) continue;
    const run = { first: at, last: at + 1 };
    if (isAttackers(words, run) !== undefined || isPersona(reading, run)) continue;
    const why = "Someone who is called like a word.";
    found.push({ ...passage.spanOf(start, end), kind: "person", why, needsReview: true });
    // "Ask Sunday and Wisdom".
    if (hashes[at + 1] === and && text.slice(end, starts[at + 2]) === " and ") beside = at + 2;
  }
  return found;
}

function isCapitalised(shape = 0): boolean {
  return (shape & upperFirst) !== 0;
}

/** A capital, small letters, and a word that somebody is called by. */
function mayBeCalledSo({ words }: Reading, at: number): boolean {
  const shape = words.shapes[at] ?? 0;
  if ((shape & (digitAny | upperLater)) !== 0 || (shape & lowerAny) === 0) return false;
  if (nameWords.has(words.hashes[at] ?? 0)) return true;
  const bits = words.bits[at] ?? 0;
  if (pronouns.has(words.hashes[at] ?? 0)) return false;
  if ((bits & (attackBit | machineBit)) !== 0) return false;
  return (bits & (givenBit | familyBit)) !== 0 && (bits & (ordinaryBit | knownBit)) !== 0;
}

function isPersonSaid({ passage: { text }, words }: Reading, at: number): boolean {
  const start = words.starts[at] ?? 0;
  const end = words.ends[at] ?? start;
  const behind = text.slice(end, end + behindCharsMax);
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  const isDated = dated.test(before);
  if (isDated && ((words.bits[at] ?? 0) & knownBit) !== 0) return false;
  if (isSomeone.test(behind) || hasSomething.test(behind)) return true;
  // "a court in Virginia took the domains".
  if (!isDated && doesSomething.test(behind)) return true;
  if (seated.test(behind.replace(andAnother, ""))) return true;
  return addressed.test(before) && toldMore.test(behind);
}

const opensBehind = marksOfChars(" ',.!\n(");
const gluedBefore = marksOfChars("@/\\_=#$%&:(*.-");
