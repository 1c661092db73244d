/**
 * Makes `data/threat-words.json`: ordinary words that texts about attacks are made of. For
 * maintainers: `npx node packages/disclosure/scripts/make-threat-words.ts CORPORA` (the data folder:
 * ATT&CK, TRAM, reports of ESET, KEV). Only words and in which of two classes they are; no text.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import words from "../data/words.json" with { type: "json" };

const [corporaFolder = ""] = process.argv.slice(2);
/** Pieces of text in which a word must stand to be common. */
const commonPiecesMin = 5;
const wordCharsMin = 3;

function read(file: string): string {
  return readFileSync(join(corporaFolder, file), "utf8");
}

function lines<T>(file: string, schema: z.ZodType<T>): T[] {
  return read(file)
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}

/** The sentences of one document are one piece. */
function gathered(sentences: readonly (readonly [string, string])[]): string[] {
  const documents = new Map<string, string>();
  for (const [document, text] of sentences) {
    documents.set(document, `${documents.get(document) ?? ""} ${text}`);
  }
  return [...documents.values()];
}

function pieces(): string[] {
  const described = z.array(z.object({ desc: z.string().optional() }));
  const attack = z
    .object({
      techniques: described,
      software: described,
      groups: described,
      campaigns: described,
      mitigations: described,
    })
    .parse(JSON.parse(read("attack/enterprise-compact.json")));
  const procedures = lines(
    "attack/procedure-sentences.jsonl",
    z.object({ source: z.string(), text: z.string() }),
  );
  const sentences = lines(
    "technique-tagging/tram-sentences.jsonl",
    z.object({ doc: z.string(), text: z.string() }),
  );
  const reports = ["tram-us-gov-advisories", "eset-reports"].flatMap((name) =>
    lines(`reports/${name}.jsonl`, z.object({ text: z.string() })),
  );
  const exploited = z
    .object({
      vulnerabilities: z.array(
        z.object({ shortDescription: z.string(), requiredAction: z.string() }),
      ),
    })
    .parse(JSON.parse(read("kev/known_exploited_vulnerabilities.json")));
  return [
    ...Object.values(attack).flatMap((list) => list.map(({ desc = "" }) => desc)),
    ...gathered(procedures.map(({ source, text }) => [source, text])),
    ...gathered(sentences.map(({ doc, text }) => [doc, text])),
    ...reports.flatMap(({ text }) => text.split(/\n\s*\n/)),
    ...exploited.vulnerabilities.map((it) => `${it.shortDescription} ${it.requiredAction}`),
  ];
}

const counts = new Map<string, number>();
for (const piece of pieces()) {
  for (const word of new Set(piece.toLowerCase().match(/[a-z]+/g) ?? [])) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
}
const known = words.ordinary
  .split(" ")
  .filter((word) => word.length >= wordCharsMin && counts.has(word))
  .sort();
const isCommon = (word: string): boolean => (counts.get(word) ?? 0) >= commonPiecesMin;
const table = {
  notice:
    "Ordinary words in texts about attacks: MITRE ATT&CK (© The MITRE Corporation, reproduced with permission), TRAM (Apache-2.0), ESET malware-ioc (BSD-2-Clause), CISA KEV (CC0). Made by scripts/make-threat-words.ts.",
  common: known.filter(isCommon).join(" "),
  rare: known.filter((word) => !isCommon(word)).join(" "),
};
writeFileSync(
  join(import.meta.dirname, "../data/threat-words.json"),
  `${JSON.stringify(table, undefined, 2)}\n`,
);
