import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { sentencesOf } from "./sentences.ts";
import { Phrases, ReadSentences } from "./telling-phrases.ts";

describe("phrases", () => {
  it.each([
    ["encrypted|we found", ["enc", "we"]],
    ["(?:no|without) logs?", ["no", "wit"]],
    ["reset(?:ting)? [^.]{0,30}(?:a|b)", ["res"]],
    ["c2", ["c2"]],
  ])("of %s begin with %s", (source, beginnings) => {
    expect(new Phrases(source).beginnings).toEqual(beginnings);
  });

  it.each(["an?", "an? x", "(?:the )?logs", "[0-9]{1,3} GB", "a|"])(
    "of %s have no beginning that is sure, so they need cues",
    (source) => {
      expect(() => new Phrases(source)).toThrow(RangeError);
      expect(new Phrases(source, "cue").beginnings).toEqual(["cue"]);
    },
  );

  it("are found without case, as whole words", () => {
    const phrases = new Phrases("no logs|wiped");
    expect(phrases.in("There were No logs.")?.index).toBe(11);
    expect(phrases.in("unwiped, no logset")).toBeNull();
  });
});

describe("sentences that may hold a phrase", () => {
  const phrases = new Phrases("no logs|wip(?:ed|ing)|we");

  it("are all that hold it, in their order", () => {
    const word = fc.constantFrom(
      "no",
      "logs",
      "Wiped",
      "wiping",
      "we",
      "WE",
      "were",
      "node",
      "é",
      ". ",
      "-",
    );
    fc.assert(
      fc.property(fc.array(word), fc.constantFrom(" ", ""), (words, between) => {
        const sentences = sentencesOf(words.join(between));
        const holding = sentences.filter(({ text }) => phrases.in(text) !== null);
        const given = Array.from(new ReadSentences(sentences).with(phrases));
        expect(given.filter(({ text }) => phrases.in(text) !== null)).toEqual(holding);
      }),
    );
  });

  it("are not those without its first word", () => {
    const sentences = sentencesOf("Nothing was lost. The disks were wiped. Nodes and webs.");
    const given = Array.from(new ReadSentences(sentences).with(phrases), ({ text }) => text.trim());
    expect(given).toEqual(["The disks were wiped"]);
  });
});
