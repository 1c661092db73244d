/**
 * What extraction explains of a text: values of attackers and of machines. Of a detection rule the lines in
 * which people write (who made it, what for, remarks) stay open: names stand in them as in any other text.
 */

import type { Observation } from "@tocsin/threat/extraction";
import { isOfAttackers } from "./of-machines.ts";
import { isToldLure } from "./telling-names.ts";
import type { Span } from "../text/passage.ts";

const rules: ReadonlySet<string> = new Set<Observation["type"]>([
  "yara-rule",
  "sigma-rule",
  "snort-rule",
]);

const keys =
  "authors?|contact|owner|maintainer|created_?by|modified_?by|reviewe[rd]_?b?y?|description|desc|comments?|remarks?|notes?|ticket|case|incident|references?|ref|source|report|info|context|copyright|organi[sz]ation|company|customer|victim|e-?mail|msg|metadata";
/** A line of such a key with what is listed below it; remarks; messages. */
const written = new RegExp(
  String.raw`(?<=^|\n)[ \t]{0,40}(?:${keys})[ \t]{0,40}[=:][^\n]*(?:\n[ \t]{1,40}- [^\n]*){0,20}|(?<![:"'\w])//[^\n]*|(?<=^|\s)#[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*|(?<=[(;\s])(?:msg|metadata|reference):[^;\n]{0,400}`,
  "gi",
);

/** In order and without overlap where there is a rule; else as they were found. */
export function explainedSpans(
  original: string,
  observations: readonly Observation[],
): readonly Span[] {
  const values = observations.filter((it) => isOfAttackers(it) || isToldLure(original, it));
  if (!values.some(({ type }) => rules.has(type))) return values;
  const spans = values.flatMap((it) => (rules.has(it.type) ? besideWritten(original, it) : [it]));
  return joined(spans.sort((one, other) => one.start - other.start));
}

function besideWritten(original: string, { start, end }: Span): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (const { index, 0: line } of original.slice(start, end).matchAll(written)) {
    if (start + index > from) spans.push({ start: from, end: start + index });
    from = start + index + line.length;
  }
  if (from < end) spans.push({ start: from, end });
  return spans;
}

function joined(spans: readonly Span[]): Span[] {
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of spans) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}
