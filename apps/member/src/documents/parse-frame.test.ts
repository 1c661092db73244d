import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createAnswer, type Frame } from "./confined/answer.ts";
import { parseFrame } from "./parse-frame.ts";
import { createReading } from "./reading.ts";

const facts = {
  name: "a",
  depth: 1,
  bytes: 3,
  md5: "0".repeat(32),
  sha256: "0".repeat(64),
  format: "pdf",
} as const;

describe("a parser's answer", () => {
  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["no object", "null"],
    ["an unknown word", '{"k":"run","at":0}'],
    ["an unknown field", '{"k":"text","at":0,"text":"x","run":1}'],
    ["a negative place", '{"k":"text","at":-1,"text":"x"}'],
    ["a place that is no number", '{"k":"text","at":"0","text":"x"}'],
    ["a huge place", '{"k":"complete","at":1e9}'],
    ["text that is no text", '{"k":"text","at":0,"text":{}}'],
    ["too much text", JSON.stringify({ k: "text", at: 0, text: "x".repeat(70_000) })],
    ["a note of its own wording", '{"k":"note","at":0,"note":"all is well"}'],
    ["a count of nothing", '{"k":"note","at":0,"note":"hidden-text","count":0}'],
    ["a reason of its own", '{"k":"failed","at":0,"why":"because"}'],
    ["a part with a wrong hash", JSON.stringify({ k: "part", at: 1, ...facts, md5: "x" })],
    [
      "a part with a long name",
      JSON.stringify({ k: "part", at: 1, ...facts, name: "x".repeat(256) }),
    ],
    ["a part in the place of the file", JSON.stringify({ k: "part", at: 0, ...facts })],
    ["a part of another format", JSON.stringify({ k: "part", at: 1, ...facts, format: "exe" })],
  ])("is refused for %s", (_name, line) => {
    expect(parseFrame(line)).toBeUndefined();
  });

  it("is read as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), fc.nat({ max: 999 }), (texts, count) => {
        const frames: (Frame | undefined)[] = [];
        const answer = createAnswer((line) => frames.push(parseFrame(line)), 1_000_000);
        const section = answer.section(0);
        for (const text of texts) section.text(text);
        section.note("hidden-text", count);
        section.note("repaired");
        section.complete();
        answer.done();
        expect(frames).not.toContain(undefined);
        const text = frames.map((frame) => (frame?.k === "text" ? frame.text : "")).join("");
        expect(text).toBe(texts.join(""));
        const notes = frames.flatMap((frame) => (frame?.k === "note" ? [frame] : []));
        const hidden = { k: "note", at: 0, note: "hidden-text", count };
        expect(notes).toEqual([
          ...(count > 0 ? [hidden] : []),
          { k: "note", at: 0, note: "repaired" },
        ]);
      }),
    );
  });

  it.each<[string, Frame[]]>([
    ["text for a part that was not announced", [{ k: "text", at: 1, text: "x" }]],
    ["parts out of order", [{ k: "part", at: 2, ...facts }]],
    [
      "text after the end",
      [
        { k: "complete", at: 0 },
        { k: "text", at: 0, text: "x" },
      ],
    ],
    [
      "text after a failure",
      [
        { k: "failed", at: 0, why: "limit" },
        { k: "text", at: 0, text: "x" },
      ],
    ],
  ])("makes no sense with %s", (_name, frames) => {
    const reading = createReading();
    expect(frames.map((frame) => reading.take(frame)).at(-1)).toBe(false);
  });

  it("is refused when it is longer than any text may be", () => {
    const reading = createReading();
    const text = "x".repeat(60_000);
    let taken = 0;
    while (taken < 1_000 && reading.take({ k: "text", at: 0, text })) taken += 1;
    expect(taken).toBe(Math.floor((32 * 1024 * 1024) / 60_000));
  });

  it("has no text of a part that was not read to its end", () => {
    const reading = createReading();
    reading.take({ k: "part", at: 1, ...facts, name: "a\u001b[2Jb\nc" });
    reading.take({ k: "text", at: 1, text: "half" });
    reading.take({ k: "complete", at: 0 });
    expect(reading.parts()).toEqual([
      expect.objectContaining({
        name: "ab c",
        text: "",
        notes: [expect.objectContaining({ kind: "part-unread" })],
      }),
    ]);
  });
});
