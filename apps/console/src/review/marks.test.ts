import type { Draft } from "@tocsin/wire/desk";
import { describe, expect, it } from "vitest";

import { marksOf } from "./marks.ts";

type Findings = Draft["findings"];
type Items = Draft["items"];

const finding = (id: string, start: number, end: number): Findings[number] => ({
  id,
  kind: "price",
  start,
  end,
  why: "Why.",
  replacement: "[x]",
  needsReview: true,
});
const part = (id: string, start: number, end: number): Items[number] => ({
  id,
  part: "observable",
  type: "ipv4",
  value: "192.0.2.1",
  detail: null,
  class: "E",
  role: null,
  confidence: null,
  source: { start, end },
  proposal: "send",
  why: "Nothing speaks against it.",
  decision: null,
  reason: null,
});
const shown = (findings: Findings, items: Items, chosen?: string) =>
  marksOf({ findings, items }, chosen).map((it) => [it.id, it.start, it.end, it.kind]);

describe("marks in the original", () => {
  it("cover a held sentence to its end, although it begins with a name of its own", () => {
    expect(shown([finding("name", 0, 9), finding("sentence", 0, 40)], [])).toEqual([
      ["name", 0, 9, "finding"],
      ["sentence", 9, 40, "finding"],
    ]);
  });

  it("show what would leave inside of what is held, and both ends around it", () => {
    expect(shown([finding("f", 0, 40)], [part("i", 10, 20)])).toEqual([
      ["f", 0, 10, "finding"],
      ["i", 10, 20, "item"],
      ["f", 20, 40, "finding"],
    ]);
  });

  it("lose nothing where two overlap, and show the removal where both are as long", () => {
    expect(shown([finding("a", 0, 20), finding("b", 10, 40)], [])).toEqual([
      ["a", 0, 20, "finding"],
      ["b", 20, 40, "finding"],
    ]);
    expect(shown([finding("a", 0, 5)], [part("i", 0, 5)])).toEqual([["a", 0, 5, "finding"]]);
  });

  it("show what is looked at whole", () => {
    expect(shown([finding("f", 0, 40)], [part("i", 10, 20)], "f")).toEqual([
      ["f", 0, 40, "finding"],
    ]);
  });

  it("take thousands in a moment", () => {
    const many = Array.from({ length: 20_000 }, (_, at) => finding(`f${at}`, at * 8, at * 8 + 12));
    const began = performance.now();
    expect(shown(many, []).length).toBe(20_000);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
