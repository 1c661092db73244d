/** The texts that reading and inspecting are timed on, and the time: of the processor, as the machine is shared. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { dataFolder } from "../quality/ioc.ts";

export const textSchema = z.object({ text: z.string() });
/** A text made to be slow: what is repeated, how often, and what stands around it. */
export const generatorSchema = z.object({
  id: z.string(),
  unit: z.string(),
  repeat: z.number(),
  prefix: z.string(),
  suffix: z.string(),
});

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
