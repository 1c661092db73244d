/** Numbers that belong to one natural person, by their form or by the words before them. */

import {
  type Detection,
  type Detector,
  detectInLines,
  detectPattern,
  type Reading,
} from "../../detector.ts";
import type { Passage } from "../../text/passage.ts";
import { numberBit } from "../../text/word-table.ts";
import { digitAny, unitBefore } from "../../text/words.ts";
import { anyCase, boundedPattern } from "../../text/bounded-pattern.ts";
import { birthDates } from "./birth-dates.ts";
import { formedBirths } from "./formed-births.ts";
import { vehicles } from "./vehicles.ts";
import { formsOfDigits, formsOfMixed, numberAt } from "./national-forms.ts";

const passportNumber = boundedPattern(
  String.raw`\bpassports?(?: (?:nos?|numbers?|nr))?(?:[ .:#,]{1,4}|,? [a-z.,: ]{1,24} )([A-Z]{0,2}\d[A-Z0-9]{5,8}|[A-Z]{1,2} \d{3,4} \d{3,4})\b`,
  "gi",
);
/** "passport scan of Ana Roe, number L1234567". */
const passportBehindName = boundedPattern(
  String.raw`\bpassports?\b[^\n.;:]{1,60} (?:nos?|numbers?|nr)\b[ .:#]{0,3}([A-Z]{0,3}\d{5,9})\b`,
  "gi",
);

/** What numbers of people are called, in the languages of the registers. */
const called = anyCase(
  "my number|medical aid|med aid|passports?|pass-?(?:nr|no)|seaman'?s book|discharge book|(?:health|care)-?worker|seafarer|practitioner|midwifery|nursing|the id|proof of id(?:entity)?|id scan|piece d'identite|carte d'identite|carta d'identita|documento|permis de conduire|fuhrerschein|patente|carnet|rijbewijs|" +
    "social security|social insurance|national insurance|tax (?:id|file|no|number|ref)|medical record|patient|member|policy(?:holder)?|insurance|beneficiary|employee|personnel|staff|payroll|badge|student|pupil|driver'?s? licen[cs]e|driving licen[cs]e|licen[cs]e|national id(?:entity)?|identity card|id card|(?:resident|citizen|voter|emirates|kra|thai|taiwan|kenyan|sa|chinese|swiss|tax|alien|company|operator|teller|cashier|worker|crew|inmate|prisoner|tafe|school|campus|learner|membership|library|fitness|gym) id|(?:employee|staff|operator|teller|cashier|worker|crew) (?:login|code)|ad id|inmate|membership|library card|(?:residence|work|residency|stay) permit|bus pass|gun licen[cs]e|prisoner|parolee|id[ -](?:no|nr|number|card)|green card|pasaporte|passeport|reisepass|paspoort|passaporto|pasport|visa|aadhaar|mykad|" +
    "personalausweis|ausweis|steuer-?id|steuernummer|sozialversicherung|sv-?nummer|versicherungsnummer|matrikel(?:nummer|nr)?|matric(?:ulation)?|matricola|matricula|numero etudiant|studie(?:nummer|nr)|opiskelijanumero|burgerservice|rijksregister|securite sociale|numero fiscal|codice fiscale|tessera|cedula|clave unica|kimlik|iqama|huduma|" +
    "f[oø]dsels?(?:nummer|nr)|personnummer|samordningsnummer|cpr-?(?:nr|nummer)|hetu|henkilotunnus|kennitala|isikukood|asmens kodas|personas kods|pesel|dow[oó]d|rodne cislo|r\\.? ?c\\.?|cnp|oib|jmbg|emso|egn|amka",
);
const acronyms =
  "SSN|SIN|NINO|NI|TIN|TFN|ITIN|MRN|MBI|NHS|PPSN|PPS|NHI|IRD|Medicare|Medicaid|BSN|INSZ|NISS|NIR|NAS|NIF|NIE|DNI|NUSS|AHV|AVS|OASI|SVNR|SV|IdNr|CPF|RG|CPR|CURP|RFC|NSS|CNSS|CNPS|INE|RUT|RUN|CUIL|CUIT|DUI|PAN|NIN|BVN|NRIC|FIN|HKID|RRN|TCKN?|TC|AMKA|AFM|EGN|CNP|OIB|JMBG|EMSO|PESEL|NIP|HETU|FNR|PNR";
