import { describe, expect, it } from "vitest";

import { createTagger } from "../tagger.ts";
import { wordsOf } from "../words.ts";
import { documentFolds, fitCertainty, trainCalibrated } from "./calibrate.ts";
import { readExamples, type TechniqueSources } from "./corpus.ts";
import type { Example } from "./examples.ts";
import { matrixOf } from "./matrix.ts";
import { trainTable } from "./train.ts";

function example(text: string, technique: string | undefined, document: string): Example {
  const techniques = technique === undefined ? [] : [technique];
  return { text, techniques, weight: 1, document, set: "reports" };
}

const verbs = ["it", "then", "later", "also", "again", "soon"];
const examples = verbs.flatMap((word, at) => [
  example(`${word} captures the screen`, "T1113", `d${at}`),
  example(`${word} takes screen shots`, "T1113", `d${at}`),
  example(`${word} logs each key stroke`, "T1056.001", `d${at}`),
  example(`${word} the weather is fine`, undefined, `d${at}`),
]);

describe("trainTable", () => {
  it("learns from few texts, and gives the same table each time", () => {
    const table = trainTable(examples);
    expect(trainTable(examples)).toEqual(table);
    const tagger = createTagger(table);
    const best = (text: string) => tagger.tag(wordsOf(text), 1)[0]?.technique;
    expect(best("screen of the victim")).toBe("T1113");
    expect(best("a key")).toBe("T1056.001");
    expect(best("weather is fine")).toBeUndefined();
  });

  it("does not hold it against a technique that the same text names another", () => {
    const both = [
      ...examples,
      example("both things", "T1113", "x"),
      example("both things", "T1056.001", "y"),
    ];
    const again = [...both, ...both.slice(-2)];
    const tagged = createTagger(trainTable(again)).tag(wordsOf("both things"), 2);
    expect(tagged.map((it) => it.technique).sort()).toEqual(["T1056.001", "T1113"]);
  });
});

describe("matrixOf", () => {
  it("makes rows of length 1 and leaves out what is too rare", () => {
    const matrix = matrixOf(["alpha beta", "alpha gamma", "delta"], 2);
    expect(matrix.features).toHaveLength(2);
    const squares = [...matrix.values.subarray(0, matrix.starts[1])].map((value) => value ** 2);
    expect(squares.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
    expect([...matrix.starts]).toEqual([0, 2, 4, 4]);
  });
});

describe("documentFolds", () => {
  it("tests each example with a document once, and never on a table that saw its document", () => {
    const training: Example = { text: "x", techniques: ["T1113"], weight: 1, set: "reports" };
    const folds = [...documentFolds([...examples, training], 3)];
    expect(folds.flatMap((fold) => fold.test)).toHaveLength(examples.length);
    for (const { train, test } of folds) {
      const seen = new Set(train.map((it) => it.document));
      expect(test.some((it) => seen.has(it.document))).toBe(false);
      expect(train).toContain(training);
    }
  });
});

describe("calibration", () => {
  it("finds the odds of margins that are right as often as they say", () => {
    const judged = Array.from({ length: 4000 }, (_, at) => {
      const margin = (at % 40) / 10 - 2;
      const chance = 1 / (1 + Math.exp(-(2 * margin + 0.5)));
      return { margin, lead: 0, isRight: (Math.floor(at / 40) + 0.5) / 100 < chance };
    });
    const { margin, offset } = fitCertainty(judged);
    expect(margin).toBeCloseTo(2, 1);
    expect(offset).toBeCloseTo(0.5, 1);
  });

  it("gives scores between 0 and 1 that rise with the margin", () => {
    const { certainty } = trainCalibrated(examples, 3);
    expect(certainty.margin + certainty.lead).toBeGreaterThan(0);
  });
});

const sources: TechniqueSources = {
  reports:
    '{"text":"a","technique":"T1027","doc":"d"}\n{"text":"b","technique":"T1574.002","doc":"d"}\n',
  procedures:
    '{"source":"S1","text":"c","technique":"T1027.002"}\n{"text":"d","technique":"T1574.001"}',
  catalogue:
    '{"techniques":[{"id":"T1001","name":"n","desc":"e."}],"mitigations":[{"desc":"m"}],"groups":[]}',
  phrases: "# about\nT1027 f | g\nnone h\nany p | q + 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7\n",
  ordinary: [{ name: "o", lines: '{"text":"i","template":7}\n{"text":"j"}' }],
};

describe("readExamples", () => {
  it("labels as those do who label reports", () => {
    const read = readExamples(sources);
    const labels = new Map(read.map((it) => [it.text, it.techniques[0]]));
    expect(labels.get("c")).toBe("T1027");
    expect(labels.get("d")).toBe("T1574.002");
    expect(labels.get("g")).toBe("T1027");
    expect(labels.get("n. e.")).toBe("T1001");
    for (const ordinary of ["m", "h", "i", "j"]) expect(labels.get(ordinary)).toBeUndefined();
    expect(read.find((it) => it.text === "i")?.document).toBe("o 7");
  });

  it("joins each word that offices use as well with some of what stands behind it", () => {
    const joined = readExamples(sources).filter(({ text }) => /^[pq] \d$/.test(text));
    expect(joined.map(({ text }) => text)).toEqual(["p 0", "p 7", "q 6"]);
    for (const { techniques, document } of joined)
      expect([techniques, document]).toEqual([[], undefined]);
  });

  it.each<[string, Partial<TechniqueSources>]>([
    ["no JSON", { reports: "a" }],
    ["a missing field", { reports: '{"text":"a"}' }],
    ["another catalogue", { catalogue: "[]" }],
    ["a number for a text", { ordinary: [{ name: "o", lines: '{"text":1}' }] }],
  ])("refuses %s", (_, wrong) => {
    expect(() => readExamples({ ...sources, ...wrong })).toThrow();
  });
});
