/**
 * What a profile's entries are also called: without the legal form, by initials, people by account
 * name. A profile is always incomplete; what is only derived from it is held for a person.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { CompanyProfile } from "@tocsin/wire";
import type { FindingKind } from "../finding-kinds.ts";
import { bitsOf, familyBit, knownBit, ordinaryBit, tradeBit } from "../text/word-table.ts";
import { hashOf } from "../text/word-hash.ts";
import { readPassage } from "../text/passage.ts";
import { gluedForm } from "./glued-index.ts";
import { namesThatAreWords } from "./names-that-are-words.ts";

export interface OwnTerm {
  readonly kind: FindingKind;
  /** For the reviewer: which part of the profile says so. */
  readonly why: string;
  readonly needsReview: boolean;
  /** It is also an ordinary word, or a few letters: only with a capital is it meant. */
  readonly needsCapital?: boolean;
  /** Every letter of it is a capital. */
  readonly isInitials?: boolean;
}

export interface NamedTerm extends OwnTerm {
  readonly text: string;
}

const legalForms = new Set(
  (
    "inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh ag kg kgaa se sa sas sarl " +
    "srl spa bv nv oy ab as asa aps sro pty pte holding holdings group"
  ).split(" "),
);
export const honorifics = new Set("dr mr mrs ms prof sir dame herr frau mme m".split(" "));

/** Every name under which the company, its things and its people go. */
export function ownTerms(profile: CompanyProfile): NamedTerm[] {
  return [
    ...profile.names.flatMap(nameForms),
    ...plain(profile.brands.flatMap(joinedForms), "company-brand", "a brand of the profile"),
    ...plain(profile.products.flatMap(joinedForms), "company-product", "a product of the profile"),
    ...plain(profile.hosts.flatMap(hostForms), "company-host", "a host of the profile"),
    ...profile.places.flatMap(placeForms),
    ...plain(profile.customers, "company-customer", "a customer of the profile"),
    ...profile.people.flatMap(personForms),
  ]
    .flatMap(spelt)
    .map(withCapital);
}

const abbreviation = /^[A-Z]{2,8}$/;
/** "fcst" of "fcst.example", where it is no word. */
const shortLabel = /^[a-z]{2,5}$/;
const abbreviatedKinds = new Set(["company-name", "company-brand", "company-product"]);

/** "FCST": letters that also stand in the names of things, "FCST0419". */
export function isAbbreviation({ text, kind }: NamedTerm): boolean {
  if (!abbreviatedKinds.has(kind)) return false;
  return abbreviation.test(text) || (shortLabel.test(text) && !isWordOrName(text));
}

const spellings: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  ø: "oe",
  æ: "ae",
  å: "aa",
};

/** "Älgsjö", and "Aelgsjoe" where no such letter can be typed. */
function spelt(term: NamedTerm): NamedTerm[] {
  if (!/[äöüøæå]/i.test(term.text)) return [term];
  const text = term.text.replace(/[äöüøæå]/gi, (letter) => {
    const two = spellings[letter.toLowerCase()] ?? letter;
    return letter === letter.toLowerCase() ? two : two.charAt(0).toUpperCase() + two.slice(1);
  });
  return [term, { ...term, text }];
}

/** "Beacon" is we where "beacon" is what an implant sends. */
export function withCapital(term: NamedTerm): NamedTerm {
  const words = wordsIn(term.text);
  const isWord = words.length === 1 && isWordOrName(words[0] ?? "");
  return isWord ? { ...term, needsCapital: true } : term;
}

/** An ordinary word, of English or of those that companies are called after elsewhere. */
export function isWordOrName(text: string): boolean {
  return (
    (bitsOf(text) & (ordinaryBit | knownBit | tradeBit)) !== 0 ||
    namesThatAreWords.has(hashOf(readPassage(text).lower))
  );
}

