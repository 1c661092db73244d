/**
 * Passages of invented companies, with what must go and what must stay marked in them. Every third
 * one of the older parts is never looked at while rules are written.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labelledText, type LabelledText } from "./redaction-score.ts";

const folder = join(import.meta.dirname, "passages");
/** A third of these is checked with. */
const older = [
  "one.txt",
  "two.txt",
  "three.txt",
  "four.txt",
  "five.txt",
  "six.txt",
  "seven.txt",
  "eight.txt",
  "nine.txt",
  "ten.txt",
  "eleven.txt",
  "twelve.txt",
  "thirteen.txt",
  "fourteen.txt",
  "fifteen.txt",
  "sixteen.txt",
];
/** Texts by other strangers, which nobody may learn from, check what these bring. */
const whollyTuned = [
  "seventeen.txt",
  "eighteen.txt",
  "nineteen.txt",
  "twenty.txt",
  "twenty-one.txt",
  "twenty-two.txt",
  "twenty-three.txt",
  "twenty-four.txt",
  "twenty-five.txt",
  "twenty-six.txt",
  "twenty-seven.txt",
];
/** `[[kind|it must go]]`, `[[?kind|it may go or stay]]`, `{{it must stay}}`. */
const mark = /\[\[(\??[a-z-]+)\|([\s\S]*?)\]\](?!\])|\{\{([\s\S]*?)\}\}/g;

export function readPassages(): LabelledText[] {
  return [...older, ...whollyTuned].flatMap((file) => {
    let company: unknown;
    const found: LabelledText[] = [];
    for (const block of readFileSync(join(folder, file), "utf8").split(/\n{2,}/)) {
      const lines = block
        .trimEnd()
        .split("\n")
        .filter((line) => !line.startsWith("# "));
      if (lines[0]?.startsWith("@ ") === true) company = JSON.parse(lines.shift()?.slice(2) ?? "");
      if (lines.length > 0)
        found.push(passage(`${file}:${found.length}`, company, lines.join("\n")));
    }
    return found;
  });
}

function passage(id: string, company: unknown, marked: string): LabelledText {
  const spans: { start: number; end: number; kind: string; must: boolean }[] = [];
  const keep: { start: number; end: number }[] = [];
  let text = "";
  let from = 0;
  for (const match of marked.matchAll(mark)) {
    const [whole, kind, goes, stays] = match;
    text += marked.slice(from, match.index);
    const part = goes ?? stays ?? "";
    const place = { start: text.length, end: text.length + part.length };
    if (kind === undefined) keep.push(place);
    else spans.push({ ...place, kind: kind.replace("?", ""), must: !kind.startsWith("?") });
    text += part;
    from = match.index + whole.length;
  }
  return labelledText.parse({ id, company, text: text + marked.slice(from), spans, keep });
}

/** Whether rules and weights are made with it in view. */
export function isTuned({ id }: LabelledText, index: number): boolean {
  return index % 3 !== 2 || whollyTuned.includes(id.split(":")[0] ?? "");
}
