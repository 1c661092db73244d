/**
 * Makes the numbers of `src/subjects/bearing-weights.ts`: logistic regression over fragments of labelled
 * texts, of which a third is left out. For maintainers: `npx node packages/disclosure/scripts/make-bearing.ts
 * CORPORA` (the data folder, for its incident texts and its sentences of threat reports).
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { extract } from "@tocsin/threat/extraction";
import { z } from "zod";
import { isTuned, readPassages } from "../../../bench/src/quality/redaction-passages.ts";
import { labelledText, type LabelledText } from "../../../bench/src/quality/redaction-score.ts";
import type { Reading } from "../src/detector.ts";
import { isWide } from "../src/overlap.ts";
import { compileIdentity } from "../src/identity/company-identity.ts";
import { emptyProfile } from "../src/identity/empty-profile.ts";
import { isFindingKind } from "../src/finding-kinds.ts";
import { bearingWeights, contextWeights, signs } from "../src/subjects/bearing-weights.ts";
import { continued, explained, fragmentsOf } from "../src/subjects/fragments.ts";
import { Tally, type Verdict } from "../src/subjects/tally.ts";
import { readPassage } from "../src/text/passage.ts";
import { placesOf } from "../src/text/places.ts";
import { linesOf } from "../src/text/lines.ts";
import { wordsOf } from "../src/text/words.ts";

const [corpora = ""] = process.argv.slice(2);
/** A fragment of which so much must go is about us; with less it is not counted. */
const coverMin = 0.3;
/** Every fourth sentence of threat reports, each counting less than a labelled fragment. */
const sentenceStep = 4;
const sentenceWeight = 0.3;
/** What must stay counts twice. */
const keepWeight = 2;
const rounds = 5;
const newtonSteps = 40;

interface Row {
  readonly own: number[];
  readonly label: number;
  readonly weight: number;
  /** -1 where only a part must go. */
  readonly wanted: number;
  readonly isContinued: boolean;
}

function lines<T>(file: string, schema: z.ZodType<T>): T[] {
  const text = readFileSync(join(corpora, file), "utf8").trim();
  return text.split("\n").map((line) => schema.parse(JSON.parse(line)));
}

function rowsOf({ text, company, spans, keep }: LabelledText, weight: number): Row[] {
  const passage = readPassage(text);
  const words = wordsOf(passage);
  const identity = compileIdentity({ ...emptyProfile, ...company });
  const observations = extract(text).filter(({ benign }) => benign?.effect !== "never");
  const starts = new Set<number>();
  const ownPhrases = identity.phrases.find(words);
  for (const { start, value } of ownPhrases) {
    if (value.kind === "company-product" || value.kind === "company-brand") starts.add(start);
  }
  const all = Array.from({ length: words.count }, (_, at) => at);
  const ownThings = new Set(all.filter((at) => starts.has(words.starts[at] ?? -1)));
  const reading: Reading = {
    ...{ passage, words, identity, ownPhrases, ownThings, observations },
    lines: linesOf(passage, words),
    places: placesOf(words),
    refanged: passage,
    coveredWords: new Uint8Array(words.count),
    isExplained: () => false,
  };
  const tally = new Tally();
  let before: Verdict | undefined;
  const { count, firsts, joints } = fragmentsOf(passage, words);
  return Array.from({ length: count }, (_, at) => {
    const [first = 0, last = 0] = firsts.subarray(at, at + 2);
    const joint = joints[at] ?? 0;
    const isContinued = (joint & continued) !== 0;
    if (!isContinued) before = undefined;
    const label = (joint & explained) !== 0 ? tally.cues : 0;
    tally.read(reading, first, last, joint, before);
    before = tally.verdict();
    const span = passage.spanOf(words.starts[first] ?? 0, words.ends[last - 1] ?? 0);
    const touches = (it: { start: number; end: number }): boolean =>
      it.start < span.end && it.end > span.start;
    const own = [...tally.signs];
    own[signs.indexOf("attack-value")] = observations.filter(touches).length;
    let cover = 0;
    for (const it of spans) {
      if (
        !it.must ||
        !isFindingKind(it.kind) ||
        !isWide({ ...it, kind: it.kind, why: "", needsReview: true })
      )
        continue;
      cover += Math.max(0, Math.min(it.end, span.end) - Math.max(it.start, span.start));
    }
    const share = cover / Math.max(1, span.end - span.start);
    const isKept = spans.length === 0 || keep.some(touches);
    return {
      own: own.map((count, at) => Math.min(count, bearingWeights[signs[at] ?? "always"].most)),
      label: Math.min(label, bearingWeights.cues.most),
      wanted: share >= coverMin ? 1 : cover > 0 ? -1 : 0,
      weight: share === 0 && isKept ? weight * keepWeight : weight,
      isContinued,
    };
  });
}

