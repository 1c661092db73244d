/** Names in quotes that nobody of ours has: handles of those who post and sell, and how callers called themselves. */

import type { Reading } from "../detector.ts";
import { hashSet } from "../text/word-hash.ts";
import { unitBefore, valueBefore } from "../text/words.ts";

const handle = /^(?=\w*(?:_|[a-z][A-Z0-9]|[A-Z][A-Z0-9]|\d[A-Za-z]))\w{3,24}["\u201d]/;
const introduced = /^[A-Z][^"\u201c\u201d\n]{2,48}["\u201d]/;
const aTeam =
  /^(?:the )?[a-z][^"\u201c\u201d\n]{2,24} (?:team|desk|department|office|bank|service)\b[^"\u201c\u201d\n]{0,24}["\u201d]/;
/** Who somebody said that he was stands behind one of these. */
const introducing =
  /\b(?:from|by|as|only|named|called|said|persona|clerk|person|caller|guest|visitor|buyer|recruiter|man|woman|voice|users?|alias|actor|seller|broker|handle|nick|contact|negotiator|affiliate|acct|account|beneficiary|payee|impostor|scammer|courier|haulier|recruiter|supplier|applicant|gang|crew|hackers?|actors|(?:he|she|they|who) (?:was|is|were|signs?|signed)|signs?|himself|herself|themsel(?:f|ves))(?: on \w{2,16})?(?: (?:a|one|certain|of|is|now|is now|as|with))? ["\u201c]$/i;
/** `The seller on XSS is "nutcracker"`. */
const smallHandle = /^[a-z]\w{2,23}["\u201d]/;
const ofHandle =
  /\b(?:users?|alias|actor|seller|access broker|handle|nick|nickname|negotiator|affiliate|poster)(?: on \w{2,16})?(?: (?:is|is now|was|called|named))? ["\u201c]$/i;
/** `Group "Dune Tariff" put up our files`. */
const ofGroup =
  /(?<!\b(?:customers?|buyers?|clients?|dealers?|products?|users?|focus|price|staff|peer|steering|working|parent|buying) )\bgroup ["\u201c]$/i;
const posting =
  /^[^"\u201c\u201d\n]{2,48}["\u201d],? (?:has |have |now )?(?:posted|posts?|put|puts|lists?|listed|claims?|claimed|wants?|asks?|demands?|offers?|sells?|leaks?|leaked|published|names|named|shows|threatens)\b/;
/** What is said of it behind the quote: nobody is called so. */
const exposed =
  /^[^"\u201c\u201d\n]{2,48}["\u201d],? (?:\w+ )?(?:(?:which|who|that) (?:does|do|did) not exist|(?:is|are|was) (?:fake|bogus|invented|made up|nobody|no such))/;
const beforeCharsMax = 40;
const nameCharsMax = 96;

/** Behind the name in quotes that begins here, its closing quote aside. */
export function quotedEnd({ passage, words }: Reading, at: number): number | undefined {
  const { codes, text } = passage;
  const start = words.starts[at] ?? 0;
  if (!isQuote(unitBefore(codes, start)))
    return greeters.has(valueBefore(words.hashes, at)) ? greeterEnd(text, start) : undefined;
  const quoted = text.slice(start, start + nameCharsMax);
  if (exposed.test(quoted)) return start + closing(quoted);
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  if (ofGroup.test(before) && posting.test(quoted)) return start + closing(quoted);
  if (ofHandle.test(before) && smallHandle.test(quoted)) return start + closing(quoted);
  if (!introducing.test(before)) return undefined;
  const name = handle.exec(quoted) ?? introduced.exec(quoted) ?? aTeam.exec(quoted);
  return name === null ? undefined : start + name[0].length - 1;
}

function isQuote(code: number): boolean {
  return code === 34 || code === 0x201c;
}

/** `"Hi, this is Brandon from IT`: how callers begin. */
const greeting =
  /["\u201c](?:hi|hello|hey|good (?:morning|day|afternoon|evening))[,!.]? (?:this is|it's|my name is|i am) $/i;
const greeter =
  /^[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:from|at|with) (?:the |your )?[A-Za-z]+(?: [A-Z][a-z]+)?/;
/** The last word of it. */
const greeters = hashSet("is am s");
const greetingCharsMax = 40;

function greeterEnd(text: string, start: number): number | undefined {
  if (!greeting.test(text.slice(Math.max(0, start - greetingCharsMax), start))) return undefined;
  const found = greeter.exec(text.slice(start, start + nameCharsMax));
  return found === null ? undefined : start + found[0].length;
}

/** Where the quote ends that begins before this text. */
function closing(quoted: string): number {
  return quoted.search(/["\u201d]/);
}
