/**
 * What was seen, of the bytes that another system has written: a list, CSV, JSON lines, STIX, or lines of a
 * log out of which it is extracted. Hostile input: whole or refused, in bounded time, and in slices, so that
 * the node serves its pages meanwhile.
 */

import { setImmediate } from "node:timers/promises";

import { parseJson, TocsinError } from "@tocsin/kernel";
import { canonicalise, isObservableType } from "@tocsin/threat";
import { extract } from "@tocsin/threat/extraction";
import { z } from "zod";

import { plainTextOf } from "../documents/charset.ts";
import { connectionsIn, connectionType, fingerprintsIn } from "../matching/connections.ts";
import { csvRows } from "../matching/csv.ts";
import { readIndicators } from "../matching/indicator-list.ts";
import type { SightingValue } from "../matching/sighting-values.ts";
import { isStixText } from "../matching/stix-list.ts";

/** Of one file: what is evaluated at the constant rate would wait for weeks behind more. */
export const hitValuesMax = 100_000;
const sliceChars = 32 * 1024;
const lineCharsMax = 64 * 1024;
const titlesMin = 2;

const typed = z.object({ type: z.string(), value: z.string() });
const knownTitles = /^(?:type|value|indicator|ioc|observable)$/;

/** Throws `document-unsupported`, `document-over-limit`, and what its format throws. */
export async function readHits(bytes: Uint8Array): Promise<SightingValue[]> {
  const text = plainTextOf(bytes);
  if (text === undefined) {
    throw new TocsinError("document-unsupported", { detail: "neither UTF-8 nor UTF-16" });
  }
  const found = new Found();
  if (isListed(text)) {
    for (const { type, value } of readIndicators({ name: "hits", bytes })) found.add(type, value);
    return found.values;
  }
  let slice = "";
  for (const line of linesOf(text)) {
    slice += `${line}\n`;
    if (slice.length < sliceChars) continue;
    found.addText(slice);
    slice = "";
    await setImmediate();
  }
  found.addText(slice);
  return found.values;
}

/** Of one message of a log. */
export function hitsOfLine(line: string): SightingValue[] {
  const found = new Found();
  found.addText(line.slice(0, lineCharsMax));
  return found.values;
}

/** Whether it names its values with their types, or is a list and nothing else. */
function isListed(text: string): boolean {
  const first = text.trimStart();
  if (first.startsWith("[") || (first.startsWith("{") && isStixText(first))) return true;
  const [head = ""] = first.split(/[\r\n]/, 1);
  if (first.startsWith("{")) return isTypedJson(head);
  const titles = titlesOf(head);
  return (
    titles.includes("type") || isObservableType(titles[0] ?? "") || !/[\s,;=]/.test(head.trim())
  );
}

function isTypedJson(line: string): boolean {
  try {
    return typed.safeParse(parseJson(line)).success;
  } catch {
    return false;
  }
}

/** Rows under titles are written as `title=value`, which says what a bare hash is. */
function* linesOf(text: string): Generator<string> {
  const [head = ""] = text.trimStart().split(/[\r\n]/, 1);
  const titles = titlesOf(head);
  const isTable =
    titles.length >= titlesMin &&
    titles.every((it) => /^[a-z][a-z0-9 ._-]{0,39}$/.test(it)) &&
    titles.some((it) => !knownTitles.test(it));
  if (!isTable) {
    yield* text.split(/\r\n|\r|\n/);
    return;
  }
  let isHead = true;
  for (const { fields } of csvRows(text)) {
    if (!isHead) yield fields.map((field, at) => `${titles[at] ?? ""}=${field}`).join(" ");
    isHead = false;
  }
}

function titlesOf(head: string): string[] {
  return head.split(",").map((it) => it.trim().replaceAll('"', "").toLowerCase());
}

class Found {
  readonly #values = new Map<string, SightingValue>();

  get values(): SightingValue[] {
    return [...this.#values.values()];
  }

  add(type: string, written: string): void {
    const value = isObservableType(type) ? canonicalise(type, written) : undefined;
    if (value === undefined) return;
    this.#put(type, value);
  }

  addText(text: string): void {
    const { ja3 } = /ja3/i.test(text) ? fingerprintsIn(text) : { ja3: [] };
    const prints = new Set(ja3);
    for (const { type, value } of extract(text)) {
      // In most logs nothing but its name says that it is no hash of a file.
      this.add(type === "md5" && prints.has(value) ? "ja3" : type, value);
    }
    if (!/ja[34]/i.test(text) && !/[tq][0-9d]{2}[di]\d{4}/.test(text)) return;
    for (const line of text.split("\n")) {
      for (const value of connectionsIn(line)) this.#put(connectionType, value);
    }
  }

  #put(type: string, value: string): void {
    this.#values.set(`${type} ${value}`, { type, value });
    if (this.#values.size > hitValuesMax) {
      throw new TocsinError("document-over-limit", { detail: `${hitValuesMax} values` });
    }
  }
}
