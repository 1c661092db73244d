import { expect, test } from "vitest";
import { coveredWords } from "./covered-words.ts";
import { readPassage } from "./passage.ts";
import { wordsOf } from "./words.ts";

function covered(text: string, ...values: string[]): string[] {
  const passage = readPassage(text);
  const words = wordsOf(passage);
  const spans = values.map((value) => ({
    start: text.indexOf(value),
    end: text.indexOf(value) + value.length,
  }));
  const inside = coveredWords(passage, words, spans);
  return Array.from({ length: words.count }, (_, at) => at)
    .filter((at) => inside[at] === 1)
    .map((at) => passage.text.slice(words.starts[at], words.ends[at]));
}

test("words of a value are covered, those around it are not", () => {
  expect(covered("see evil.example/a, then b", "evil.example/a")).toEqual(["evil", "example", "a"]);
});

test("a word that is only partly in a value is not covered", () => {
  expect(covered("abc def", "bc def")).toEqual(["def"]);
});

test("offsets are those of the original, whatever folding made of it", () => {
  expect(covered("Stra\u00dfe \ufb01x evil.example o\u0301k", "evil.example")).toEqual([
    "evil",
    "example",
  ]);
});

test("values may follow one another, and may hold no word at all", () => {
  expect(covered("a 1.2.3.4 -- 5.6.7.8 b", "1.2.3.4", "--", "5.6.7.8")).toEqual(
    "1 2 3 4 5 6 7 8".split(" "),
  );
});