/** "TK-88" is also written "TK88". */
function joinedForms(text: string): string[] {
  const words = wordsIn(text);
  const joined = words.join("");
  return words.length > 1 && /\d/.test(joined) && joined.length >= 4 ? [text, joined] : [text];
}

const siteWords = new Set(
  (
    "campus mill plant office offices site factory works depot hospital clinic branch warehouse yard shop " +
    "headquarters hq centre center hub terminal refinery lab laboratory data store facility building mine farm " +
    "general infirmary airport farm station tower house park complex hall school college base port dock"
  ).split(" "),
);

/** "Tarrant Street campus" is also "Tarrant Street"; "Gadston mill" also "Gadston". */
function placeForms(place: string): NamedTerm[] {
  const kind = "company-place";
  const forms: NamedTerm[] = [
    { text: place, kind, why: "a place of the profile", needsReview: false },
  ];
  const words = wordsIn(place);
  while (words.length > 1 && siteWords.has((words.at(-1) ?? "").toLowerCase())) words.pop();
  const core = words.join(" ");
  if (core === place || core.length < 3 || /^\d/.test(core)) return forms;
  const isPlain = words.length === 1 && (bitsOf(core) & ordinaryBit) !== 0;
  return [
    ...forms,
    { text: core, kind, why: "part of a place of the profile", needsReview: isPlain },
  ];
}

function plain(texts: readonly string[], kind: FindingKind, why: string): NamedTerm[] {
  return texts.map((text) => ({ text, kind, why, needsReview: false }));
}

function hostForms(host: string): string[] {
  const short = host.split(".")[0] ?? host;
  // "mlpos4" of "ml-pos-04".
  const glued = short.replace(/[-_]/g, "").replace(/(?<=[a-z])0{1,3}(?=[1-9])/i, "");
  return [...new Set(/^[a-z]{4,}\d/i.test(glued) ? [host, short, glued] : [host, short])];
}

const betweenWords = letterPattern(String.raw`[^\p{L}\p{N}&]+`);

function wordsIn(text: string): string[] {
  return text.split(betweenWords).filter((word) => word !== "");
}

const vowelLettersMin = 4;
const capitals = letterPattern(String.raw`^\p{Lu}{2,8}$`);
const letterFirst = letterPattern(String.raw`^\p{L}`);

/** "VERF", "TCP": letters that are also a word, or a thing of machines, count in capitals only. */
function ofCapitals(name: string): Partial<OwnTerm> {
  if (!capitals.test(name)) return {};
  const isWord = (bitsOf(name) & (ordinaryBit | knownBit | tradeBit)) !== 0;
  const mayBeWord = name.length >= vowelLettersMin && /[AEIOUY]/.test(name);
  return isWord || mayBeWord ? { needsCapital: true, isInitials: true } : {};
}

const inBrackets = /[^)] [([]([A-Z]{2,8})[)\]]$/;

function nameForms(name: string): NamedTerm[] {
  const kind = "company-name";
  const why = "a name of the profile";
  const words = wordsIn(name);
  const core = [...words];
  while (core.length > 1 && legalForms.has((core.at(-1) ?? "").toLowerCase())) core.pop();
  const forms: NamedTerm[] = [{ text: name, kind, why, needsReview: false, ...ofCapitals(name) }];
  if (core.length < words.length) {
    forms.push({ text: core.join(" "), kind, why, needsReview: false });
  }
  if (core.length >= 3 && letterFirst.test(core[1] ?? "")) {
    forms.push({
      text: core.slice(0, 2).join(" "),
      kind,
      why: "part of an own name",
      needsReview: false,
    });
    const initials = core.map((word) => word[0] ?? "").join("");
    forms.push({ text: initials, kind, why: "initials of an own name", needsReview: true });
  }
  // "Ferrocrest Steel (FCST)".
  const short = inBrackets.exec(name)?.[1];
  if (short !== undefined) {
    forms.push({ text: short, kind, why, needsReview: false, ...ofCapitals(short) });
  }
  const [first = ""] = core;
  if (core.length >= 2 && gluedForm(first).length >= 6) {
    forms.push({ text: first, kind, why: "part of an own name", needsReview: true });
  }
  return forms;
}

