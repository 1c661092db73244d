/**
 * Makes `data/words.json`: which words are ordinary, which are people's names, which belong to the
 * trade. For maintainers: `npx node packages/disclosure/scripts/make-words.ts FAKER LEXEMES CORPORA`
 * (an unpacked @faker-js/faker, a JSON list of the words of wink-eng-lite-web-model, the data folder).
 */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { threatNames } from "@tocsin/threat";
import { z } from "zod";
import { currencies } from "../src/subjects/amount-words.ts";
import { readPassage } from "../src/text/passage.ts";
import { hashOf } from "../src/text/word-hash.ts";

const [fakerFolder = "", lexemesFile = "", corporaFolder = ""] = process.argv.slice(2);
const wordCharsMin = 2;
const wordCharsMax = 20;
/** Documents in which a capitalised word must stand before it counts as one of the trade. */
const tradeDocumentsMin = 3;
const ordinaryDocumentsMin = 4;
const titledDocumentsMin = 2;

const latinName = /^[\p{Script=Latin}'’ .-]+$/u;

function fold(word: string): string {
  return readPassage(word).lower;
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(strings);
  if (typeof value !== "object" || value === null) return [];
  return "weight" in value && "value" in value
    ? strings(value.value)
    : Object.values(value).flatMap(strings);
}

function nameWords(value: unknown): string[] {
  return strings(value)
    .filter((name) => latinName.test(name))
    .flatMap((name) => fold(name).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= wordCharsMin && word.length <= wordCharsMax);
}

const fakerSchema = z.object({
  allLocales: z.record(
    z.string(),
    z.object({
      person: z.object({ first_name: z.unknown(), last_name: z.unknown() }).partial().optional(),
    }),
  ),
});

async function readNames(): Promise<{ given: Set<string>; family: Set<string> }> {
  const loaded: unknown = await import(pathToFileURL(join(fakerFolder, "dist/index.js")).href);
  const given = new Set<string>();
  const family = new Set<string>();
  for (const { person } of Object.values(fakerSchema.parse(loaded).allLocales)) {
    for (const word of nameWords(person?.first_name)) given.add(word);
    for (const word of nameWords(person?.last_name)) family.add(word);
  }
  return { given, family };
}

function* documents(): Generator<string> {
  for (const file of [
    "reports/eset-reports.jsonl",
    "reports/tram-us-gov-advisories.jsonl",
    "technique-tagging/tram-sentences.jsonl",
    "attack/procedure-sentences.jsonl",
  ]) {
    const bySource = new Map<string, string[]>();
    for (const line of readFileSync(join(corporaFolder, file), "utf8").trim().split("\n")) {
      const row = z
        .object({ id: z.string().optional(), doc: z.string().optional(), text: z.string() })
        .parse(JSON.parse(line));
      const source = row.id ?? row.doc ?? row.text.slice(0, 24);
      bySource.set(source, [...(bySource.get(source) ?? []), row.text]);
    }
    for (const texts of bySource.values()) yield texts.join("\n");
  }
  for (const folder of ["csaf/IT", "csaf/OT"]) {
    for (const file of readdirSync(join(corporaFolder, folder))) {
      yield strings(JSON.parse(readFileSync(join(corporaFolder, folder, file), "utf8"))).join("\n");
    }
  }
}

interface Counts {
  readonly capital: Map<string, number>;
  readonly lower: Map<string, number>;
  /** With a capital although a sentence goes on before it. */
  readonly inside: Map<string, number>;
}

function countDocuments(): Counts {
  const inside = new Map<string, number>();
  const capital = new Map<string, number>();
  const lower = new Map<string, number>();
  for (const text of documents()) {
    const seen = new Set<string>();
    for (const [word] of text.matchAll(/(?<![\w.@/\\-])[A-Za-z][A-Za-z0-9]{1,19}(?![\w@/\\])/g)) {
      if (seen.has(word)) continue;
      seen.add(word);
      const counts = /^[a-z]+$/.test(word) ? lower : capital;
      const key = word.toLowerCase();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  for (const text of documents()) {
    const words = new Set<string>();
    for (const [, word = ""] of text.matchAll(/[a-z,] ([A-Z][a-z]{1,19})(?![\w@/\\])/g)) {
      words.add(word.toLowerCase());
    }
    for (const word of words) inside.set(word, (inside.get(word) ?? 0) + 1);
  }
  return { capital, lower, inside };
}

function makersAndProducts(): string[] {
  const catalogue = z
    .object({
      vulnerabilities: z.array(z.object({ vendorProject: z.string(), product: z.string() })),
    })
    .parse(
      JSON.parse(
        readFileSync(join(corporaFolder, "kev/known_exploited_vulnerabilities.json"), "utf8"),
      ),
    );
  return catalogue.vulnerabilities
    .flatMap(({ vendorProject, product }) => [vendorProject, product])
    .flatMap((text) => text.match(/[A-Za-z][A-Za-z0-9]{1,19}/g) ?? []);
}

function joined(words: Iterable<string>): string {
  return [...new Set(words)].sort().join(" ");
}

const { given, family } = await readNames();
const { capital, lower, inside } = countDocuments();
const lexemes = z.array(z.string()).parse(JSON.parse(readFileSync(lexemesFile, "utf8")));
const plain = /^[a-z]{2,20}$/;
const ordinary = new Set(lexemes.filter((word) => plain.test(word)));
for (const [word, count] of lower) if (count >= ordinaryDocumentsMin) ordinary.add(word);
const trade = new Set(makersAndProducts().map((word) => word.toLowerCase()));
for (const { aliases } of threatNames()) {
  for (const { text } of aliases) for (const word of fold(text).split(/\W+/)) trade.add(word);
}
for (const [word, count] of capital) {
  const isName = given.has(word) || family.has(word);
  if (count >= (isName ? 20 : tradeDocumentsMin)) trade.add(word);
}
for (const word of [...trade]) {
  const tooShort = word.length < wordCharsMin || word.length > wordCharsMax;
  const isOther = ordinary.has(word) || currencies.has(hashOf(word)) || /^\d+$/.test(word);
  if (tooShort || isOther) trade.delete(word);
}
const target = join(import.meta.dirname, "../data/words.json");
const table = {
  notice:
    "Names: @faker-js/faker 10.6.0, MIT, © 2022-2025 Faker. Ordinary words: wink-eng-lite-web-model 1.8.1, MIT, " +
    "© 2020-2022 GRAYPE Systems. Words of the trade: CISA KEV catalogue (CC0), CISA advisories (US government), " +
    "MITRE ATT&CK (© The MITRE Corporation, reproduced with permission), ESET malware-ioc (BSD-2-Clause, © ESET spol. s r.o.).",
  ordinary: joined(ordinary),
  given: joined(given),
  family: joined(family),
  trade: joined(trade),
  titled: joined(
    [
      ...[...inside].filter(([, count]) => count >= titledDocumentsMin).map(([word]) => word),
      ...threatNames().flatMap(({ aliases }) =>
        aliases.flatMap(({ text }) => fold(text).split(/\W+/)),
      ),
    ].filter((word) => ordinary.has(word)),
  ),
};
writeFileSync(target, `${JSON.stringify(table, null, 2)}\n`);
process.stderr.write(
  `ordinary ${ordinary.size}, given ${given.size}, family ${family.size}, trade ${trade.size}\n`,
);
