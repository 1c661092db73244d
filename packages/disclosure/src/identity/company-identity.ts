/**
 * The company's own identity, compiled once from its profile for fast look-up. The profile and all
 * that is made of it stay in the node.
 */

import { canonicalise } from "@tocsin/threat";
import type { CompanyProfile } from "@tocsin/wire";
import { AddressRanges } from "./address-ranges.ts";
import { hashOf, hashOfCodes, WordSet } from "../text/word-hash.ts";
import { bitsOf, knownBit, ordinaryBit } from "../text/word-table.ts";
import { gluedForm } from "./glued-index.ts";
import { GluedNames } from "./glued-names.ts";
import { Initials } from "./initials.ts";
import { LookAlikes, type Resemblance } from "./look-alikes.ts";
import {
  isAbbreviation,
  type NamedTerm,
  type OwnTerm,
  ownLabel,
  ownTerms,
  shortForms,
  withCapital,
} from "./own-terms.ts";
import { PhraseIndex } from "./phrase-index.ts";
import { respellings, wornForms } from "./worn-forms.ts";

export interface CompanyIdentity {
  /** Own names, word by word. */
  readonly phrases: PhraseIndex<OwnTerm>;
  /** Own names as letters in a row, and the same with digits read as letters. */
  readonly glued: GluedNames<OwnTerm>;
  readonly ranges: AddressRanges;
  /** What the names of own hosts begin with, before the first hyphen. */
  readonly hostPrefixes: WordSet;
  /** What own names begin with: three letters and more, and initials. */
  readonly namePrefixes: WordSet;
  /** Letters of own product codes: "tk" of "TK-88". */
  readonly codePrefixes: WordSet;
  /** Own names that are a few capitals, by the hash of their lower case. */
  readonly abbreviations: ReadonlyMap<number, OwnTerm>;
  /** An own domain or a name below one. */
  ownsDomain(name: string): boolean;
  ownsMail(address: string): boolean;
  /** False for most names, by the hash of what is behind their last dot or by a look at their letters. */
  mayOwn(codes: Uint16Array, start: number, end: number, top: number): boolean;
  mayResemble(codes: Uint16Array, start: number, end: number): boolean;
  /** For a domain that is not our own. */
  resemblance(domain: string): Resemblance | undefined;
}

/** Letters of all names that are looked for inside words; a long list of people is not. */
const gluedLettersMax = 400_000;
const gluedKinds = new Set(["company-name", "company-brand", "company-product"]);
const lookAlikeKinds = new Set(["company-name", "company-brand", "company-product"]);

export function compileIdentity(profile: CompanyProfile): CompanyIdentity {
  const domains = ownDomains(profile);
  const phrases = new PhraseIndex<OwnTerm>();
  const glued = new GluedNames<OwnTerm>();
  const labels = Array.from(domains, ownLabel);
  // Sure ones first: where two terms are the same words, the surer one stays.
  const terms = [...labels.map(labelTerm).map(withCapital), ...ownTerms(profile)].sort(
    (a, b) => Number(a.needsReview) - Number(b.needsReview),
  );
  const abbreviations = new Map(
    terms.filter(isAbbreviation).map(({ text, ...term }) => [hashOf(text.toLowerCase()), term]),
  );
  let letters = 0;
  for (const { text, ...term } of terms) {
    phrases.add(text, term);
    if (term.needsReview && !gluedKinds.has(term.kind)) continue;
    letters += text.length;
    if (letters <= gluedLettersMax || gluedKinds.has(term.kind)) {
      glued.add(text, term, gluedKinds.has(term.kind));
    }
    if (lookAlikeKinds.has(term.kind) && !term.needsReview) {
      labels.push(text);
      // "pamukandco" of "Pamuk & Co".
      if (text.includes("&")) labels.push(text.replaceAll("&", " and "));
    }
  }
  for (const { text, ...term } of labels.flatMap(shortForms)) phrases.add(text, term);
  for (const { text, ...term } of wornForms(terms)) phrases.add(text, term);
  const lookAlikes = new LookAlikes([...labels, ...labels.map(gluedForm).flatMap(longRespellings)]);
  const initials = new Initials(profile.names);
  const tops = WordSet.of(Array.from(domains, (domain) => labelsAtEnd(domain, 1)));
  const endings = WordSet.of(Array.from(domains, (domain) => labelsAtEnd(domain, 2)));
  const ownsDomain = (name: string): boolean => hasSuffix(domains, name);
  return {
    phrases,
    glued,
    ranges: new AddressRanges(profile.ranges),
    hostPrefixes: prefixes(profile.hosts, /^([a-z]{2,12})-/),
    namePrefixes: namePrefixes(labels),
    codePrefixes: prefixes(profile.products, /^([a-z]{2,6})[- ]?\d/),
    abbreviations,
    ownsDomain,
    ownsMail: (address) => ownsDomain(address.slice(address.lastIndexOf("@") + 1)),
    mayOwn: (codes, start, end, top) => tops.has(top) && endings.has(endingHash(codes, start, end)),
    mayResemble: (codes, start, end) =>
      lookAlikes.mayResemble(codes, start, end) || initials.mayBegin(codes, start),
    resemblance: (domain) => lookAlikes.resemblance(domain) ?? initials.resemblance(domain),
  };
}

