/** Dates that are called birth dates, in the languages that the registers are written in. */

import { type Detection, detectPattern } from "../../detector.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import type { Passage } from "../../text/passage.ts";

/** First letters of the months' names; a name has at most ten letters more. */
const months =
  "jan|ene|gen|sty|led|feb|fev|fevr|lut|uno|mar|mrt|maer|brez|apr|avr|abr|kwi|dub|may|mai|maj|mei|mag|maio|kve|jun|juin|giu|cze|cer|jul|juil|lug|lip|aug|aou|ago|sie|srp|sep|set|wrz|zar|oct|okt|ott|out|paz|rij|nov|lis|dec|dez|des|dic|gru|pro";
const ordinal = String.raw`(?:st|nd|rd|th|er|\.|º|o)?`;
const of = String.raw`(?: de| di| of)?`;
const dateForm = String.raw`(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{4}\. \d{2}\. \d{2}\.?|\d{1,2}\.? ?[./-] ?\d{1,2}\.? ?[./-] ?\d{2,4}|\d{1,2}${ordinal}${of} (?:${months})[a-zøæł]{0,10}\.?,?${of} (?:\d{4}|'\d{2})|(?:${months})[a-zøæł]{0,10}\.? \d{1,2}${ordinal},? \d{4}|(?:19|20)\d{6}|(?:19|20)\d{2}\u5e74 ?\d{1,2}\u6708 ?\d{1,2}\u65e5|[0-3]\d(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:19|20)?\d{2}|(?<=d\.?o\.?b\.?[ :]{1,3})[0-3]\d[01]\d{3}(?!\d)|(?:19|20)\d{2}(?!\d))`;
const birthDate = boundedPattern(
  String.raw`(?<![\wøæłßđ])(?:born|d\.?o\.?b\.?|date[ _-]?of[ _-]?birth|birth[ _-]?(?:date|day)|b\.|geb\.?|geboren|geburtsdatum|geb\.?-?datum|n[ée]e?|n[ée]\(e\)|date de naissance|nat[oa]|data di nascita|nac\.|nacid[oa]|fecha de nacimiento|nasc\.|nascid[oa]|data de nascimento|f[oø]dt|f[oø]dd|f[oø]dselsdato|fodelsedatum|syntynyt|syntymaaika|urodzon[ya]|ur\.|data urodzenia|narozen[ay]?|nar\.|datum narozeni|geboortedatum|szuletett|dogum tarihi|data nasterii|nacimiento|nascimento|naissance|birth|birth year|year of birth|yob|\u751f\u5e74\u6708\u65e5|\u51fa\u751f(?:\u65e5\u671f)?|\u751f\u65e5|\u8a95\u751f\u65e5)["']?(?: (?:on(?: the)?|in|am|is|was|le|il|el|em|op|den|dne|as))?[ .,:="'(]{1,4}(${dateForm})`,
  "gi",
);

/** "born 4 Feb", "her birthday is 3 June". */
const birthDay = boundedPattern(
  String.raw`\b(?:born|birthday|geburtstag|anniversaire|cumpleanos|compleanno|verjaardag|fodelsedag)(?: (?:is|was|ist|est|es))?(?: (?:on(?: the)?|the|am|le|el|il|op|den))?[ :]{1,2}(\d{1,2}${ordinal}${of} (?:${months})[a-z]{0,10}|(?:${months})[a-z]{0,10} \d{1,2}${ordinal})(?![\w.])`,
  "gi",
);
const dayWords =
  "born birthday geburtstag anniversaire cumpleanos compleanno verjaardag fodelsedag".split(" ");

function mayBeDay(lower: string): boolean {
  return dayWords.some((word) => lower.includes(word));
}

const about = {
  kind: "date-of-birth",
  why: "A date that is called a birth date.",
  needsReview: false,
} as const;

export function birthDates(passage: Passage): Detection[] {
  return [
    ...detectPattern(
      passage,
      birthDate,
      about,
      ([whole, date = ""]) => date.length > 4 || !/^b\./i.test(whole),
    ),
    ...(mayBeDay(passage.text.toLowerCase()) ? detectPattern(passage, birthDay, about) : []),
  ];
}