function personForms(person: string): NamedTerm[] {
  const words = wordsIn(person).filter((word) => !honorifics.has(word.toLowerCase()));
  const [first = "", last = ""] = [words[0], words.at(-1)];
  const forms: NamedTerm[] = [
    { text: words.join(" "), kind: "person", why: "a person of the profile", needsReview: false },
  ];
  if (words.length < 2) return forms;
  const add = (text: string, kind: FindingKind, needsReview: boolean): void => {
    forms.push({ text, kind, why: "a person of the profile", needsReview });
  };
  const initial = first[0] ?? "";
  add(`${last} ${first}`, "person", false);
  add(`${initial} ${last}`, "person", false);
  // "Roe, J."
  add(`${last} ${initial}`, "person", true);
  for (const part of words) if (part.length >= 3) add(part, "person", true);
  const initials = words.map((word) => word[0] ?? "").join("");
  if (initials.length >= 3) {
    forms.push({
      text: initials,
      kind: "person",
      why: "initials of a person",
      needsReview: true,
      needsCapital: true,
      isInitials: true,
    });
    forms.push({
      text: [...words.slice(-1), ...words.slice(0, -1)].map((word) => word[0] ?? "").join(""),
      kind: "person",
      why: "initials of a person",
      needsReview: true,
      needsCapital: true,
      isInitials: true,
    });
  }
  for (const account of accountForms(words)) {
    const isWord = (bitsOf(account) & ordinaryBit) !== 0;
    if (account.length >= 4 && !isWord) add(account, "username", account.length < 5);
  }
  return forms;
}

/** Under what a directory lists someone: "mroe", "maryroe", "roem", "m.roe". */
function accountForms(words: readonly string[]): string[] {
  return accountParts(words).map(([head, tail]) => head + tail);
}

/** Each as the two parts that it is put together of. */
export function accountParts(words: readonly string[]): [head: string, tail: string][] {
  const [first = ""] = words;
  const initial = first[0] ?? "";
  const others = words.slice(1);
  const lasts = others.length === 1 ? others : new Set([others.join(""), ...others]);
  const parts: [string, string][] = [];
  for (const last of lasts) {
    parts.push([initial, last], [first, last], [last, initial], [last, first]);
    parts.push([first, last[0] ?? ""]);
  }
  return parts;
}

/** Shorter names have no short forms that are told from words. */
const shortenedCharsMin = 8;
const prefixCharsMin = 5;
const tailCharsMin = 5;

/** What people make of a long name in a hurry, "ferro" or "fcrest" of "ferrocrest", where it is no word. */
export function shortForms(name: string): NamedTerm[] {
  const whole = gluedForm(name);
  const forms: string[] = [];
  if (whole.length < shortenedCharsMin || !/^[a-z]{8,40}$/.test(whole) || name.includes(" "))
    return [];
  for (let length = prefixCharsMin; length <= whole.length - 2; length += 1) {
    forms.push(whole.slice(0, length));
  }
  for (let from = 3; whole.length - from >= tailCharsMin - 1; from += 1) {
    const tail = whole.slice(from);
    forms.push((whole[0] ?? "") + tail, whole.slice(0, 2) + tail);
  }
  return forms
    .filter((text) => text.length < whole.length && (bitsOf(text) & ~familyBit) === 0)
    .map((text) => ({
      text,
      kind: "company-name",
      why: "a short form of an own name",
      needsReview: true,
    }));
}

/** The label by which an own domain is known: "ferrocrest" of "mail.ferrocrest.example". */
export function ownLabel(domain: string): string {
  const labels = domain.toLowerCase().split(".").slice(0, -1);
  return labels.reduce((best, label) => (label.length > best.length ? label : best), "");
}
