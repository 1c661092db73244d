/**
 * How fast a text is inspected, after extraction: reports, and texts that are made to be slow. The
 * time is that of the processor, since a shared machine waits. And how long a report of 20 kB takes
 * from paste to review, extraction and redaction together.
 */

import { emptyProfile } from "@tocsin/disclosure";
import { compileIdentity, readPassage, wordsOf } from "@tocsin/disclosure/identity";
import { findingsOf, inspect, redactText } from "@tocsin/disclosure/inspecting";
import { extract } from "@tocsin/threat/extraction";
import type { Bench, BenchRow } from "./bench.ts";
import { cpuMs, readLines, reportGrowth, textSchema } from "./text/samples.ts";

const runs = 15;
/** Until the figure rises no more: the compiler works beside us, and its time counts. */
const warmUps = 100;
const pasteChars = 20_000;

const identity = compileIdentity({
  ...emptyProfile,
  names: ["Ferrocrest Steel Corp.", "FCST"],
  brands: ["CrestBar"],
  domains: ["ferrocrest.example"],
  products: ["Melt Manager"],
  hosts: ["fc-mes-01", "fc-eaf2-hmi"],
  ranges: ["203.0.113.96/28", "172.30.0.0/16"],
  places: ["Gadston mill"],
  people: ["Dr. Darnell Pickering"],
});

function inspected(text: string, observations = extract(text)): number {
  const inspection = inspect(text, { identity, observations });
  if (!inspection.ok) throw new Error(inspection.detector);
  return inspection.detections.length;
}

/** MB per second of processor time. */
function rateOf(texts: readonly string[], work: (at: number) => unknown): number {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  return megabytes / (cpuMs(() => texts.forEach((_, at) => work(at))) / 1000);
}

function speedOf(texts: readonly string[]): () => number {
  const observations = texts.map((text) => extract(text));
  return () => rateOf(texts, (at) => inspected(texts[at] ?? "", observations[at]));
}

/** Lines in which every letter and digit is in a value that extraction found, and the others. */
function linesApart(text: string): { readonly values: string; readonly others: string } {
  const rest = text.split("");
  for (const { start, end } of extract(text)) rest.fill(" ", start, end);
  const hasWords = rest
    .join("")
    .split("\n")
    .map((line) => /[\p{L}\d]/u.test(line));
  const lines = text.split("\n");
  const those = (wanted: boolean): string =>
    lines.filter((_, line) => hasWords[line] === wanted).join("\n");
  return { values: those(false), others: those(true) };
}

function throughput(texts: readonly string[], report: (row: BenchRow) => void): void {
  const apart = texts.map(linesApart);
  const speeds = [
    ["text", speedOf(texts), 20],
    ["its lines of nothing but values", speedOf(apart.map((it) => it.values)), undefined],
    ["its other lines", speedOf(apart.map((it) => it.others)), undefined],
    // What no redaction goes below: the text cut into words, with what the table knows of each.
    ["words alone", () => rateOf(texts, (at) => wordsOf(readPassage(texts[at] ?? ""))), undefined],
  ] as const;
  for (let run = 0; run < warmUps; run += 1) for (const [, speed] of speeds) speed();
  for (const [metric, speed, limit] of speeds)
    report({
      metric,
      unit: "MB/s",
      values: Array.from({ length: runs }, speed),
      ...(limit === undefined ? {} : { limit }),
    });
  const paste = texts.join("\n").slice(0, pasteChars);
  const pasted = Array.from({ length: runs }, () =>
    cpuMs(() => {
      const inspection = inspect(paste, { identity, observations: extract(paste) });
      if (inspection.ok) redactText(paste, findingsOf(paste, inspection.detections));
    }),
  );
  report({ metric: "20 kB, paste to review", unit: "ms", values: pasted, limit: 300 });
}

export const benches: Bench[] = [
  {
    name: "redact.report",
    about:
      "inspection of threat reports, MB per second of one core, warm; 20 kB from paste to review",
    run(report) {
      const texts = readLines(textSchema, "reports/eset-reports.jsonl").map(({ text }) => text);
      if (texts.length === 0)
        console.error("redact.report: no data folder beside the repository, skipped");
      else throughput(texts.slice(0, 120), report);
      return Promise.resolve();
    },
  },
  {
    name: "redact.adversarial",
    about:
      "texts made to be slow: 80 kB under 50 ms, four times the text at most six times the time",
    run(report) {
      reportGrowth(report, (text) => void inspected(text, []));
      return Promise.resolve();
    },
  },
];
