/**
 * `npm run bench [-- NAME…]`: runs all benchmarks or those whose name starts with a given one, and
 * prints a JSON line a row: {bench, metric, unit, median, min, max, runs, limit?, peer?, ratio?, machine}.
 * A file beside this one that exports `benches` is found by itself.
 */

import { readdirSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import path from "node:path";

import type { Bench, BenchRow } from "./bench.ts";
import { median, percentile } from "./percentile.ts";

const machine = `${cpus()[0]?.model.trim() ?? "unknown"} ×${availableParallelism()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

const names = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const all = await loadBenches();
const chosen =
  names.length === 0
    ? all
    : all.filter((bench) => names.some((name) => bench.name.startsWith(name)));

if (chosen.length === 0 || process.argv.includes("--help")) {
  console.error("npm run bench [-- NAME…]\n");
  for (const bench of all) console.error(`  ${bench.name.padEnd(22)} ${bench.about}`);
  process.exit(names.length === 0 ? 0 : 2);
}
for (const bench of chosen) {
  console.error(`${bench.name}: ${bench.about}`);
  await bench.run((row) => console.log(JSON.stringify(line(bench, row))));
}

function line(bench: Bench, row: BenchRow): object {
  const { values, metric, unit, limit, peer, ratio } = row;
  return {
    bench: bench.name,
    metric,
    unit,
    median: round(median(values)),
    min: round(percentile(values, 0)),
    max: round(percentile(values, 1)),
    runs: values.length,
    ...(limit === undefined ? {} : { limit: round(limit) }),
    ...(peer === undefined ? {} : { peer }),
    ...(ratio === undefined ? {} : { ratio: round(ratio) }),
    machine,
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

async function loadBenches(): Promise<Bench[]> {
  const found: Bench[] = [];
  for (const folder of [".", "quality"].map((it) => path.join(import.meta.dirname, it))) {
    for (const file of files(folder)) {
      const loaded = (await import(path.join(folder, file))) as { benches?: Bench[] };
      found.push(...(loaded.benches ?? []));
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function files(folder: string): string[] {
  try {
    return readdirSync(folder).filter(
      (name) =>
        name.endsWith(".ts") &&
        !["main.ts", "bench.ts"].includes(name) &&
        !name.endsWith(".test.ts"),
    );
  } catch {
    return [];
  }
}