/** In small letters they stand as names of fields. "pps" are packets there. */
const keys = acronyms
  .toLowerCase()
  .replace(/\b(?:ppsn\|pps|fin|run|ine|pan|rg|tc|sv|ni|as)\|/g, "");
const number = String.raw`(?:[A-Z]{1,4}[ -]?)?\d(?:[ ./-]{0,2}\d){3,18}(?:-?[A-Z]\d|-?[A-Z]{1,2}| [A-Z]{2}| [A-Z](?: \d{3})?|\([\dA]\))?(?![A-Za-z\d])`;
const mixed = String.raw`(?=[A-Z\d]{0,16}\d\d)(?=[A-Z\d]{0,16}[A-Z])[A-Z\d]{7,20}(?![A-Za-z\d])|\d?[A-Z\d]{3,4}-[A-Z\d]{3,4}-[A-Z\d]{3,4}(?:-[A-Z]{2})?(?![A-Za-z\d])|[A-Z9]{5} \d{6} [A-Z9]{2}\d[A-Z]{2}(?![A-Za-z\d])|(?:[A-Z\d]{4} \d{2,4} ?[A-Z\d]{1,3}|\d\d ?[A-Z]{2} ?\d{5})(?![A-Za-z\d])`;
const behind = anyCase(
  String.raw`(?:'?s)?["']?(?:[ -]{1,2}(?:nos?|numbers?|nr|num|nummer|numero|id|#|file|no))?\.?(?: (?:of|for) [A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?)?(?: is| was|\)|,)?(?: seen| given| entered| oppgitt| angegeben)?["']? ?[.:#=(]{0,2}["' ]{0,2}(?:[\u2610-\u2612] ?(?:yes|ja|si|oui|s\u00ed|tak|da)?,? ?)?`,
);
const anyCaseAcronyms = anyCase(
  "medicare|ssn|nino|bsn|cpf|pesel|mrn|cnss|cnps|cuit|cuil|curp|jmbg|amka|hetu|nric",
);
/** "s2041177" of a student. */
const small = String.raw`[a-z]\d{6,9}(?![A-Za-z\d])`;
const value = `(?:${number}|${mixed}|${small})`;
const calledNumber = boundedPattern(
  String.raw`(?<![\w.-])(?:(?:${called})|(?:${acronyms})(?![A-Z])|(?:${anyCaseAcronyms})|(?:${keys})(?=["']))${behind}(${value})`,
);
const calledBehind = boundedPattern(
  String.raw`(?<![\w.-])(${value}) ?\((?:${called}|${acronyms})\)`,
);
/** Without this nothing is called behind its number. */
const mayBeBehind = /[A-Z\d)] ?\([A-Za-z]/;
/** With a date of birth in front: "ID 8403125009087". */
const idWithBirth = boundedPattern(
  String.raw`\bID(?:[ -](?:no|nr|number))?\.?[ :#]{1,3}(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{4} ?\d{3})(?!\w|\.\d)`,
);
/** More of them behind the first. */
const more = new RegExp(
  String.raw`(?:,| and| und| et| og| och| ja| y| en| e| \/|;) (${value})`,
  "y",
);
const moreMax = 20;

/** No version, no part of an address, and more than four digits or three and letters. */
function isNumber(text: string): boolean {
  if (/^\d{1,3}(?:\.\d{1,3}){1,2}$|^\d+\.\d+$/.test(text) && !/^\d{2}(?:\.\d{3}){2}$/.test(text))
    return false;
  // Also "198.51.100.4. 09", where a time begins behind the full stop.
  const address = /^\d{1,3}(?:\.\d{1,3}){3}(?=$|\. )/.exec(text)?.[0];
  if (address?.split(".").every((it) => Number(it) < 256) === true) return false;
  // What an attack is called.
  if (/^TA?\d{4}(?:\.\d{3})?$/.test(text)) return false;
  // A day, a time.
  if (/^\d{4}-\d\d-\d\d|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(text)) return false;
  const digits = text.replace(/\D/g, "").length;
  return digits >= 5 || (digits >= 4 && /[A-Z]/.test(text));
}

/** No number is farther from the word for it: a name of sixty characters may stand between them. */
const nearChars = 100;

export const identityNumbers: Detector = {
  name: "identity-numbers",
  version: 9,
  detect(reading) {
    return [
      ...formed(reading),
      ...detectInLines(reading, numberBit, labelled, nearChars),
      ...vehicles(reading),
      ...formedBirths(reading),
    ];
  },
};

function formed({ passage, words, places }: Reading): Detection[] {
  const found: Detection[] = [];
  const { text, codes } = passage;
  let until = 0;
  for (const at of places.numbers) {
    const start = words.starts[at] ?? 0;
    const end = words.ends[at] ?? start;
    if (end - start > 18 || start < until) continue;
    const before = unitBefore(codes, start);
    if (before === 45 || before === 46 || before === 95) continue;
    const shape = words.shapes[at] ?? 0;
    const forms =
      shape === digitAny
        ? formsOfDigits(codes, start, end - start)
        : formsOfMixed(text, shape, start, end);
    if (forms.length === 0) continue;
    const it = numberAt(text, start, forms);
    if (it === undefined) continue;
    until = it.end;
    const why = "The form of a national identity number.";
    found.push({
      ...passage.spanOf(it.start, it.end),
      kind: "national-id",
      why,
      needsReview: !it.isSure,
    });
  }
  return found;
}

function labelled(passage: Passage): Detection[] {
  return [
    ...detectPattern(
      passage,
      passportNumber,
      { kind: "passport", why: "A number that is called a passport.", needsReview: false },
      (match) => /\d/.test(match[1] ?? ""),
    ),
    ...detectPattern(
      passage,
      passportBehindName,
      { kind: "passport", why: "The number of a passport.", needsReview: false },
      (match) => /\d/.test(match[1] ?? ""),
    ),
    ...calledNumbers(passage),
    ...detectPattern(passage, idWithBirth, ofPerson),
    ...birthDates(passage),
    ...(mayEnd.test(passage.text) ? lastDigits(passage) : []),
  ];
}

/** "card ending 1111", "4111-11xx-xxxx-1111". */
const ending = boundedPattern(
  String.raw`\b(?:cards?|visa|mastercard|amex)(?: nos?\.?| numbers?)?(?: that)? (?:ending|ends|finishing)(?: in| with| on)? (\d{4})(?![\w.:/-])|(?<![\w-])(\d{4}[ -]?(?:\d\d|[xX*]{2})[xX*]{2}[ -]?[xX*]{4}[ -]?\d{4})(?![\w-])`,
  "gi",
);
const endingOthers = boundedPattern(
  String.raw`\b(?:ssn|iban|account|acct)(?: nos?\.?| numbers?)?(?: that)? (?:ending|ends|finishing)(?: in| with| on)? (\d{3,4})(?![\w.:/-])`,
  "gi",
);

const mayEnd = / (?:ending|ends|finishing) |[xX*]{2}[xX*\d -]{0,6}\d{4}/;

function lastDigits(passage: Passage): Detection[] {
  const why = "The last digits of a number of somebody's.";
  return [
    ...detectPattern(passage, ending, { kind: "payment-card", why, needsReview: true }),
    ...detectPattern(passage, endingOthers, { kind: "iban", why, needsReview: true }),
  ];
}

const ofPerson = {
  kind: "national-id",
  why: "A number that is called a person's.",
  needsReview: false,
} as const;

function calledNumbers(passage: Passage): Detection[] {
  const { text } = passage;
  const found = mayBeBehind.test(text)
    ? detectPattern(passage, calledBehind, ofPerson, ([, it = ""]) => isNumber(it))
    : [];
  calledNumber.lastIndex = 0;
  for (let match = calledNumber.exec(text); match !== null; match = calledNumber.exec(text)) {
    let one = match[1] ?? "";
    let end = match.index + match[0].length;
    const digits = one.replace(/\D/g, "").length;
    for (let count = 0; count < moreMax && isNumber(one); count += 1) {
      found.push({ ...passage.spanOf(end - one.length, end), ...ofPerson });
      more.lastIndex = end;
      const next = more.exec(text);
      one = next?.[1] ?? "";
      if (next === null || one.replace(/\D/g, "").length !== digits) break;
      end += next[0].length;
    }
    calledNumber.lastIndex = end;
  }
  return found;
}
