/** Bank accounts and payment cards, told by their checksums and lengths. ISO 13616 (mod 97), ISO 7812 (Luhn). */

import {
  type Detection,
  type Detector,
  detectInLines,
  detectPattern,
  type Reading,
} from "../../detector.ts";
import type { Passage } from "../../text/passage.ts";
import { numberBit } from "../../text/word-table.ts";
import { digitAny, isDigit } from "../../text/words.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";

const ibanForm = boundedPattern(
  String.raw`(?<![A-Za-z0-9])(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}|[a-z]{2}\d{2}[a-z0-9]{11,30})(?![A-Za-z0-9])`,
);
const cardForm = boundedPattern(String.raw`(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-]|\.\d)`);
const calledCard = boundedPattern(
  String.raw`\b(?:credit card|debit card|card|cc|visa|mastercard|amex|maestro)(?: (?:no|number|nr|num|ending))?[\s.:#]{1,4}(\d(?:[ -]?\d){11,18})(?!\d)`,
  "gi",
);
const accountForm = boundedPattern(
  String.raw`\b(?:account|acct|routing|konto|sort(?: code)?|clabe|bsb)(?: (?:no|number|nr|num))?[ .:#]{1,4}(\d[\d -]{4,20}\d)\b`,
  "gi",
);
/** In groups of four, whether its checksum holds or not. */
const calledIban = boundedPattern(
  String.raw`\b(?:account|acct|konto|iban|compte|cuenta|conto|conta|rekening)(?: (?:no|number|nr|num))?[ .:#]{1,4}([A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: (?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?)(?![A-Za-z0-9])`,
  "gi",
);

export const payment: Detector = {
  name: "payment",
  version: 4,
  detect(reading) {
    const { original } = reading.passage;
    const told = detectInLines(reading, numberBit, called, nearChars);
    return [
      ...checked(reading),
      ...told.filter(({ kind, start, end }) => kind !== "iban" || !isMules(original, start, end)),
    ];
  },
};

/** The account of whoever cheats: money is asked or was led there. */
const cheat = "(?:scammer|fraudster|swindler|attacker|crook|impostor|extorter|criminal)";
const forged = "(?:fake|forged|bogus|fraudulent|doctored|altered|manipulated)";
const paper = "(?:invoice|bill|mail|letter|reminder|request)s?";
const between = String.raw`\b[^.;\n]{0,40}`;
const mulesBefore = new RegExp(
  String.raw`\b(?:mules?(?:'s)? (?:bank )?(?:account|iban)|${cheat}(?:'s|s'|s|\u2019s|s\u2019) (?:own )?(?:bank )?(?:account|iban)|${forged} ${paper} (?:asks?|asked|says?|said|tells?|told|wants?|wanted|names?|named|gives?|gave|shows?|showed|carries|has|had|with)${between}|(?:new|changed|other|different) (?:iban|account|bank details) (?:in|on|of) (?:the|a) ${forged} ${paper}|${cheat}s? (?:changed|swapped|altered|replaced|edited)${between} (?:to|with|by|for)|${cheat}s? (?:wanted|asked for|demanded|ordered|requested)${between} (?:on|to|into))(?:(?: the)?(?: new)? (?:iban|account|acct)(?: (?:no|number|nr))?\.?| is| was|:){0,3} ?$`,
  "i",
);
/** "the changed IBAN, X", "new bank details were X", "wanted it paid to IBAN X". */
const changedBefore =
  /(?:iban|account|acct)_(?:theirs|new|fraud|mule|attacker)["']? ?[:=] ?["']?$|\b(?:changed|swapped|altered|forged|new) (?:iban|bank (?:details|account|data))(?:,| is| was| were| are|:)?(?: iban| account)? ?$|\b(?:wanted|asked for|demanded|ordered) (?:it|this|the (?:money|sum|invoice|payment))(?: to be)? (?:paid|sent|moved|wired) (?:in)?to (?:the )?(?:iban|account)? ?$/i;
/** ", a mule's", "belongs to a mule", "(mule)". */
const mulesBehind =
  /^,? ?\(?(?:(?:which )?belong(?:s|ed|ing)? to |(?:held|opened) (?:by|for) |of )?(?:a |the |some )?(?:money )?(?:mules?|fraudsters?|scammers?|swindlers?)\b|^,? (?:des betr(?:ue?|\u00fc)gers|der betr(?:ue?|\u00fc)ger|du fraudeur|des escrocs|del estafador|del truffatore|do golpista|van de oplichter|bedragaren)\b/i;
const oursBefore = /\b(?:our|my|his|her|whose|victim's|customer's|from)\b[^.;\n]{0,24}$/i;
const beforeCharsMax = 110;

export function isMules(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  if (mulesBehind.test(text.slice(end, end + behindCharsMax))) return true;
  return (mulesBefore.test(before) || changedBefore.test(before)) && !oursBefore.test(before);
}

const behindCharsMax = 48;

const formCharsMax = 48;
/** No number is farther from the word for it. */
const nearChars = 40;

/** Numbers that their checksum tells, tried where a word may begin one. */
function checked({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  let until = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    if (start < until) continue;
    const end = words.ends[at] ?? start;
    const isNumber = words.shapes[at] === digitAny;
    if (isNumber ? !mayBeCard(codes, start, end) : !mayBeIban(codes, start, end)) continue;
    const form = isNumber ? cardForm : ibanForm;
    form.lastIndex = 0;
    const from = Math.max(0, start - 1);
    const match = form.exec(text.slice(from, start + formCharsMax));
    if (match === null || from + match.index !== start) continue;
    const [number] = match;
    if (!(isNumber ? luhnHolds(number) : ibanHolds(number))) {
      const length = isNumber ? trackLength(text, start, number) : ibanLength(number);
      if (length === undefined || isMules(text, start, start + length)) continue;
      until = start + length;
      const kind = isNumber ? "payment-card" : "iban";
      const why = isNumber
        ? "Written as on the track of a card."
        : "Written as a bank account (IBAN), though its checksum does not hold.";
      found.push({ ...passage.spanOf(start, until), kind, why, needsReview: true });
      continue;
    }
    const kind = isNumber ? "payment-card" : "iban";
    const why = isNumber
      ? "A card number (checksum holds)."
      : "A bank account (IBAN, checksum holds).";
    until = start + number.length + (isNumber ? furtherOfCard(text, start + number.length) : 0);
    if (!isNumber && isMules(text, start, until)) continue;
    found.push({ ...passage.spanOf(start, until), kind, why, needsReview: false });
  }
  return found;
}

/** " exp 08/27", "|09/27|123", " cvv 123": what belongs to a card goes with it. */
const ofCard =
  /^(?:,? (?:exp(?:iry|ires|iration)?|valid(?: (?:thru|to|until))?|good thru|gultig bis|val|cad|ablauf)\.?:? ?(?:0[1-9]|1[0-2]) ?[/-] ?(?:20)?\d{2}(?!\d)|[ |;,]{1,2}(?:0[1-9]|1[0-2])[/|](?:20)?\d{2}(?!\d))?(?:[,;|]? ?(?:cvv2?|cvc2?|cid|csc):? ?\d{3,4}(?!\d)|[|;]\d{3,4}(?!\d))?/i;

function furtherOfCard(text: string, end: number): number {
  return ofCard.exec(text.slice(end, end + 48))?.[0].length ?? 0;
}

/** Two letters and two digits; no longer than a bank account, since hashes begin like one. */
function mayBeIban(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start < 4 || end - start > ibanCharsMax) return false;
  return (
    isLetter(codes[start] ?? 0) &&
    isLetter(codes[start + 1] ?? 0) &&
    isDigit(codes[start + 2] ?? 0) &&
    isDigit(codes[start + 3] ?? 0)
  );
}

/** Characters of an IBAN, by country: ISO 13616 registry. */
const ibanLengths = new Map(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 " +
    "FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 " +
    "LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 " +
    "SK24 SM27 ST25 TN24 TR26 UA29 VA22 VG24 XK20"
  )
    .split(" ")
    .map((country) => [country.slice(0, 2), Number(country.slice(2))]),
);

