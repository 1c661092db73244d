/**
 * Labelled texts that the models of names and talk are made from. Texts with people in them come back
 * with other names in their place, and in small letters, so that what is learned is not the names.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import { z } from "zod";
import type { Span } from "../../text/passage.ts";
import type { Dice } from "./train.ts";

export interface NamedText {
  readonly text: string;
  /** People's names, in order, without overlap; UTF-16 offsets. */
  readonly people: readonly Span[];
}

const rowSchema = z.object({
  text: z.string(),
  spans: z.array(z.object({ start: z.number(), end: z.number(), type: z.string() })),
});

/** JSON lines {text, spans: [{start, end, type}]}, offsets in code points. */
export function readNamedTexts(lines: string): NamedText[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const { text, spans } = rowSchema.parse(JSON.parse(line));
      const places = utf16Offsets(text);
      const people = spans
        .filter(({ type }) => /^per/i.test(type))
        .map(({ start, end }) => ({ start: places[start] ?? 0, end: places[end] ?? text.length }))
        .sort((a, b) => a.start - b.start);
      return { text, people };
    });
}

/** JSON lines with a text each, cut into lines and sentences. */
export function readSentences(lines: string): string[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => z.object({ text: z.string() }).parse(JSON.parse(line)).text)
    .flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/))
    .filter((sentence) => sentence.length >= sentenceCharsMin);
}

const sentenceCharsMin = 16;

function utf16Offsets(text: string): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const char of text) {
    offsets.push(at);
    at += char.length;
  }
  return [...offsets, at];
}

export interface Names {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const givenAloneShare = 0.75;

/** The same text with other people in it, written as the first ones were. */
export function renamed({ text, people }: NamedText, names: Names, dice: Dice): NamedText {
  let out = "";
  let from = 0;
  const spans: Span[] = [];
  const pick = (list: readonly string[]): string =>
    list[Math.floor(dice.next() * list.length)] ?? "jo";
  for (const { start, end } of people) {
    if (start < from) continue;
    out += text.slice(from, start);
    const old = text.slice(start, end);
    const isOne = !/\s/.test(old);
    const isFirst = isOne && dice.next() < givenAloneShare;
    const first = isOne && !isFirst ? [] : [pick(names.given)];
    const name = [...first, ...(isFirst ? [] : [pick(names.family)])].join(" ");
    const start2 = out.length;
    out += writtenAs(old, name);
    spans.push({ start: start2, end: out.length });
    from = end;
  }
  return { text: out + text.slice(from), people: spans };
}

const firstLetters = letterPattern(String.raw`(?<![\p{L}'])\p{L}`, "g");
const betweenWords = letterPattern(String.raw`[^\p{L}\p{N}]+`);

function writtenAs(old: string, name: string): string {
  if (old === old.toLowerCase()) return name;
  if (old.length > 3 && old === old.toUpperCase()) return name.toUpperCase();
  return name.replace(firstLetters, (letter) => letter.toUpperCase());
}

/** In small letters; undefined where that moves offsets or changes nothing. */
export function inSmallLetters({ text, people }: NamedText): NamedText | undefined {
  const small = text.toLowerCase();
  return small === text || small.length !== text.length ? undefined : { text: small, people };
}

/** Parts of texts such that no name is in two of them; numbers of parts, one for each text. */
export function foldsApart(texts: readonly NamedText[], folds: number): number[] {
  const groups = texts.map((_, at) => at);
  const root = (at: number): number => {
    let top = at;
    while (groups[top] !== top) top = groups[top] ?? top;
    return top;
  };
  const firstWith = new Map<string, number>();
  for (const [at, { text, people }] of texts.entries()) {
    for (const { start, end } of people) {
      for (const word of text.slice(start, end).toLowerCase().split(betweenWords)) {
        if (word.length < 3 || word === "the") continue;
        const first = firstWith.get(word) ?? at;
        firstWith.set(word, first);
        groups[root(at)] = root(first);
      }
    }
  }
  const members = new Map<number, number[]>();
  for (const at of texts.keys()) members.set(root(at), [...(members.get(root(at)) ?? []), at]);
  const parts = texts.map(() => 0);
  const sizes = new Array<number>(folds).fill(0);
  for (const group of [...members.values()].sort((a, b) => b.length - a.length)) {
    const part = sizes.indexOf(Math.min(...sizes));
    sizes[part] = (sizes[part] ?? 0) + group.length;
    for (const at of group) parts[at] = part;
  }
  return parts;
}
