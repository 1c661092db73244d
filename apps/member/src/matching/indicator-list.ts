/** Lists of indicators in whatever form people pass them around, and what of them says nothing. */

import { parseJson, TocsinError, utf8 } from "@tocsin/kernel";
import { canonicalise, isObservableType } from "@tocsin/threat";
import { harmlessInLogs, type Indicator } from "@tocsin/threat/matching";
import { z } from "zod";

import { plainTextOf } from "../documents/charset.ts";
import { csvRows } from "./csv.ts";
import { fromPlainList, isPlainList } from "./plain-list.ts";
import { readSightingValues } from "./sighting-values.ts";
import { fromStix, isStixText } from "./stix-list.ts";

/** A list of a million values is about a tenth of it; a string cannot be longer. */
export const listBytesMax = 500 * 1024 * 1024;

/** A list as it was read, and what it is called. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const indicatorSchema = z.object({
  type: z.string(),
  value: z.string(),
  source: z.string().optional(),
});

/**
 * JSON lines or a JSON array of {type, value, source?}; a STIX bundle; rows of type,value,source; one
 * value a line; or any text out of which they are extracted. Throws `json-malformed`, `message-invalid` with the line.
 */
export function readIndicators({ name, bytes }: NamedBytes): Iterable<Indicator> {
  const text = plainTextOf(bytes);
  if (text === undefined) throw notText();
  const first = text.trimStart();
  if (first.startsWith("[")) return fromArray(text, name);
  if (first.startsWith("{"))
    return isStixText(first) ? fromStix(utf8(text), name) : fromLines(text, name);
  const [head = ""] = first.split(/[\r\n]/, 1);
  const columns = columnsOf(head);
  if (columns !== undefined) return fromRows(text, name, columns);
  return isPlainList(text) ? fromPlainList(text, name) : fromText(text, name);
}

function fromArray(text: string, name: string): Indicator[] {
  const parsed = z.array(indicatorSchema).safeParse(parseJson(text));
  if (!parsed.success) throw notIndicators();
  return parsed.data.map(({ type, value, source = name }) => ({ type, value, source }));
}

function* fromLines(text: string, name: string): Generator<Indicator> {
  let line = 0;
  for (let at = 0; at < text.length;) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const content = text.slice(at, end).trim();
    at = end + 1;
    line += 1;
    if (content === "") continue;
    const parsed = indicatorSchema.safeParse(parseJson(content));
    if (!parsed.success) throw notIndicators(line);
    const { type, value, source = name } = parsed.data;
    yield { type, value, source };
  }
}

interface Columns {
  readonly type: number;
  readonly value: number;
  readonly source: number;
  readonly hasTitles: boolean;
}

const valueTitles = ["value", "indicator", "ioc", "observable"];
const sourceTitles = ["source", "report", "feed"];

/** By the titles of the first row; where it has none but begins with a type, in the usual order. */
function columnsOf(head: string): Columns | undefined {
  const titles = head.split(",").map((title) => title.trim().replaceAll('"', "").toLowerCase());
  const value = titles.findIndex((title) => valueTitles.includes(title));
  const type = titles.indexOf("type");
  const source = titles.findIndex((title) => sourceTitles.includes(title));
  if (type >= 0 && value >= 0) return { type, value, source, hasTitles: true };
  const isTyped = titles.length > 1 && isObservableType(titles[0] ?? "");
  return isTyped ? { type: 0, value: 1, source: 2, hasTitles: false } : undefined;
}

function* fromRows(text: string, name: string, columns: Columns): Generator<Indicator> {
  let isTitle = columns.hasTitles;
  for (const { line, fields } of csvRows(text)) {
    if (isTitle) {
      isTitle = false;
      continue;
    }
    const type = fields[columns.type]?.trim().toLowerCase() ?? "";
    const value = fields[columns.value]?.trim();
    const source = fields[columns.source]?.trim() ?? "";
    if (value === undefined) throw notIndicators(line);
    yield { type, value, source: source === "" ? name : source };
  }
}

function fromText(text: string, source: string): Indicator[] {
  return readSightingValues(text, true).values.map(({ type, value }) => ({ type, value, source }));
}

function notText(): TocsinError {
  return new TocsinError("document-unsupported", { detail: "neither UTF-8 nor UTF-16" });
}

function notIndicators(line?: number): TocsinError {
  const detail = line === undefined ? "not a list of observables" : `line ${line}`;
  return new TocsinError("message-invalid", { detail });
}

/** What is not looked for, in its canonical form, with the list that knows it. */
export interface HarmlessValue extends Indicator {
  readonly benign: NonNullable<ReturnType<typeof harmlessInLogs>>;
}

/** Without what would match everybody's lines: one poisoned report would bury the rest. */
export function* withoutHarmless(
  indicators: Iterable<Indicator>,
  leave: (it: HarmlessValue) => void,
): Generator<Indicator> {
  for (const indicator of indicators) {
    const { type, value, source } = indicator;
    const form = isObservableType(type) ? canonicalise(type, value) : undefined;
    const benign =
      isObservableType(type) && form !== undefined ? harmlessInLogs(type, form) : undefined;
    if (form === undefined || benign === undefined) yield indicator;
    else leave({ type, value: form, source, benign });
  }
}
