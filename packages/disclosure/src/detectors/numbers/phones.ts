/** Phone numbers: international ones by libphonenumber, national ones by their form or a word before. */

import { createRequire } from "node:module";
import { assert } from "@tocsin/kernel";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type * as PhoneNumbers from "libphonenumber-js/min";
import type { Detection, Detector } from "../../detector.ts";
import { once } from "../../text/once.ts";
import { bitsOf, givenBit, knownBit, phoneBit, tradeBit } from "../../text/word-table.ts";
import { hashSet } from "../../text/word-hash.ts";
import { digitAny, isDigit, unitBefore, type Words } from "../../text/words.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { isLetterOrNumber } from "../../text/letters.ts";

const candidateCharsMax = 32;
const digitsMin = 7;
const digitsMax = 15;
const nearCharsMax = 40;
/** North American numbers as they are written: "(614) 555-0147", "614-555-0147", "614.555.0147". */
const northAmerican = /^(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}$/;
const grouped = /^\(?0\d{1,4}\)?[ /-]\d{2,5}(?:[ -]?\d{2,5}){0,3}$/;
const socialSecurity = /^\d{3}-\d{2}-\d{4}$/;
const bracketed = /^\(0?\d{1,4}\) ?(?:\d{3,5}[- ]\d{3,4}|\d{2,4} \d{2,4}(?: \d{2,4})?|\d{6,8})$/;
/** Nine digits as on the continent: only behind a name, at the end of a line or a sentence. */
const inThrees = /^[1-9]\d{2}([ -])\d{3}\1\d{3}$/;
const nameBefore = letterPattern(String.raw`(\p{Lu}\p{L}{2,20})[,:]? $`);
const nameCharsMax = 24;
const date = /^(?:\d{4}-\d{2}-\d{2}|\d{2}[./-]\d{2}[./-]\d{4})/;
/** The attacker's own number. */
const hostileBefore =
  /\b(?:texts?|calls?(?! back)|sms|messages?|caller|called|ring(?:ing|s)?|rang|phone[ds]|whatsapp|telegram|viber|imessage|voice notes?|smishing|vishing|attacker|scammer|fraudster)(?: id)?(?: \w{2,9})?(?: from| number|:) [^\d+(]{0,6}$/i;
/** A number that was shown or given by whoever called; and free ones, which no person has. */
const shownBefore =
  /\b(?:(?:number|caller|display|callback) (?:shown|id|displayed|given)|caller (?:used|had)|["\u201d],? (?:on|at|from|via|using)(?: the number)?|(?:caller|scammer|attacker|fraudster|thief|crook|actor|bot|voice|stranger)'s (?:own )?(?:phone |call-?back )?number|(?:displayed|showed|showing|showing up|shown) as|(?:man|woman|someone|somebody|stranger|guy|voice|fraudster|crook) (?:on|via|over|from) (?:whatsapp|telegram|signal|viber|sms|the phone)|persona(?: used)?:? ["\u201c][^"\u201d\n]{2,40}["\u201d],(?: number)?|(?:demand|threat|blackmail|ransom note|ransom mail|extortion) (?:from|by|of) [^.\n\d+]{2,40},|(?:cloned|spoofed|faked|forged|synthetic)\b[^.\n\d]{0,24}[;,] number|(?:carrier|caller id)\b[^.\n\d+]{0,40}\bcall-?back(?: number)?|: (?:me|here|same)(?: too)?,? from|(?:fake|bogus|phony|forged|fraudulent)(?: [a-z]{2,12}){0,3} (?:line|number|hotline|phone|whatsapp|sim)|their (?:whatsapp|telegram|signal|viber|burner|hotline|call-?back|second|new|negotiation) ?(?:number|line|phone|contact)?|(?:ransom |extortion )?(?:note|leak page|ransom page) (?:lists|gives|has|shows|names|bears|carries) (?:a|the|their|one)(?: \w+){0,2} number,?|(?:gang|crew|actors?|group|thie(?:f|ves)|extorters?|negotiator|affiliate|broker|attackers|criminals?)(?:'s?|\u2019s?) (?:whatsapp|telegram|signal|viber|phone|mobile|number|line|sim|burner)(?: number)?|senders?|pay(?:s|ing)? to|nummer des (?:betr(?:ue?|\u00fc)gers|t(?:ae?|\u00e4)ters|anrufers)|spoofed(?: as)?|pretext(?:ing)?|(?:impersonator|impostor|imposter|scammer|attacker|fraudster|swindler|crook|visher)(?:(?:'s|s'|s|\u2019s|s\u2019)? (?:whatsapp|telegram|signal|mobile|cell|line|sim|burner)|s?, (?:on|using|via))|(?:iocs?|indicators?):? phone(?: number)?|(?:vishing|smishing|scam|burner) (?:phone|number|line|sim))(?: is| was)?:? ?[^\d+(]{0,3}\(?$/i;
const oursBehind = /^[ ,=(]{1,3}(?:which |that )?(?:is |was |belongs to )?(?:our|mine)/;
/** In the same sentence: whoever rang was not who they said. */
const imposture =
  /\b(?:pos(?:ed|es|ing) as|call(?:ed|s|ing) (?:him|her|them)sel(?:f|ves)|personas?|pretend(?:ed|s|ing)?|claim(?:ed|s|ing)? to be|pass(?:ed|es|ing) (?:him|her|them)sel(?:f|ves) off|impersonat\w{1,4}|imposters?|impostors?|vish(?:ed|ing|ers?)|smish(?:es|ed|ing)?|sim swap\w{0,4}|betr(?:ue?|\u00fc)ger(?:s|in)?|faux|fausse|estafador\w{0,2}|truffator[ei]|golpistas?|oplichters?|scam(?:mers?)?|swindlers?|fraudsters?|crooks?|intruders?|attackers?|extort\w{0,7}|blackmailers?|gang|phish(?:es|ed|ing)?|lure|ransom note|(?:man|woman|lady|caller|voice|someone|somebody) from ["\u201c]|fake|bogus|phony|spoof(?:ed|ing|s)?)\b/i;
/** How a number is told that somebody used: "dialled in from", "left the callback number". */
const usedBefore =
  /\b(?:(?:dial(?:l?ed|l?ing)?|phon(?:ed|ing)|rang|ringing|call(?:ed|ing)|messag(?:ed|ing)|text(?:ed|ing)|came)(?: [a-z]{1,9}){0,4} (?:from|via)|(?:ported|changed|switched|moved)(?: [a-z]{1,9}){0,4} to|(?:appel[e\u00e9]s?|appelle|llam[o\u00f3]|llama|chiama(?:to)?|telefonato|ligou|belde|rief an|anrief) (?:depuis|desde|dal?|do|von|van|de)(?: le| el| il| la)?|(?:left|gave|leaves|gives|used|using|uses|enrolled|registered|added|answer(?:s|ed) (?:at|on|under))(?: (?:the|a|an|us|as|new|own|this)){0,3}(?: call-?back| burner| mobile| second| other)?(?: phone| number| line| device| sim){0,2}|spoof(?:ed|s|ing)?(?: (?:caller id|number|display|line))?(?: (?:to|was|is|as|showed|shows|read))?|caller id spoofed (?:to|as)|(?:display|screen|caller id) (?:said|showed|shows|read)|(?:and|with|on|over|via) (?:the|a|another|one) (?:line|number|burner|mobile|sim)|number (?:in|on|of) (?:the|a|an|that) (?:pdf|attachment|(?:fake|bogus|scam|phishing) [a-z]{2,12}|phish|lure|smish|ransom note)|(?:has|had|with|gives|gave|shows|lists|carries|carried) (?:a|the|its own) (?:hotline|number|call-?back|phone|support line),?)[:,]? (?:the number |number )?\(?$/i;
/** What it is said to be for: "+49 40 5550 0114 (vishing)". */
const hostileBehind =
  /^(?: ?\(|, | - |: )(?:the )?(?:spoofed|vishing|smishing|scam|burner|fraudulent)\b(?! (?:targets?|victims?|of))|^(?: ?\(|, | - |: )(?:the )?(?:(?:phone |mobile )?(?:number|line) (?:of|behind|that|which|the|used) (?:(?!\bour\b)[^.\n()]){0,24}(?:vishing|scam|fraud|impost|attacker|phish|extort))|^,? (?:is|was|belongs to|belonged to) (?!(?:\w+ ){0,3}(?:victims?|targets?|customers?|employees?|colleagues?|clerks?|witness)\b)(?:\w+ ){0,4}(?:of|for|behind|used by) (?:the |a )?(?:scam|fraud|impost|attacker|phish|extort|crook|gang|thie)/i;
const ourNumber = /\b(?:our|my)(?: [a-z]{1,12}){0,2} \(?$/i;
/** Somebody known: "a colleague called from". */
const knownBefore = letterPattern(
  String.raw`(?:(?:\b[Cc]olleagues?|\b[Cc]ustomers?|\b[Cc]lients?|\b[Ss]uppliers?|\b[Ee]mployee|\b[Hh]usband|\b[Ww]ife|\b(?:[Oo]ur|[Mm]y) \p{Ll}{2,16})|(?<![\p{L}\p{N}])(\p{Lu}\p{Ll}{2,16})) (?:then |later )?(?:called|rang|phoned|texted|messaged)(?: us| me| in| back)? from (?:the number )?\(?$`,
);
const sentenceCharsMax = 140;
const freeBefore = /\b(?:call(?:back)?s?|called|dial|ring|rang|number)(?: to| on| is| was)?:? $/i;
const free = /^(?:(?:\+|00)?1[ .-]?)?\(?8(?:00|33|44|55|66|77|88)[) .-]/;
const phoneWordBehind = /^ ?[-(] ?(?:fax|office|mobile|cell|home|work|desk)\b/i;
const phoneWord = boundedPattern(
  String.raw`\b(?:tel|phone|telephone|telefon|telefono|telefone|telefoon|puhelin|tlf|linha|fono|gsm|cel|celular|mobiel|mobil|movil|portable|komorka|call|call back|cell|mobile|mob|fax|ext|dial|wa\.me|whatsapp|sms|hotline|handy|answering at|reach (?:me|him|her|them|us)|registered|messages to|desk|office|direct|home)\b[.:]?[^\d+(]{0,12}$`,
  "i",
);

/** "03262 2437 Main St": a postal code and a house. */
const streetBehind = letterPattern(
  String.raw`^ (?:\p{Lu}[\p{L}'-]{1,20} ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Sq|Place|Pl|Terrace|Way|Parkway|Highway)\b`,
);

/** A hundred modules that most texts do without: they come with the first international number. */
const library = once((): typeof PhoneNumbers => {
  const loaded: unknown = createRequire(import.meta.url)("libphonenumber-js/min");
  assert(isLibrary(loaded), "the library of phone numbers is there");
  return loaded;
});

function isLibrary(value: unknown): value is typeof PhoneNumbers {
  return typeof value === "function" && "parsePhoneNumberFromString" in value;
}

export const phones: Detector = {
  name: "phones",
  version: 9,
  detect({ passage, words, places }) {
    const found: Detection[] = [];
    const { text, codes } = passage;
    let until = 0;
    for (const at of places.numbers) {
      const first = words.starts[at] ?? 0;
      if (first < until || !isDigit(codes[first] ?? 0)) continue;
      const from = beginning(text, codes, first, until);
      if (from === undefined) continue;
      const [end, digits] = ending(codes, from);
      if (digits < digitsMin && isExtension(words, codes, at)) {
        const span = passage.spanOf(first, words.ends[at] ?? first);
        found.push({ ...span, kind: "phone", why: "A number in the house.", needsReview: true });
      }
      // "Wade Roe (432-555-0171)" and "((432) 555-0171)": the bracket is not the number's.
      const isTwice = codes[from] === opening && codes[from + 1] === opening;
      const isOpen = isTwice || (codes[from] === opening && !text.slice(from, end).includes(")"));
      const start = isOpen ? from + 1 : from;
      until = Math.max(end, words.ends[at] ?? first);
      if (digits < digitsMin || digits > digitsMax || !isWhole(text, codes, end)) continue;
      const isLikely =
        mayBePhone(codes, words, at, start, end) ||
        (endsInFour(codes, end, digits) && northAmerican.test(text.slice(start, end)));
      const isNumber = isLikely && isPhone(text, start, end);
      if (!isNumber && !(digits === 9 && isOfName(text, start, end))) {
        if (digits < 8 || !isCalledAbroad(text, start, end)) continue;
      }
      // "198.51.100.77 (mobile)" is an address.
      if (addressForm.test(text.slice(start, end)) || isBytes(text, start, end)) continue;
      const span = passage.spanOf(
        start,
        end + (extension.exec(text.slice(end, end + 12))?.[0].length ?? 0),
      );
      found.push({ ...span, kind: "phone", why: "A phone number.", needsReview: false });
    }
    return found;
  },
};

const extensionWords = hashSet(
  "ext extension ramal anexo durchwahl nebenstelle toestel pager bleep handset",
);

/** "ext 4471", "pager 88123". */
function isExtension(
  { starts, ends, hashes, shapes }: Words,
  codes: Uint16Array,
  at: number,
): boolean {
  const start = starts[at] ?? 0;
  const length = (ends[at] ?? 0) - start;
  if (shapes[at] !== digitAny || length < 3 || length > 6) return false;
  const next = codes[start + length] ?? 0;
  if (next === dot && isDigit(codes[start + length + 1])) return false;
  const gap = start - (ends[at - 1] ?? 0);
  return (
    at > 0 && gap <= 2 && extensionWords.has(hashes[at - 1] ?? 0) && codes[start - 1] === blank
  );
}

const addressForm = /^(?:(?:1?\d?\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;

const pairs = /^\d\d(?: \d\d){3,15}$/;
const hexBehind = /^ [\dA-Fa-f]{2}(?![\dA-Za-z])/;
const hexBefore = /(?<![\dA-Za-z])[\dA-Fa-f]{2} $/;

/** "00 47 00 53": more zeros than numbers have, or other bytes on a side. */
function isBytes(text: string, start: number, end: number): boolean {
  const number = text.slice(start, end);
  if (!pairs.test(number)) return false;
  if (/ 00 .{0,40} 00\b|^00 (?:\d\d )?00\b/.test(number)) return true;
  return (
    hexBehind.test(text.slice(end, end + 4)) ||
    hexBefore.test(text.slice(Math.max(0, start - 3), start))
  );
}

/** As numbers of Spain, Portugal, Poland and the Plata are written without a zero or a country before them. */
const onContinent =
  /^(?:[1-9]\d{2}([ .-])\d{3}\1\d{3}|[689]\d{2} \d{2} \d{2} \d{2}|[1-9]\d \d{3} \d{2} \d{2}|[1-9]\d \d{3} \d{4}|[1-9]\d \d{4}[ -]\d{4}|[49]\d{2} \d{2} \d{3}|\(\+\d{1,3}\) ?\d{2,3}(?: \d{2,4}){2,4})$/;
/** Words of calling that are in no list of their own, as far as the clause goes. */
const calledBefore =
  /\b(?:llam[aeo]\w{0,5}|marca|marque|numero|numer|nr|telefon\w{0,3}|dzwoni\w{0,4}|zadzwo\w{0,5}|ligue|ligar|liga|disque|contacto|contacte|ring|ringer|ruf\w{0,2}|anrufen|erreichbar|volaj\w{0,3}|zavol\w{0,5}|volat|bel|bellen|chiam\w{1,4}|appel\w{1,4}|joindre|joignable|soita|hivd|firma|firma con|oder|o al|ou|mobil\w{0,3}|movil|cel|celular|fijo|casa|reach|answers?)\b[^.;\n\d]{0,20}$/i;
const clauseEnd =
  /^(?:[.,;)!?:]|\s*$|\s*\n| (?:o|ou|or|and|y|e|und|oder|i|lub|et|after|before|from|if|si|wenn) )/;
/** "(Jana) 602 555 018": a name right before it, a bracket, a comma or a dash between. */
const namedBefore = letterPattern(String.raw`\p{Lu}\p{L}{2,20}(?:, | \(|: | - | \u2013 |\), )$`);

/** Somebody who is called, or a name before it, and the clause ends. */
function isCalledAbroad(text: string, start: number, end: number): boolean {
  if (!onContinent.test(text.slice(start, end))) return false;
  if (!clauseEnd.test(text.slice(end, end + 8))) return false;
  const before = text.slice(Math.max(0, start - nearCharsMax), start);
  if (hostileBefore.test(before) || shownBefore.test(before)) return false;
  if (hostileBehind.test(text.slice(end, end + behindCharsMax))) return false;
  return (calledBefore.test(before) || namedBefore.test(before)) && !isOfImpostor(text, start);
}

/** "Alena, 601 555 022" at the end of a line. */
function isOfName(text: string, start: number, end: number): boolean {
  if (!inThrees.test(text.slice(start, end))) return false;
  if (!/^[.)]?(?:\s*$|\s*\n)/.test(text.slice(end, end + 8))) return false;
  const name = nameBefore.exec(text.slice(Math.max(0, start - nameCharsMax), start))?.[1];
  return name !== undefined && (bitsOf(name) & (tradeBit | knownBit)) === 0;
}

/** No country's code begins with a zero. */
const international = /^(?:\+|00)[ ()./-]{0,3}[1-9]/;
const extension = /^ ?(?:x|ext\.?) ?\d{1,6}(?!\w)/i;

/** By its first signs, or by a word near it; most numbers have neither. */
function mayBePhone(
  codes: Uint16Array,
  words: Words,
  at: number,
  start: number,
  end: number,
): boolean {
  const first = codes[start];
  if (first === plus || first === opening || first === zero) return true;
  const next = codes[end] === blank ? codes[end + 1] : codes[end];
  if (next === opening || next === hyphen) return true;
  for (let near = at - 1; near >= 0; near -= 1) {
    if (start - (words.ends[near] ?? 0) > phoneWordCharsMax) return false;
    if (((words.bits[near] ?? 0) & phoneBit) !== 0) return true;
  }
  return false;
}

const zero = 48;
const blank = 32;
const hyphen = 45;
const dot = 46;
const square = 91;
/** Between a word of phones and the number. */
const phoneWordCharsMax = 20;

function isPhone(text: string, start: number, end: number): boolean {
  const number = text.slice(start, end);
  if (socialSecurity.test(number) || date.test(number)) return false;
  if (streetBehind.test(text.slice(end, end + 60))) return false;
  const before = text.slice(Math.max(0, start - nearCharsMax), start);
  if (hostileBefore.test(before) && (!isOfKnown(before) || isOfImpostor(text, start))) return false;
  if (hostileBehind.test(text.slice(end, end + behindCharsMax))) return false;
  if (isUsedByImpostor(text, start, end)) return false;
  if (shownBefore.test(before) && !oursBehind.test(text.slice(end, end + 12))) return false;
  if (free.test(number) && freeBefore.test(before)) return false;
  if (international.test(number)) {
    const parsed = library().parsePhoneNumberFromString(number.replace(/^00/, "+"));
    if (parsed?.isPossible() === true) return true;
  }
  if (northAmerican.test(number) || grouped.test(number) || bracketed.test(number)) return true;
  if (phoneWord.test(before)) return true;
  return phoneWordBehind.test(text.slice(end, end + 12)) || foreignWord.test(before);
}

/** Mobile, phone; in Chinese, Japanese and Korean. */
const foreignWord =
  /(?:\u624b[\u673a\u6a5f]|[\u7535\u96fb][\u8bdd\u8a71]|\u643a\u5e2f)(?:\u53f7\u7801|\u756a\u53f7)?[: ]{0,2}$/;

/** All up to the sentence. */
const earlier = /^.*(?:[.!?]["'\u201d)]? |\n)/s;
/** "and Petra", "but we": whoever it is, it is not the impostor who rings. */
const otherActor = letterPattern(
  String.raw`(?:\b(?:and|but|so|then|when|while|until|after|before|because)|[,;]) (?:then )?(?:we|I|she|our|my|(?:the|a|an) (?:victim|clerk|employee|user|customer|client|patient|nurse|desk|team|colleague|guard|driver)|\p{Lu}\p{Ll}+)(?!\p{L})`,
);
const ofOthers = /^,? (?:of|belong\w{0,3}|assigned to|stolen from)\b/;
const oursChars = 24;
const behindCharsMax = 64;
const usedCharsMax = 64;

function isOfImpostor(text: string, start: number): boolean {
  const told = text.slice(Math.max(0, start - sentenceCharsMax), start).replace(earlier, "");
  return imposture.test(told) && !otherActor.test(told);
}

function isUsedByImpostor(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - usedCharsMax), start);
  if (!usedBefore.test(before) || ourNumber.test(before)) return false;
  const behind = text.slice(end, end + oursChars);
  return !oursBehind.test(behind) && !ofOthers.test(behind) && isOfImpostor(text, start);
}

function isOfKnown(before: string): boolean {
  const match = knownBefore.exec(before);
  if (match === null) return false;
  return match[1] === undefined || (bitsOf(match[1]) & givenBit) !== 0;
}

/** Where the number begins whose first digit is here: a plus or a bracket may stand before it. */
function beginning(
  text: string,
  codes: Uint16Array,
  first: number,
  until: number,
): number | undefined {
  let start = first;
  while (
    start > until &&
    start > first - 2 &&
    (codes[start - 1] === plus || codes[start - 1] === opening)
  )
    start -= 1;
  const before = unitBefore(codes, start);
  if (before < 128) return glued[before] === 1 ? undefined : start;
  return isLetterOrNumber(text, start - 1) ? undefined : start;
}

/** What a number does not begin behind: the inside of words, paths and addresses. */
const glued = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  if (/[A-Za-z0-9_@./\\-]/.test(String.fromCharCode(code))) glued[code] = 1;
}
const plus = 43;
const opening = 40;
const closing = 41;

/** Behind the last digit, and how many there are. */
function ending(codes: Uint16Array, start: number): [number, number] {
  let end = start;
  let last = start;
  let digits = 0;
  while (end - start < candidateCharsMax && isNumberPart(codes, end)) {
    if (isDigit(codes[end] ?? 0)) {
      digits += 1;
      last = end + 1;
    }
    end += 1;
  }
  while (isDigit(codes[last] ?? 0)) {
    last += 1;
    digits += 1;
  }
  return [last, digits];
}

function isWhole(text: string, codes: Uint16Array, end: number): boolean {
  const next = codes[end] ?? 0;
  // "+198.51.100[.]7" is an address.
  if (next === square && codes[end + 1] === dot && isDigit(codes[end + 3] ?? 0)) return false;
  const goesOn =
    next < 128
      ? inNumber[next] === 1 || (next === dot && isDigit(codes[end + 1] ?? 0))
      : isLetterOrNumber(text, end);
  return !goesOn || extension.test(text.slice(end, end + 12));
}

const inNumber = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  if (/[A-Za-z0-9_@]/.test(String.fromCharCode(code))) inNumber[code] = 1;
}

/** Ten or eleven digits, the last four behind a mark, as all North American numbers have them. */
function endsInFour(codes: Uint16Array, end: number, digits: number): boolean {
  const mark = unitBefore(codes, end, 5);
  return (digits === 10 || digits === 11) && (mark === blank || mark === hyphen || mark === dot);
}

function isNumberPart(codes: Uint16Array, at: number): boolean {
  const code = codes[at] ?? 0;
  if (isDigit(code) || code === plus || code === opening || code === closing) return true;
  // One separator at a time, so that two numbers on a line stay two.
  if (code !== 32 && (code < 45 || code > 47)) return false;
  const next = codes[at + 1] ?? 0;
  return isDigit(next) || next === opening;
}
