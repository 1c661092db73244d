/**
 * How often the suggested ATT&CK techniques are those that a person labelled. The tables here are
 * trained on all documents but those that are judged; the one that comes with Tocsin saw them all.
 * Prints a table; the texts are not in this repository.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import {
  builtInTechniqueTagger,
  createTechniqueTagger,
  documentFolds,
  readTechniqueExamples,
  type TechniqueExample,
  techniqueSources,
  trainTechniqueTable,
} from "@tocsin/threat/technique-training";
import {
  suggestTechniques,
  suggestWith,
  type TechniqueSuggestion,
} from "@tocsin/threat/techniques";
import type { Bench, BenchRow } from "../bench.ts";
import { dataFolder } from "./ioc.ts";
import { attackSentences, ordinarySentences } from "./technique-sentences.ts";

const folds = 10;
const ranks = 3;
const bins = 10;

interface Judged {
  readonly truth: string | undefined;
  /** The file that it is from. */
  readonly source: string;
  readonly given: readonly TechniqueSuggestion[];
}

interface Score {
  readonly texts: number;
  readonly top1: number;
  readonly top3: number;
  readonly macroF1: number;
  readonly none: number;
  /** Mean distance of the score from how often it was right, over ten bins. */
  readonly calibrationError: number;
}

/** Every labelled text, judged by a table that saw no text of its document. */
function judgeApart(examples: readonly TechniqueExample[]): Judged[] {
  const shipped = builtInTechniqueTagger().table;
  const judged: Judged[] = [];
  for (const { train, test } of documentFolds(examples, folds)) {
    // The three numbers of calibration are taken from the whole; they order nothing.
    const table = { ...trainTechniqueTable(train), certainty: shipped.certainty };
    const tagger = createTechniqueTagger(table);
    for (const { text, techniques, document = "" } of test) {
      const source = document.replace(/ [0-9]+$/, "");
      judged.push({ truth: techniques[0], source, given: suggestWith(tagger, text) });
    }
    console.error(`  ${judged.length} texts judged`);
  }
  return judged;
}

function scoreLabelled(judged: readonly Judged[]): Score {
  const right = (rank: number) =>
    share(judged, ({ truth, given }) =>
      given.slice(0, rank).some(({ technique }) => technique === truth),
    );
  return {
    texts: judged.length,
    top1: right(1),
    top3: right(ranks),
    macroF1: macroF1(judged),
    none: share(judged, ({ given }) => given.length === 0),
    calibrationError: calibrationError(judged),
  };
}

/** Of the techniques that occur as labels, each counted alike. */
function macroF1(judged: readonly Judged[]): number {
  const labels = [...new Set(judged.map(({ truth }) => truth))];
  const values = labels.map((label) => {
    const wanted = judged.filter(({ truth }) => truth === label);
    const given = judged.filter((it) => it.given[0]?.technique === label);
    const both = wanted.filter((it) => it.given[0]?.technique === label);
    return (200 * both.length) / (wanted.length + given.length);
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function calibrationError(judged: readonly Judged[]): number {
  const firsts = judged.flatMap(({ truth, given: [first] }) =>
    first === undefined ? [] : [{ score: first.score, isRight: first.technique === truth }],
  );
  let error = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const inside = firsts.filter(
      ({ score }) => Math.min(bins - 1, Math.floor(score * bins)) === bin,
    );
    const meant = inside.reduce((sum, { score }) => sum + score, 0);
    error += Math.abs(meant - inside.filter(({ isRight }) => isRight).length);
  }
  return (100 * error) / firsts.length;
}

function share<T>(items: readonly T[], is: (item: T) => boolean): number {
  return (100 * items.filter(is).length) / Math.max(1, items.length);
}

function printTables(apart: Score, ordinary: ReadonlyMap<string, readonly Judged[]>): void {
  const percent = (value: number) => `${value.toFixed(1)} %`.padStart(9);
  console.error(`
sentences of reports, documents apart   ${apart.texts} texts
  first is right        ${percent(apart.top1)}
  right among three     ${percent(apart.top3)}
  macro F1              ${percent(apart.macroF1)}
  answered with none    ${percent(apart.none)}
  calibration error     ${percent(apart.calibrationError)}

ordinary sentences, documents apart     texts   false alarms`);
  for (const [source, judged] of ordinary) {
    const alarms = share(judged, ({ given }) => given.length > 0);
    console.error(`  ${source.padEnd(36)} ${String(judged.length).padStart(6)} ${percent(alarms)}`);
  }
}

function runQuality(row: (row: BenchRow) => void): void {
  const examples = readTechniqueExamples(
    techniqueSources((name) => readFileSync(join(dataFolder, name), "utf8")),
  );
  const judged = judgeApart(examples);
  const score = scoreLabelled(judged.filter(({ truth }) => truth !== undefined));
  const ordinary = judged.filter(({ truth }) => truth === undefined);
  printTables(
    score,
    Map.groupBy(ordinary, ({ source }) => source),
  );
  const values: readonly (readonly [string, number])[] = [
    ["first is right", score.top1],
    ["right among three", score.top3],
    ["macro F1", score.macroF1],
    ["labelled text answered with none", score.none],
    ["calibration error", score.calibrationError],
    ["ordinary text: false alarms", share(ordinary, ({ given }) => given.length > 0)],
  ];
  for (const [metric, value] of [...values, ...ownSentences()])
    row({ metric, unit: "%", values: [value] });
  const texts = examples.filter(({ set }) => set === "reports").map(({ text }) => text);
  row({ metric: "speed, one sentence", unit: "ms", values: sentenceTimes(texts) });
}

/** By the table that comes with Tocsin, which saw none of them. */
function ownSentences(): (readonly [string, number])[] {
  const alarms = share(ordinarySentences, (text) => suggestTechniques(text).length > 0);
  const rightAmong = (rank: number) =>
    share(attackSentences, ([technique, text]) =>
      suggestTechniques(text)
        .slice(0, rank)
        .some((given) => given.technique === technique),
    );
  return [
    [`${ordinarySentences.length} sentences of offices: false alarms`, alarms],
    [`${attackSentences.length} sentences of attacks: first is right`, rightAmong(1)],
    [`${attackSentences.length} sentences of attacks: right among three`, rightAmong(ranks)],
  ];
}

const speedRuns = 5;

function sentenceTimes(texts: readonly string[]): number[] {
  return Array.from({ length: speedRuns }, () => {
    const started = performance.now();
    for (const text of texts) suggestTechniques(text);
    return (performance.now() - started) / texts.length;
  });
}

export const benches: Bench[] = [
  {
    name: "quality.techniques",
    about: "ATT&CK techniques suggested for labelled sentences, documents kept apart",
    run(row) {
      if (existsSync(dataFolder)) runQuality(row);
      else console.error("quality.techniques: no data folder beside the repository, skipped");
      return Promise.resolve();
    },
  },
];
