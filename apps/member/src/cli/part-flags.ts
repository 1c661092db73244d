/** Parts with pick lists as flags: "T1566.001 delivered mail worked 2026-W47", "PR.AA-03=failed". */

import type { draftChanges } from "@tocsin/wire/node-api";
import {
  coarseTime,
  csfResults,
  defenceEffects,
  defenceMeasures,
  impactBands,
  impactKinds,
  questionTopics,
  stepActions,
  stepResults,
  systemKinds,
  techniqueId,
} from "@tocsin/wire/report";
import type { z } from "zod";

import { usageError } from "./failure.ts";

type Added = NonNullable<z.input<typeof draftChanges>["add"]>[number];

/** Words in any order; only what it did must be there. `place`: its number in the attack. */
export function stepFlag(text: string, place: number): Added {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const take = <Word extends string>(known: readonly Word[]): Word | undefined => {
    const found = known.find((it) => words.includes(it));
    if (found !== undefined) words.splice(words.indexOf(found), 1);
    return found;
  };
  const takeForm = (form: z.ZodType<string>): string | null => {
    const at = words.findIndex((word) => form.safeParse(word).success);
    return at < 0 ? null : (words.splice(at, 1)[0] ?? null);
  };
  const technique = takeForm(techniqueId);
  const time = takeForm(coarseTime);
  const did = take(stepActions);
  const result = take(stepResults) ?? "unknown";
  const on = take(systemKinds) ?? null;
  if (did === undefined) throw usageError(`--step: what it did, one of ${stepActions.join(", ")}`);
  if (words.length > 0) {
    const lists = `results are ${stepResults.join(", ")}; systems ${systemKinds.join(", ")}`;
    throw usageError(`--step: something is in no list: ${lists}`);
  }
  return { part: "step", detail: { of: "step", place, technique, did, on, time, result } };
}

/** "block stopped: At the mail gateway." */
export function defenceFlag(text: string): Added {
  const [words, value] = headAndText(text);
  const measure = defenceMeasures.find((it) => words.includes(it));
  const effect = defenceEffects.find((it) => words.includes(it) && it !== String(measure));
  if (measure === undefined || words.length > 2) {
    throw usageError(`--defence: one of ${defenceMeasures.join(", ")}`);
  }
  if (effect === undefined) throw usageError(`--defence: one of ${defenceEffects.join(", ")}`);
  return { part: "defence", value, detail: { of: "defence", measure, effect } };
}

/** "PR.AA-03=failed" */
export function outcomeFlag(text: string): Added {
  const [id = "", word = ""] = text.split("=");
  const result = csfResults.find((it) => it === word);
  if (result === undefined) throw usageError(`--outcome ID=${csfResults.join("|")}`);
  return { part: "outcome", detail: { of: "outcome", id: id.toUpperCase(), result } };
}

/** "downtime=days" */
export function impactFlag(text: string): Added {
  const [name = "", band = ""] = text.split("=");
  const kind = impactKinds.find((it) => it === name);
  if (kind === undefined) throw usageError(`--impact: one of ${impactKinds.join(", ")}`);
  if (!impactBands[kind].some((it) => it === band)) {
    throw usageError(`--impact ${kind}=${impactBands[kind].join("|")}`);
  }
  return { part: "impact", detail: { of: "impact", kind, band } };
}

/** "detection: Which log showed it first?" */
export function questionFlag(text: string): Added {
  const [words, value] = headAndText(text);
  const about = questionTopics.find((it) => words.length === 1 && words[0] === it);
  if (about === undefined) throw usageError(`--question: one of ${questionTopics.join(", ")}`);
  return { part: "question", value, detail: { of: "question", about } };
}

/** Words before the first colon, and the text after it. */
function headAndText(text: string): [words: string[], value: string] {
  const at = text.indexOf(":");
  const head = at < 0 ? text : text.slice(0, at);
  return [head.trim().split(/\s+/), at < 0 ? "" : text.slice(at + 1).trim()];
}
