/**
 * How much of what must not leave is removed or held, and what is lost of what may: on labelled
 * texts of invented companies, on own passages (a third never used for tuning, and whole ones unread), on people in
 * everyday text, on disguises of own names, on threat names. Prints a table.
 */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { emptyProfile } from "@tocsin/disclosure";
import { compileIdentity } from "@tocsin/disclosure/identity";
import { findingsOf, inspect } from "@tocsin/disclosure/inspecting";
import { threatNames } from "@tocsin/threat";
import { extract } from "@tocsin/threat/extraction";
import { z } from "zod";
import type { Bench, BenchRow } from "../bench.ts";
import { dataFolder } from "./ioc.ts";
import { scoreIdentity } from "./redaction-identity.ts";
import { readPassages, type Use, useOf } from "./redaction-passages.ts";
import {
  coverage,
  isGone,
  labelledText,
  type LabelledText,
  redacted,
  scoreTexts,
} from "./redaction-score.ts";

const nobody: LabelledText["company"] = {
  names: [],
  domains: [],
  brands: [],
  products: [],
  hosts: [],
  ranges: [],
  places: [],
  people: [],
};

const entityText = z.object({
  text: z.string(),
  spans: z.array(z.object({ start: z.number(), end: z.number(), type: z.string() })),
});

function readLines<T>(schema: z.ZodType<T>, file: string): T[] {
  return readFileSync(join(dataFolder, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}

const percent = (part: number, whole: number): number => (whole === 0 ? 100 : (100 * part) / whole);

function reportTexts(
  set: string,
  texts: readonly LabelledText[],
  row: (row: BenchRow) => void,
): void {
  const { kinds, keeps, damaged, clean, untouched } = scoreTexts(texts);
  let [wanted, gone] = [0, 0];
  for (const [kind, tally] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    wanted += tally.wanted;
    gone += tally.gone;
    const share = percent(tally.gone, tally.wanted).toFixed(1).padStart(6);
    console.error(
      `${set.padEnd(20)} ${kind.padEnd(20)} ${String(tally.wanted).padStart(4)} ${share} %  held ${tally.held}`,
    );
  }
  row({ metric: `${set}: removed or held`, unit: "%", values: [percent(gone, wanted)], limit: 95 });
  row({ metric: `${set}: keeps damaged`, unit: "%", values: [percent(damaged, keeps)], limit: 5 });
  row({
    metric: `${set}: clean untouched`,
    unit: "%",
    values: [percent(untouched, clean)],
    limit: 80,
  });
}

/** UTF-16 offsets of code points. */
function utf16(text: string): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const char of text) {
    offsets.push(at);
    at += char.length;
  }
  return [...offsets, at];
}

function reportEntities(file: string, row: (row: BenchRow) => void): void {
  const types = new Map<string, { wanted: number; gone: number }>();
  let [other, offered] = [0, 0];
  for (const { text, spans } of readLines(entityText, `pii/${file}.jsonl`)) {
    const places = utf16(text);
    const covered = coverage(text.length, redacted({ text, company: nobody }));
    const person = new Uint8Array(text.length);
    for (const { start, end, type } of spans) {
      const part = { start: places[start] ?? 0, end: places[end] ?? 0 };
      if (/^per/i.test(type)) person.fill(1, part.start, part.end);
      const tally = types.get(type) ?? { wanted: 0, gone: 0 };
      types.set(type, tally);
      tally.wanted += 1;
      if (isGone(text, covered, part)) tally.gone += 1;
    }
    for (let at = 0; at < text.length; at += 1) {
      if (/\s/.test(text[at] ?? " ") || person[at] === 1) continue;
      other += 1;
      if (covered[at] !== 0) offered += 1;
    }
  }
  for (const [type, { wanted, gone }] of types) {
    row({ metric: `${file}: ${type}`, unit: "%", values: [percent(gone, wanted)] });
  }
  row({ metric: `${file}: other text offered`, unit: "%", values: [percent(offered, other)] });
}

/** Names of attackers' tools in a plain sentence: each must stay. */
function reportThreats(row: (row: BenchRow) => void): void {
  const identity = compileIdentity(emptyProfile);
  let [all, lost] = [0, 0];
  for (const { name } of threatNames()) {
    if (!/^[A-Z]/.test(name)) continue;
    const text = `On two servers we found ${name} again this week.`;
    const at = text.indexOf(name);
    const inspection = inspect(text, { identity, observations: extract(text) });
    if (!inspection.ok) throw new Error(inspection.detector);
    all += 1;
    if (
      findingsOf(text, inspection.detections).some(
        (it) => it.start < at + name.length && it.end > at,
      )
    ) {
      lost += 1;
    }
  }
  row({
    metric: "threat names removed or held",
    unit: "%",
    values: [percent(lost, all)],
    limit: 3,
  });
}

export const benches: Bench[] = [
  {
    name: "quality.redaction",
    about:
      "redaction of labelled texts, own passages, people, disguises of own names, threat names",
    run(row) {
      const passages = readPassages();
      const reportUses = (set: string, ...uses: readonly Use[]): void => {
        reportTexts(
          set,
          passages.filter((it, at) => uses.includes(useOf(it, at))),
          row,
        );
      };
      reportUses("passages, tuned", "learnt", "for rules");
      reportUses("passages, untuned", "a third");
      reportUses("strangers', unread", "unread");
      scoreIdentity(row);
      reportThreats(row);
      if (!existsSync(dataFolder)) {
        console.error(
          "quality.redaction: no data folder beside the repository, the rest is skipped",
        );
        return Promise.resolve();
      }
      reportTexts("incident texts", readLines(labelledText, "redaction/incident-texts.jsonl"), row);
      for (const file of ["presidio-synth", "wnut17-dev"]) reportEntities(file, row);
      return Promise.resolve();
    },
  },
];
