import { describe, expect, it } from "vitest";
import { gate } from "../gate.ts";
import { ruleSetHash } from "../rule-set.ts";
import { ferrocrestIdentity, frame, item, terms } from "../testing.ts";
import { recordReview, reviewHash, type ReviewFacts } from "./record.ts";

function facts(changes: Partial<ReviewFacts> = {}): ReviewFacts {
  const items = [
    item({ value: "ferrocrest-login.example", reason: "Published by the registrar." }),
    item({ id: "i2", decision: "remove", proposal: "remove" }),
  ];
  const verdict = gate({
    frame,
    terms,
    regime: null,
    proseAccepted: false,
    items,
    identity: ferrocrestIdentity,
    today: "2026-11-21",
  });
  if (!verdict.ok) throw new Error("blocked");
  const finding = {
    id: "f1",
    kind: "person",
    start: 0,
    end: 1,
    why: "",
    replacement: "",
    needsReview: true,
  };
  return {
    source: { text: "the text before", format: "text" },
    findings: [finding, { ...finding, needsReview: false }],
    items,
    frame,
    terms,
    regime: null,
    verdict,
    role: "analyst",
    crowd: null,
    second: null,
    openedMs: 1,
    approvedMs: 2,
    salt: new Uint8Array(32),
    ...changes,
  };
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
});
