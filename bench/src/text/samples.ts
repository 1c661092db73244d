/** The texts that reading and inspecting are timed on, and the time: of the processor, as the machine is shared. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import type { BenchRow } from "../bench.ts";
import { dataFolder } from "../quality/ioc.ts";

export const textSchema = z.object({ text: z.string() });
/** A text made to be slow: what is repeated, how often, and what stands around it. */
const generatorSchema = z.object({
  id: z.string(),
  unit: z.string(),
  repeat: z.number(),
  prefix: z.string(),
  suffix: z.string(),
});

/** Runs before those that are timed. */
const growthWarmUps = 30;
const growthRuns = 5;

/** None where the file is absent. */
export function readLines<T>(schema: z.ZodType<T>, file: string): T[] {
  const path = join(dataFolder, file);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => schema.parse(JSON.parse(line)));
}

/** Milliseconds of processor time that the work takes. */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** A hostile text and one four times as long: time that grows with the square shows here. */
export function reportGrowth(report: (row: BenchRow) => void, work: (text: string) => void): void {
  const generators = readLines(generatorSchema, "ioc-extraction/adversarial.jsonl");
  for (const { id, unit, repeat, prefix, suffix } of generators) {
    const text = (times: number): string => prefix + unit.repeat(repeat * times) + suffix;
    const [once, fourTimes] = [text(1), text(4)];
    for (let run = 0; run < growthWarmUps; run += 1) work(once);
    const timesOf = (of: string) =>
      Array.from({ length: growthRuns }, () =>
        cpuMs(() => {
          work(of);
        }),
      );
    const [small, large] = [timesOf(once), timesOf(fourTimes)];
    report({ metric: `${id}: 80 kB`, unit: "ms", values: small, limit: 50 });
    report({
      metric: `${id}: t(4n)/t(n)`,
      unit: "ratio",
      values: [Math.min(...large) / Math.min(...small)],
      limit: 6,
    });
  }
}
