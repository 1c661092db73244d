/**
 * Why a report concerns this company, as far as its profile says: products in use, words to watch,
 * vulnerabilities, its class. Pure; the profile stays here. What was seen is matched in the database.
 */

import { emptyProfile } from "@tocsin/disclosure";
import { compileIdentity, PhraseIndex, readPassage, wordsOf } from "@tocsin/disclosure/identity";
import { foldName } from "@tocsin/threat";
import type { ReasonRow } from "@tocsin/store";
import { createWatchLists, type Watched } from "./watch-lists.ts";
import { type CompanyProfile, everyone, type ReportBody } from "@tocsin/wire";

export interface Relevance {
  /** `ofClass`: the class that the report speaks for. */
  reasons(body: ReportBody, ofClass: string): ReasonRow[];
}

export interface RelevanceProfile {
  readonly profile: Pick<CompanyProfile, "technologies" | "watch" | "domains" | "names" | "brands">;
  /** Our own classes, without the root. */
  readonly classes: readonly string[];
  readonly watches?: readonly Watched[];
  /** Products of the inventory. */
  readonly products?: readonly { readonly vendor: string; readonly product: string }[];
}

const technologyCharsMin = 3;

export function createRelevance({
  profile,
  classes,
  watches = [],
  products = [],
}: RelevanceProfile): Relevance {
  const watchLists = createWatchLists(watches);
  const technologies = indexOf(
    profile.technologies.filter((it) => it.length >= technologyCharsMin),
  );
  addProducts(technologies, products);
  const watch = indexOf(profile.watch);
  const watchNames = new Map(profile.watch.map((word) => [foldName(word), word]));
  const ours = new Set(classes.filter((it) => it !== everyone));
  const identity = compileIdentity({ ...emptyProfile, ...profile });
  return {
    reasons: (body, ofClass) => [
      ...technologyReasons(body, technologies),
      ...watchReasons(body, watch, watchNames),
      ...watchLists(body),
      ...lookAlikeReasons(body, (domain) => identity.resemblance(domain) !== undefined),
      ...(ours.has(ofClass) ? [sectorReason(ofClass)] : []),
    ],
  };
}

function indexOf(phrases: readonly string[]): PhraseIndex<string> {
  const index = new PhraseIndex<string>();
  for (const phrase of phrases) index.add(phrase, phrase);
  return index;
}

/** A short product name alone is a word of the language: it needs its vendor beside it. */
const productCharsMin = 5;

function addProducts(
  index: PhraseIndex<string>,
  products: readonly { readonly vendor: string; readonly product: string }[],
): void {
  for (const { vendor, product } of products) {
    const name = `${vendor} ${product}`;
    index.add(name, name);
    if (product.length >= productCharsMin) index.add(product, name);
  }
}

function found(index: PhraseIndex<string>, text: string): string[] {
  return Array.from(new Set(index.find(wordsOf(readPassage(text))).map((it) => it.value)));
}

/** A product in use is attacked; with a vulnerability named, that is a reason of its own. */
function technologyReasons(body: ReportBody, index: PhraseIndex<string>): ReasonRow[] {
  const texts = [...body.technologies.map((it) => it.name), ...body.notes.map((it) => it.text)];
  const names = Array.from(new Set(texts.flatMap((text) => found(index, text))));
  const reasons = names.map((value) => reason("technology", value, "in use here", "strong"));
  if (names.length === 0) return reasons;
  const vulnerabilities = body.vulnerabilities.map(({ id }) =>
    reason("vulnerability", id, `profile: ${names.join(", ")}`.slice(0, oursCharsMax), "strong"),
  );
  return [...reasons, ...vulnerabilities];
}

const oursCharsMax = 200;

function watchReasons(
  body: ReportBody,
  index: PhraseIndex<string>,
  names: ReadonlyMap<string, string>,
): ReasonRow[] {
  const named = [...body.malware, ...body.actors, ...body.technologies].map((it) => it.name);
  const ids = [...body.techniques, ...body.vulnerabilities].map((it) => it.id);
  const values = body.observables.map((it) => it.value);
  const words = new Set<string>();
  for (const name of [...named, ...ids]) {
    const word = names.get(foldName(name));
    if (word !== undefined) words.add(word);
  }
  for (const text of [...named, ...body.notes.map((it) => it.text), ...values]) {
    for (const word of found(index, text)) words.add(word);
  }
  return Array.from(words, (value) => reason("watch", value, "profile: watched", "strong"));
}

/** Somebody prepares names like ours: that concerns nobody more. */
function lookAlikeReasons(body: ReportBody, isAlike: (domain: string) => boolean): ReasonRow[] {
  return body.observables
    .filter(({ type, value }) => type === "domain" && isAlike(value))
    .map(({ value }) => ({
      ...reason("watch", value, "profile: like an own name", "strong"),
      type: "domain",
    }));
}

function sectorReason(ofClass: string): ReasonRow {
  return reason("sector", ofClass, "our class", "weak");
}

function reason(
  kind: ReasonRow["kind"],
  value: string,
  ours: string,
  strength: ReasonRow["strength"],
): ReasonRow {
  return { kind, value, type: null, ours, strength };
}