/** Of as much of a text as is as long as the IBANs of its country; undefined where it is none. */
function ibanLength(text: string): number | undefined {
  let left = ibanLengths.get(text.slice(0, 2).toUpperCase()) ?? 0;
  if (left === 0) return undefined;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== " ") left -= 1;
    if (left === 0) return /[A-Za-z0-9]/.test(text[at + 1] ?? " ") ? undefined : at + 1;
  }
  return undefined;
}

/** "5136 0008 1122 3344=2709": a number with the month in which it ends (ISO/IEC 7813), and what else is on the track. */
function trackLength(text: string, start: number, number: string): number | undefined {
  const end = start + number.length;
  const rest = /^[=D]\d{2}(?:0[1-9]|1[0-2])\d{0,24}(?!\w)/.exec(text.slice(end, end + 32))?.[0];
  return rest === undefined ? undefined : number.length + rest.length;
}

const isLetter = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const ibanCharsMax = 34;
const cardDigitsMin = 13;

/** Long enough, or in groups. */
function mayBeCard(codes: Uint16Array, start: number, end: number): boolean {
  if (end - start >= 12) return end - start <= 19;
  // Cards are written in groups of four, or four, six and five.
  if (end - start !== 4) return false;
  let digits = 0;
  let at = start;
  for (; digits < cardDigitsMin; at += 1) {
    const code = codes[at] ?? 0;
    if (isDigit(code)) digits += 1;
    else if ((code !== 32 && code !== 45) || !isDigit(codes[at + 1] ?? 0)) return false;
  }
  return true;
}

function called(passage: Passage): Detection[] {
  return [
    ...detectPattern(passage, calledCard, {
      kind: "payment-card",
      why: "A number that is called a card.",
      needsReview: false,
    }),
    ...[accountForm, calledIban].flatMap((form) =>
      detectPattern(passage, form, {
        kind: "iban",
        why: "A number that is called an account.",
        needsReview: false,
      }),
    ),
  ];
}

/** ISO 7064 mod 97-10 over the rearranged digits. */
export function ibanHolds(text: string): boolean {
  const iban = text.replaceAll(" ", "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

export function luhnHolds(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1{1,18}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
