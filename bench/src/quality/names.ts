/**
 * People's names in chat, by models that never saw the text nor the name: tenths of WNUT 2017's
 * development part, such that no name is in two of them. What Tocsin comes with saw them all.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileIdentity } from "@tocsin/disclosure/identity";
import { findingsOf, inspect } from "@tocsin/disclosure/inspecting";
import {
  detectorsBy,
  foldsApart,
  type NamedText,
  nameSources,
  parseNameModels,
  trainNameModels,
} from "@tocsin/disclosure/names";
import { emptyProfile } from "@tocsin/disclosure";
import { extract } from "@tocsin/threat/extraction";
import type { Bench, BenchRow } from "../bench.ts";
import { dataFolder } from "./ioc.ts";
import { coverage, isGone } from "./redaction-score.ts";

const folds = 10;
type Detectors = ReturnType<typeof detectorsBy>;

const identity = compileIdentity(emptyProfile);

interface Sum {
  people: number;
  found: number;
  other: number;
  offered: number;
}

function add(sum: Sum, { text, people }: NamedText, detectors: Detectors): void {
  const inspection = inspect(text, { identity, observations: extract(text), detectors });
  if (!inspection.ok) throw new Error(inspection.detector);
  const covered = coverage(
    text.length,
    findingsOf(text, inspection.detections).map((it) => ({ ...it })),
  );
  const isPerson = new Uint8Array(text.length);
  for (const person of people) {
    isPerson.fill(1, person.start, person.end);
    sum.people += 1;
    if (isGone(text, covered, person)) sum.found += 1;
  }
  for (let at = 0; at < text.length; at += 1) {
    if (isPerson[at] === 1 || /\s/.test(text[at] ?? " ")) continue;
    sum.other += 1;
    if (covered[at] !== 0) sum.offered += 1;
  }
}

function report(
  set: string,
  { people, found, other, offered }: Sum,
  row: (row: BenchRow) => void,
): void {
  row({ metric: `${set}: people`, unit: "%", values: [(100 * found) / people] });
  row({ metric: `${set}: other text offered`, unit: "%", values: [(100 * offered) / other] });
}

export const benches: Bench[] = [
  {
    name: "quality.names",
    about: "people's names in chat, by models that saw neither the text nor the name",
    run(row) {
      if (!existsSync(dataFolder)) {
        console.error("quality.names: no data folder beside the repository, skipped");
        return Promise.resolve();
      }
      const sources = nameSources((name) => readFileSync(join(dataFolder, name), "utf8"));
      for (const [way, parts] of [
        ["texts and names apart", foldsApart(sources.chat, folds)],
        ["texts apart", sources.chat.map((_, at) => at % folds)],
      ] as const) {
        const sum: Sum = { people: 0, found: 0, other: 0, offered: 0 };
        const everydaySum = { ...sum };
        for (let fold = 0; fold < folds; fold += 1) {
          const chat = sources.chat.filter((_, at) => parts[at] !== fold);
          const everyday = sources.everyday.filter((_, at) => at % folds !== fold);
          const models = parseNameModels(trainNameModels({ ...sources, chat, everyday }));
          const detectors = detectorsBy(models);
          for (const [at, text] of sources.chat.entries()) {
            if (parts[at] === fold) add(sum, text, detectors);
          }
          for (const [at, text] of sources.everyday.entries()) {
            if (at % folds === fold) add(everydaySum, text, detectors);
          }
        }
        report(`chat, ${way}`, sum, row);
        report("made-up customers, texts apart", everydaySum, row);
      }
      return Promise.resolve();
    },
  },
];
