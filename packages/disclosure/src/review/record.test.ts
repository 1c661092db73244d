import { describe, expect, it } from "vitest";
import { digestOf, ruleSetHash } from "../rule-set.ts";
import { item, reviewOf } from "../testing.ts";
import { recordReview, reviewHash, type ReviewFacts } from "./record.ts";

function facts(changes: Partial<ReviewFacts> = {}): ReviewFacts {
  const items = [
    item({ value: "ferrocrest-login.example", reason: "Published by the registrar." }),
    item({ id: "i2", decision: "remove", proposal: "remove" }),
  ];
  const review = reviewOf(items);
  const findings = review.findings.flatMap((it) => [it, { ...it, needsReview: false }]);
  return { ...review, findings, ...changes };
}

describe("a review record", () => {
  it("says what was found, decided, overridden and by which rules, and not the text before", () => {
    const record = recordReview(facts());
    expect(record.findings).toEqual([{ kind: "person", count: 2, held: 1 }]);
    expect(record.items.map((it) => [it.decision, it.overridden])).toEqual([
      ["send", ["company-lookalike"]],
      ["remove", []],
    ]);
    expect(record.ruleSet).toBe(ruleSetHash());
    expect(JSON.stringify(record)).not.toContain("the text before");
  });

  it("has another hash with another salt, so that nobody can guess what it says", () => {
    const signed = (salt: Uint8Array) =>
      reviewHash({ record: recordReview(facts({ salt })), publicKey: "", signature: "" });
    expect(signed(new Uint8Array(32))).not.toBe(signed(new Uint8Array(32).fill(1)));
  });

  it("cannot be made of a draft with an undecided part", () => {
    expect(() => recordReview(facts({ items: [item({ decision: null })] }))).toThrow("decision");
  });
});

describe("the rule-set hash", () => {
  it("changes with the version of any detector", () => {
    const detector = { name: "x", version: 1, detect: () => [] };
    expect(ruleSetHash([detector])).not.toBe(ruleSetHash([{ ...detector, version: 2 }]));
  });

  it("changes with any rule or table, whatever order they are read in", () => {
    const files = [
      ["src/a.ts", "1"],
      ["data/b.bin", "2"],
    ] as const;
    const [a, b] = files;
    expect(digestOf([b, a])).toBe(digestOf(files));
    expect(digestOf([a, ["data/b.bin", "3"]])).not.toBe(digestOf(files));
    expect(digestOf([a, ["data/c.bin", "2"]])).not.toBe(digestOf(files));
    expect(digestOf([a])).not.toBe(digestOf(files));
  });
});
