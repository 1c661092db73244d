/**
 * Makes scores mean what they say: on texts whose documents were kept apart, how often was a label
 * right that had this margin and this lead? Logistic regression by Newton's method.
 */

import { type Certainty, noTechnique, type TechniqueTable } from "../table.ts";
import { createTagger } from "../tagger.ts";
import { wordsOf } from "../words.ts";
import type { Example } from "./examples.ts";
import { trainTable } from "./train.ts";

/** Labels of a text that are looked at: more than are ever shown. */
const labelsPerText = 10;
const newtonSteps = 30;

interface Judged {
  readonly margin: number;
  readonly lead: number;
  readonly isRight: boolean;
}

/** Splits the documents into parts; each example with a document is tested once. */
export function* documentFolds(
  examples: readonly Example[],
  folds: number,
): Generator<{ readonly train: readonly Example[]; readonly test: readonly Example[] }> {
  const documents = new Map<string, number>();
  for (const { document } of examples) {
    if (document !== undefined && !documents.has(document)) documents.set(document, documents.size);
  }
  const foldOf = ({ document }: Example): number =>
    document === undefined ? -1 : (documents.get(document) ?? 0) % folds;
  for (let fold = 0; fold < folds; fold += 1) {
    yield {
      train: examples.filter((it) => foldOf(it) !== fold),
      test: examples.filter((it) => foldOf(it) === fold),
    };
  }
}

/** Trains on all examples, and on parts of them to learn how sure the table may be. */
export function trainCalibrated(examples: readonly Example[], folds: number): TechniqueTable {
  const judged: Judged[] = [];
  for (const { train, test } of documentFolds(examples, folds)) {
    judged.push(...judge(trainTable(train), test));
  }
  return { ...trainTable(examples), certainty: fitCertainty(judged) };
}

function judge(table: TechniqueTable, test: readonly Example[]): Judged[] {
  const tagger = createTagger(table);
  const noneLabel = table.labels.indexOf(noTechnique);
  return test.flatMap(({ text, techniques }) => {
    const words = wordsOf(text);
    const margins = tagger.margins(words);
    const labels = tagger.tag(words, labelsPerText).map((it) => it.label);
    if (margins === undefined) return [];
    const marginOf = (label: number | undefined): number => margins[label ?? noneLabel] ?? 0;
    return labels.map((label, at) => {
      const margin = marginOf(label);
      const other = Math.max(marginOf(noneLabel), marginOf(at === 0 ? labels[1] : labels[0]));
      return { margin, lead: margin - other, isRight: table.labels[label] === techniques[0] };
    });
  });
}

/** Exported for its test. */
export function fitCertainty(judged: readonly Judged[]): Certainty {
  let weights: Triple = [1, 0, 0];
  for (let step = 0; step < newtonSteps; step += 1) {
    const gradient: Triple = [0, 0, 0];
    // The Hessian's upper half: aa, ab, ac, bb, bc, cc; a little more than 0 so that it can be solved.
    const hessian = [1e-6, 0, 0, 1e-6, 0, 1e-6];
    for (const { margin, lead, isRight } of judged) {
      const [a, b, c] = weights;
      const chance = 1 / (1 + Math.exp(-(a * margin + b * lead + c)));
      const slope = chance - (isRight ? 1 : 0);
      const curve = chance * (1 - chance);
      const row = [margin, lead, 1] as const;
      gradient[0] += slope * row[0];
      gradient[1] += slope * row[1];
      gradient[2] += slope * row[2];
      for (const [at, [i, j]] of halves.entries()) {
        hessian[at] = (hessian[at] ?? 0) + curve * row[i] * row[j];
      }
    }
    const change = solved(hessian, gradient);
    weights = [weights[0] - change[0], weights[1] - change[1], weights[2] - change[2]];
  }
  const [margin, lead, offset] = weights.map((it) => Math.round(it * 1e4) / 1e4);
  return { margin: margin ?? 0, lead: lead ?? 0, offset: offset ?? 0 };
}

type Triple = [number, number, number];

const halves = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 1],
  [1, 2],
  [2, 2],
] as const;

/** Cramer's rule for a symmetric matrix. */
function solved(hessian: readonly number[], [x, y, z]: Triple): Triple {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 1] = hessian;
  const [aa, bb, cc] = [d * f - e * e, c * e - b * f, b * e - c * d];
  const determinant = a * aa + b * bb + c * cc;
  const [dd, ee, ff] = [a * f - c * c, b * c - a * e, a * d - b * b];
  return [
    (aa * x + bb * y + cc * z) / determinant,
    (bb * x + dd * y + ee * z) / determinant,
    (cc * x + ee * y + ff * z) / determinant,
  ];
}
