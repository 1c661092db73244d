/**
 * Passages of invented companies, with what must go and what must stay marked in them. Every third
 * one of the older parts is never looked at while rules are written.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labelledText, type LabelledText } from "./redaction-score.ts";

const folder = join(import.meta.dirname, "passages");
/** Every third text of these is checked with. */
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
/** Texts by other strangers. */
const strangers = [
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
/** Their failures were read while rules were written; the weights do without them, and learnt no more from them. */
const forRules = [
  "twenty-eight.txt",
  "twenty-nine.txt",
  "thirty.txt",
  "thirty-one.txt",
  "thirty-two.txt",
  "thirty-three.txt",
  "thirty-four.txt",
  "thirty-five.txt",
  "thirty-six.txt",
  "thirty-seven.txt",
  "thirty-eight.txt",
  "thirty-nine.txt",
  "forty-one.txt",
  "forty-two.txt",
  "forty-three.txt",
  "forty-four.txt",
  "forty-five.txt",
];
/** Nobody who writes rules has read these, or what of them fails. */
const unread = ["forty.txt", "forty-six.txt", "forty-seven.txt"];
/** `[[kind|it must go]]`, `[[?kind|it may go or stay]]`, `{{it must stay}}`. */
const mark = /\[\[(\??[a-z-]+)\|([\s\S]*?)\]\](?!\])|\{\{([\s\S]*?)\}\}/g;

export function readPassages(): LabelledText[] {
  return [...older, ...strangers, ...forRules, ...unread].flatMap((file) => {
    let company: unknown;
    const found: LabelledText[] = [];
    // The first line says what the part is.
    const [, ...part] = readFileSync(join(folder, file), "utf8").split("\n");
    for (const block of part.join("\n").split(/\n{2,}/)) {
      const lines = block.replace(/^\n/, "").trimEnd().split("\n");
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

/** What was made with it in view: rules and weights, rules alone, or neither. */
export type Use = "learnt" | "for rules" | "a third" | "unread";

export function useOf({ id }: LabelledText, index: number): Use {
  const [file = ""] = id.split(":");
  if (unread.includes(file)) return "unread";
  if (forRules.includes(file)) return "for rules";
  return index % 3 !== 2 || strangers.includes(file) ? "learnt" : "a third";
}
