/**
 * Values that were seen, from a list: rows of type and value, or any text out of which they are extracted.
 * They stay in this company's node.
 */

import { canonicalise, isObservableType } from "@tocsin/threat";
import { extract } from "@tocsin/threat/extraction";

import { csvRows } from "./csv.ts";

export interface SightingValue {
  readonly type: string;
  readonly value: string;
}

export interface SightingValues {
  readonly values: readonly SightingValue[];
  /** Lines whose type or value is not one; only of lists with types. */
  readonly wrongLines: readonly number[];
  /** Well-known and harmless values that were left out; only of texts. */
  readonly benign: number;
}

/** A list of rows where its first row says so or begins with a type; otherwise a text. */
export function readSightingValues(text: string, keepBenign: boolean): SightingValues {
  return isTyped(text) ? fromRows(text) : fromText(text, keepBenign);
}

function isTyped(text: string): boolean {
  const [first = ""] = text.trimStart().split(/\r?\n/, 1);
  if (!first.includes(",")) return false;
  const [type = ""] = first.replace(/^\ufeff/, "").split(",", 1);
  const word = unquoted(type);
  return word === "type" || isObservableType(word);
}

function fromRows(text: string): SightingValues {
  const values = new Map<string, SightingValue>();
  const wrongLines: number[] = [];
  let isFirst = true;
  for (const { line, fields } of csvRows(text)) {
    const type = unquoted(fields[0] ?? "");
    const isTitle = isFirst && type === "type";
    isFirst = false;
    if (isTitle) continue;
    const value = isObservableType(type) ? canonicalise(type, (fields[1] ?? "").trim()) : undefined;
    if (value === undefined) wrongLines.push(line);
    else values.set(`${type} ${value}`, { type, value });
  }
  return { values: [...values.values()], wrongLines, benign: 0 };
}

function fromText(text: string, keepBenign: boolean): SightingValues {
  const values = new Map<string, SightingValue>();
  const harmless = new Set<string>();
  for (const { type, value: written, benign } of extract(text)) {
    const value = canonicalise(type, written);
    if (value === undefined) continue;
    const key = `${type} ${value}`;
    if (!keepBenign && benign !== undefined && benign.effect !== "weak") harmless.add(key);
    else values.set(key, { type, value });
  }
  return { values: [...values.values()], wrongLines: [], benign: harmless.size };
}

function unquoted(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim()
    .toLowerCase();
}
