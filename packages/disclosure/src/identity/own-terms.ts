/**
 * What a profile's entries are also called: without the legal form, by initials, people by account
 * name. A profile is always incomplete; what is only derived from it is held for a person.
 */

import type { CompanyProfile } from "@tocsin/wire";
import type { FindingKind } from "../finding-kinds.ts";
import { gluedForm } from "./glued-index.ts";

export interface OwnTerm {
  readonly kind: FindingKind;
  /** For the reviewer: which part of the profile says so. */
  readonly why: string;
  readonly needsReview: boolean;
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
const honorifics = new Set("dr mr mrs ms prof sir dame herr frau mme m".split(" "));

/** Every name under which the company, its things and its people go. */
export function ownTerms(profile: CompanyProfile): NamedTerm[] {
  return [
    ...profile.names.flatMap(nameForms),
    ...plain(profile.brands, "company-brand", "a brand of the profile"),
    ...plain(profile.products, "company-product", "a product of the profile"),
    ...plain(profile.hosts.flatMap(hostForms), "company-host", "a host of the profile"),
    ...plain(profile.places, "company-place", "a place of the profile"),
    ...plain(profile.customers, "company-customer", "a customer of the profile"),
    ...profile.people.flatMap(personForms),
  ];
}

function plain(texts: readonly string[], kind: FindingKind, why: string): NamedTerm[] {
  return texts.map((text) => ({ text, kind, why, needsReview: false }));
}

function hostForms(host: string): string[] {
  const short = host.split(".")[0] ?? host;
  return short === host ? [host] : [host, short];
}

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}\p{N}&]+/u).filter((word) => word !== "");
}

function nameForms(name: string): NamedTerm[] {
  const kind = "company-name";
  const why = "a name of the profile";
  const words = wordsIn(name);
  const core = [...words];
  while (core.length > 1 && legalForms.has((core.at(-1) ?? "").toLowerCase())) core.pop();
  const forms: NamedTerm[] = [{ text: name, kind, why, needsReview: false }];
  if (core.length < words.length) {
    forms.push({ text: core.join(" "), kind, why, needsReview: false });
  }
  if (core.length >= 3) {
    forms.push({
      text: core.slice(0, 2).join(" "),
      kind,
      why: "part of an own name",
      needsReview: false,
    });
    const initials = core.map((word) => word[0] ?? "").join("");
    forms.push({ text: initials, kind, why: "initials of an own name", needsReview: true });
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
  if (last.length >= 4) add(last, "person", true);
  if (first.length >= 4) add(first, "person", true);
  for (const account of [
    `${initial}${last}`,
    `${first}${last}`,
    `${last}${initial}`,
    `${first}${last[0] ?? ""}`,
  ]) {
    if (account.length >= 5) add(account, "username", false);
  }
  return forms;
}

/** The label by which an own domain is known: "ferrocrest" of "mail.ferrocrest.example". */
export function ownLabel(domain: string): string {
  const labels = domain.toLowerCase().split(".").slice(0, -1);
  return labels.reduce((best, label) => (label.length > best.length ? label : best), "");
}
