/** What the gate would refuse in a part written by hand, whatever is found in it: its author learns it at once. */

import { lintMeasure } from "@tocsin/disclosure";
import { noteWordsMax } from "@tocsin/wire";

import type { Judgement } from "./inspection/inspection-calls.ts";

const short: ReadonlySet<string> = new Set(["note", "defence", "question"]);

/** Undefined where nothing stands against its form. */
export function refusedForm(part: string, value: string): Judgement | undefined {
  const measure = part === "defence" ? lintMeasure(value) : undefined;
  if (measure !== undefined) return { proposal: "remove", why: measure.why, kinds: [] };
  const words = value.trim().split(/\s+/).length;
  if (!short.has(part) || words <= noteWordsMax) return undefined;
  const why = `It has ${words} words; ${noteWordsMax} are the most, since longer text tells who wrote it.`;
  return { proposal: "remove", why, kinds: [] };
}
