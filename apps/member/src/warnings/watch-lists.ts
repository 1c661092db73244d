/** Reasons of a report by what the company watches for, by kind. Pure; the lists stay here. */

import { PhraseIndex, readPassage, wordsOf } from "@tocsin/disclosure/identity";
import type { ReasonRow } from "@tocsin/store";
import { foldName, lookupName } from "@tocsin/threat";
import type { ReportBody } from "@tocsin/wire";
import { searchWords, textWords } from "./search-words.ts";

export interface Watched {
  readonly kind: string;
  readonly value: string;
}

/** Compiled once for each change of the lists. */
export function createWatchLists(
  watches: readonly Watched[],
): (body: ReportBody) => readonly ReasonRow[] {
  const of = (kind: string): string[] =>
    watches.filter((it) => it.kind === kind).map((it) => it.value);
  const words = new PhraseIndex<string>();
  for (const word of of("word")) words.add(word, word);
  const names = new Map(
    [...of("actor"), ...of("malware")].map((name) => [nameKey(name), name] as const),
  );
  const techniques = of("technique").map((id) => id.toUpperCase());
  const vulnerabilities = new Set(of("vulnerability").map((id) => id.toUpperCase()));
  const searches = of("search").map((text) => ({ text, terms: textWords(text) }));
  return (body) =>
    [
      ...spoken(body, words),
      ...named(body).flatMap((name) => names.get(nameKey(name)) ?? []),
      ...techniques.filter((id) => hasTechnique(body, id)),
      ...body.vulnerabilities.flatMap(({ id }) => (vulnerabilities.has(id) ? [id] : [])),
      ...found(body, searches),
    ].map(reason);
}

/** Any alias is the name. */
function nameKey(name: string): string {
  return foldName(lookupName(name)?.name ?? name);
}

function named(body: ReportBody): string[] {
  return [...body.malware, ...body.actors].map(({ name }) => name);
}

function spoken(body: ReportBody, index: PhraseIndex<string>): string[] {
  const texts = [
    ...named(body),
    ...body.technologies.map(({ name }) => name),
    ...body.notes.map(({ text }) => text),
    ...body.observables.map(({ value }) => value),
  ];
  const hits = texts.flatMap((text) =>
    index.find(wordsOf(readPassage(text))).map(({ value }) => value),
  );
  return Array.from(new Set(hits));
}

/** A technique takes in its sub-techniques. */
function hasTechnique(body: ReportBody, id: string): boolean {
  const steps = body.steps.flatMap(({ technique }) => technique ?? []);
  return [...body.techniques.map((it) => it.id), ...steps].some(
    (it) => it === id || it.startsWith(`${id}.`),
  );
}

/** All words of a search, each at the beginning of one of the report's. */
function found(
  body: ReportBody,
  searches: readonly { readonly text: string; readonly terms: readonly string[] }[],
): string[] {
  if (searches.length === 0) return [];
  const values = body.observables.flatMap(({ value }) => textWords(value));
  const words = [...searchWords(body), ...values];
  return searches
    .filter(
      ({ terms }) =>
        terms.length > 0 && terms.every((term) => words.some((word) => word.startsWith(term))),
    )
    .map(({ text }) => text);
}

function reason(value: string): ReasonRow {
  return { kind: "watch", value, type: null, ours: "watch list", strength: "strong" };
}
