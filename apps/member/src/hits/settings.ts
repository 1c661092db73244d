/** The sources of hits as the company has set them up: a file in the state folder, its owner's alone. */

import path from "node:path";

import { canonicalJson, parseJson, textOf, TocsinError, utf8 } from "@tocsin/kernel";
import { readSecret, replaceSecret } from "@tocsin/store";
import { newHitSource } from "@tocsin/wire/node-api";
import { z } from "zod";

export const hitSourcesMax = 20;
const fileBytesMax = 1024 * 1024;

const setting = z.strictObject({ id: z.string().max(40), source: newHitSource });
export type HitSetting = z.output<typeof setting>;
const settingsFile = z.strictObject({
  v: z.literal(1),
  sources: z.array(setting).max(hitSourcesMax),
});

/** Throws `store-damaged` for what is no such file. */
export async function readSettings(file: string): Promise<readonly HitSetting[]> {
  const bytes = await readSecret(path.dirname(file), path.basename(file), fileBytesMax);
  if (bytes === undefined) return [];
  const parsed = settingsFile.safeParse(jsonOf(textOf(bytes)));
  if (!parsed.success) throw new TocsinError("store-damaged", { detail: path.basename(file) });
  return parsed.data.sources;
}

export async function writeSettings(file: string, sources: readonly HitSetting[]): Promise<void> {
  const text = canonicalJson({ v: 1, sources });
  await replaceSecret(path.dirname(file), path.basename(file), utf8(`${text}\n`));
}

function jsonOf(text: string | undefined): unknown {
  try {
    return parseJson(text ?? "");
  } catch {
    return undefined;
  }
}