/** Rows with what stands beside them, by the odds that their own signs have. */
function withContext(rows: readonly Row[], own: readonly number[]): number[][] {
  const { middle, least, most } = contextWeights;
  const pull = (at: number, isJoined: boolean | undefined): number =>
    isJoined === true ? Math.max(least, Math.min(most, (own[at] ?? middle) - middle)) : 0;
  return rows.map((row, at) => [
    ...row.own,
    pull(at - 1, row.isContinued),
    pull(at + 1, rows[at + 1]?.isContinued),
    row.label,
  ]);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Newton's method; all but the first weight are drawn towards 0. */
function fit(inputs: readonly number[][], rows: readonly Row[]): number[] {
  const size = inputs[0]?.length ?? 0;
  const places = Array.from({ length: size }, (_, at) => at);
  let weights = places.map(() => 0);
  for (let step = 0; step < newtonSteps; step += 1) {
    const drawn = places.map((at): number => (at === 0 ? 1e-6 : 1));
    const slope = places.map((at) => (drawn[at] ?? 0) * (weights[at] ?? 0));
    const bend = places.map((row) => places.map((at) => (at === row ? (drawn[at] ?? 0) : 0)));
    for (const [at, input] of inputs.entries()) {
      const { wanted, weight } = rows[at] ?? { wanted: -1, weight: 0 };
      if (wanted < 0) continue;
      const chance = 1 / (1 + Math.exp(-dot(weights, input)));
      for (const [row, x] of input.entries()) {
        if (x === 0) continue;
        slope[row] = (slope[row] ?? 0) + weight * (chance - wanted) * x;
        const bent = bend[row] ?? [];
        for (const [column, y] of input.entries()) {
          bent[column] = (bent[column] ?? 0) + weight * chance * (1 - chance) * x * y;
        }
      }
    }
    const change = solved(bend, slope);
    weights = weights.map((weight, at) => weight - (change[at] ?? 0));
  }
  return weights;
}

/** Gauss's elimination; the matrix is positive definite. */
function solved(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  for (const [at, row] of rows.entries()) {
    const pivot = row[at] ?? 1;
    for (let column = at; column < row.length; column += 1) {
      row[column] = (row[column] ?? 0) / pivot;
    }
    for (const [other, target] of rows.entries()) {
      const factor = target[at] ?? 0;
      if (other === at || factor === 0) continue;
      for (let column = at; column < target.length; column += 1) {
        target[column] = (target[column] ?? 0) - factor * (row[column] ?? 0);
      }
    }
  }
  return rows.map((row) => row.at(-1) ?? 0);
}

const nobody = {
  ...{ names: [], domains: [], brands: [], products: [] },
  ...{ hosts: [], ranges: [], places: [], people: [] },
};
const sentences = lines("technique-tagging/tram-sentences.jsonl", z.object({ text: z.string() }))
  .filter((_, at) => at % sentenceStep === 0)
  .map(({ text }): LabelledText => ({ id: "", company: nobody, text, spans: [], keep: [] }));
const texts = [
  ...lines("redaction/incident-texts.jsonl", labelledText),
  ...readPassages().filter((_, at) => isTuned(at)),
];
const rows = [
  ...texts.flatMap((text) => rowsOf(text, 1)),
  ...sentences.flatMap((text) => rowsOf(text, sentenceWeight / keepWeight)),
];
let weights = fit(
  rows.map(({ own }) => [...own]),
  rows,
);
for (let round = 0; round < rounds; round += 1) {
  const own = rows.map((row) => dot(weights, row.own));
  weights = fit(withContext(rows, own), rows);
}

const file = join(import.meta.dirname, "../src/subjects/bearing-weights.ts");
let code = readFileSync(file, "utf8");
const set = (before: string, weight = 0): void => {
  const at = code.indexOf(before) + before.length;
  code = code.slice(0, at) + code.slice(at).replace(/^-?[\d.]+/, String(Number(weight.toFixed(2))));
};
for (const [at, sign] of signs.entries()) {
  const { most } = bearingWeights[sign];
  const key = sign.includes("-") ? JSON.stringify(sign) : sign;
  set(`\n  ${key}: { most: ${most}, weight: `, weights[at]);
}
for (const [at, key] of ["before", "after", "label"].entries()) {
  set(`\n  ${key}: `, weights[signs.length + at]);
}
writeFileSync(file, code);
