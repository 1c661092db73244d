/**
 * The first text after a pause: nothing is loaded and nothing compiled for this machine's processor. By a
 * node's thread, cold or made ready as it is while a console is open, and by commands of the command line as whole processes. Code that Node keeps compiled is there,
 * as it is in a state folder from the second time on.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { emptyProfile } from "@tocsin/disclosure";
import { systemClock } from "@tocsin/kernel";
import { createInspector } from "@tocsin/member/inspector";
import type { Bench, BenchRow } from "./bench.ts";
import { readLines, textSchema } from "./text/samples.ts";

const runs = 9;
const textChars = 20_000;
const answerMsMax = 300;
const commandMsMax = 500;
const itself = fileURLToPath(import.meta.url);
const launcher = fileURLToPath(new URL("../../apps/member/bin/tocsin.js", import.meta.url));

function measure(folder: string, file: string, report: (row: BenchRow) => void): void {
  const env = { NODE_COMPILE_CACHE: path.join(folder, "compiled"), HOME: folder };
  const node = (args: readonly string[]): string =>
    execFileSync(process.execPath, args, {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  const answer = (): number => Number(node([itself, file]));
  const answerReady = (): number => Number(node([itself, file, "ready"]));
  const command = (name: string): number => {
    const begin = performance.now();
    node([launcher, "--home", folder, name, file]);
    return performance.now() - begin;
  };
  answer();
  report({
    metric: "answer of a cold thread",
    unit: "ms",
    values: times(answer),
    limit: answerMsMax,
  });
  report({
    metric: "answer where a console is open",
    unit: "ms",
    values: times(answerReady),
    limit: answerMsMax,
  });
  for (const name of ["extract", "redact", "techniques"]) {
    command(name);
    const values = times(() => command(name));
    report({ metric: `tocsin ${name}, whole`, unit: "ms", values, limit: commandMsMax });
  }
}

/** In milliseconds; a process of its own asks, as a node does. */
async function firstAnswer(file: string, isReady: boolean): Promise<number> {
  const text = readFileSync(file, "utf8");
  await using inspector = createInspector({ clock: systemClock, ignoredBenignLists: [] });
  inspector.assume({ ...emptyProfile, names: ["Ferrocrest Steel Corp."] });
  if (isReady) {
    const ready = new Promise<void>((resolve) => {
      inspector.onStart((isStarting) => {
        if (!isStarting) resolve();
      });
    });
    inspector.warm();
    await ready;
  }
  const begin = performance.now();
  await inspector.propose(text, 0);
  return performance.now() - begin;
}

function times(run: () => number): number[] {
  return Array.from({ length: runs }, run);
}

export const benches: Bench[] = [
  {
    name: "text.first",
    about:
      "the first 20 kB after a pause, nothing loaded: a node's thread, cold and ready, and whole commands",
    run(report) {
      const texts = readLines(textSchema, "reports/eset-reports.jsonl").map(({ text }) => text);
      if (texts.length === 0) {
        console.error("text.first: no data folder beside the repository, skipped");
        return Promise.resolve();
      }
      const folder = mkdtempSync(path.join(tmpdir(), "tocsin-first-"));
      try {
        const file = path.join(folder, "report.md");
        writeFileSync(file, texts.join("\n").slice(0, textChars));
        measure(folder, file, report);
      } finally {
        rmSync(folder, { recursive: true });
      }
      return Promise.resolve();
    },
  },
];

if (import.meta.main) {
  const [file = "", mode] = process.argv.slice(2);
  console.log(await firstAnswer(file, mode === "ready"));
}