/** Of short names they are other words. */
function longRespellings(label: string): string[] {
  return respellings(label).filter((form) => form.length >= respeltCharsMin);
}

const respeltCharsMin = 8;

/** What the pattern finds in each, but for those in which it finds nothing. */
function prefixes(names: readonly string[], pattern: RegExp): WordSet {
  const found = names.map((name) => pattern.exec(name.toLowerCase())?.[1] ?? "");
  return WordSet.of(found.filter((prefix) => prefix !== ""));
}

const prefixCharsMin = 3;
const prefixCharsMax = 6;

function namePrefixes(names: readonly string[]): WordSet {
  const prefixes = new Set<string>();
  for (const name of names) {
    const form = gluedForm(name);
    for (
      let length = prefixCharsMin;
      length <= Math.min(prefixCharsMax, form.length);
      length += 1
    ) {
      const prefix = form.slice(0, length);
      if ((bitsOf(prefix) & (ordinaryBit | knownBit)) === 0) prefixes.add(prefix);
    }
  }
  return WordSet.of([...prefixes]);
}

function ownDomains({ domains }: CompanyProfile): Set<string> {
  const own = domains.map((domain) => canonicalise("domain", domain.replace(/^\*\./, "")));
  return new Set(own.filter((domain) => domain !== undefined));
}

function labelsAtEnd(domain: string, count: number): string {
  return domain.split(".").slice(-count).join(".");
}

const dotCode = 46;

function endingHash(codes: Uint16Array, start: number, end: number): number {
  let from = end;
  for (let dots = 0; from > start; from -= 1) {
    if (codes[from - 1] === dotCode) dots += 1;
    if (dots === 2) break;
  }
  return hashOfCodes(codes, from, end);
}

function labelTerm(text: string): NamedTerm {
  return { text, kind: "company-name", why: "the label of an own domain", needsReview: false };
}

/** A name in this form is its own canonical one, as nearly all are. */
const plainName = /^[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){1,31}$/;
const labelsMax = 32;

function hasSuffix(domains: ReadonlySet<string>, name: string): boolean {
  const lower = name.toLowerCase();
  const isPlain = plainName.test(lower) && !lower.includes("xn--");
  const full = isPlain ? lower : (canonicalise("domain", name) ?? lower);
  // From the end: a registered name has two labels, and most names few more.
  let at = full.lastIndexOf(".");
  for (let labels = 2; at >= 0 && labels <= labelsMax; labels += 1) {
    at = at === 0 ? -1 : full.lastIndexOf(".", at - 1);
    if (domains.has(full.slice(at + 1))) return true;
  }
  return false;
}
