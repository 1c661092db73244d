/** What every sort of feed is read as: steps, each of which is kept whole or not at all. */

import { createHash } from "node:crypto";

import { parseJson } from "@tocsin/kernel";
import type { ImportItem, ImportValue } from "@tocsin/store";
import type { Material } from "@tocsin/threat/stix";
import type { z } from "zod";

import { type BenignPolicy, watchable } from "../warnings/watchable.ts";
import type { Source } from "./source.ts";

export interface Reading {
  readonly url: string;
  readonly source: Source;
  /** Fingerprints of the OpenPGP keys of which one must have signed each document. */
  readonly signers: readonly string[];
  /** What the last reading left: JSON, or null. */
  readonly cursor: string | null;
  readonly nowMs: number;
  readonly policy: BenignPolicy;
  /** Versions of those of the keys that are here. */
  readonly orders: (keys: readonly string[]) => Promise<Readonly<Record<string, number | null>>>;
}

export interface Step {
  readonly items: readonly ImportItem[];
  readonly kept?: readonly string[];
  /** Where reading goes on if it is cut after this step. */
  readonly cursor?: string;
  /** What was not taken, and why: no values. */
  readonly refusals?: readonly string[];
  readonly newestMs?: number;
}

export interface End {
  /** All that the feed holds was named: what was not is taken back. */
  readonly whole: boolean;
  readonly cursor?: string;
}

export type FeedReader = (reading: Reading) => AsyncGenerator<Step, End>;

/** Nothing has changed since. */
export const unchanged: End = { whole: false };
/** Clocks differ; what is further ahead is not believed. */
export const futureMsMax = 2 * 86_400_000;
/** Items of one step, and so of one transaction. */
export const stepItems = 1000;

/** The cursor as it was left, or undefined where there is none or it is of another form. */
export function cursorOf<Schema extends z.ZodType>(
  { cursor }: Reading,
  schema: Schema,
): z.output<Schema> | undefined {
  if (cursor === null) return undefined;
  const parsed = schema.safeParse(parseJson(cursor));
  return parsed.success ? parsed.data : undefined;
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}

export interface Valued {
  readonly values: readonly ImportValue[];
  readonly refusals: readonly string[];
}

/** What of the material can be matched with; what says nothing by itself is refused. */
export function valuesOf(
  { values, markings }: Pick<Material, "values" | "markings">,
  { policy }: Pick<Reading, "policy">,
  untilMs: number | null,
): Valued {
  const taken: ImportValue[] = [];
  const refusals: string[] = [];
  const tlp = markings.tlp ?? null;
  for (const { type, value, confidence } of values) {
    if (watchable(type, value, policy) === undefined) {
      refusals.push(`a value of type ${type} that is not of its type or says nothing by itself`);
    } else taken.push({ type, value, confidence, tlp, untilMs });
  }
  return { values: taken, refusals };
}

/** An item by its content, without versions of its own. */
export function plainItem(
  key: string,
  content: string,
  more: Partial<Pick<ImportItem, "order" | "body" | "values">> = {},
): ImportItem {
  const { order = null, body = null, values = [] } = more;
  return { key, order, digest: digestOf(content), gone: false, body, values };
}
