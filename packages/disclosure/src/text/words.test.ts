import { describe, expect, it } from "vitest";
import { readPassage } from "./passage.ts";
import { placesOf } from "./places.ts";
import { hashOf } from "./word-hash.ts";
import {
  digitAny,
  hashAll,
  letterAny,
  lowerAny,
  markBracket,
  markBreak,
  markColon,
  markEscape,
  upperFirst,
  upperLater,
  wordsOf,
} from "./words.ts";

const hash = "7d99e7ad21b54f07e857fc06e54425cd17de3003";

describe("words of a text", () => {
  it("are runs of letters and digits, with the hash of their lower case", () => {
    const { count, starts, ends, hashes } = wordsOf(readPassage("The MELT manager, 2024."));
    const spans = Array.from({ length: count }, (_, at) => [starts[at], ends[at]]);
    expect(spans).toEqual([
      [0, 3],
      [4, 8],
      [9, 16],
      [18, 22],
    ]);
    expect(hashes[1]).toBe(hashOf("melt"));
  });

  it.each([
    ["plain", letterAny | lowerAny],
    ["RedLine", letterAny | lowerAny | upperFirst | upperLater],
    ["2024", digitAny],
    [hash, letterAny | lowerAny | digitAny | hashAll],
    [hash.toUpperCase(), letterAny | upperLater | digitAny | hashAll],
    [`${hash}0`, letterAny | lowerAny | digitAny],
    [hash.replace("a", "g"), letterAny | lowerAny | digitAny],
    ["4".repeat(40), digitAny],
  ])("%s has its shape", (word, shape) => {
    expect(wordsOf(readPassage(word)).shapes[0]).toBe(shape);
  });

  it.each([
    ["a b", 0],
    ["a-b", 0],
    ["a.b", 0],
    ["a. b", markBreak],
    ["a: b", markBreak | markColon],
    ["a[.]b", markBreak | markBracket],
    ["a%b", markEscape],
  ])("of %j the gap has its marks", (text, marks) => {
    expect(wordsOf(readPassage(text)).marks[1]).toBe(marks);
  });

  it("have room, however short they are", () => {
    const { count, marks } = wordsOf(readPassage("a ".repeat(5000) + "="));
    expect(count).toBe(5000);
    expect(marks[count]).toBe(markEscape);
  });

  it("are sorted by what they may be: triggers, numbers but hashes, capitals", () => {
    const { triggers, numbers, capitals } = placesOf(
      wordsOf(readPassage(`Password of house 12 is ${hash}`)),
    );
    expect([triggers, numbers, capitals].map((list) => [...list])).toEqual([[0], [3], [0]]);
  });

  it("are sorted by what they may be: bytes, the places of escapes, words that nobody knows", () => {
    const { encoded, escapes, strangers } = placesOf(
      wordsOf(readPassage("run SGVsbG8x with %41 or de ad be ef xqzvbn=")),
    );
    expect([encoded, escapes, strangers].map((list) => [...list])).toEqual([
      [1, 2, 9],
      [2, 3, 4, 5, 6, 7, 10],
      [9],
    ]);
  });
});
