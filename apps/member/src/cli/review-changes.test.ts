import type { Draft, ReviewItem } from "@tocsin/wire/desk";
import { bareFrame } from "@tocsin/wire/report";
import { describe, expect, it } from "vitest";

import {
  decisionChanges,
  frameChanges,
  reviewOptions,
  termsChanges,
  termsOptions,
} from "./review-changes.ts";

function item(id: string, given: Partial<ReviewItem> = {}): ReviewItem {
  return {
    id,
    part: "observable",
    type: "domain",
    value: "evil.example",
    detail: null,
    class: null,
    role: null,
    confidence: null,
    source: null,
    proposal: "ask",
    why: "",
    decision: null,
    reason: null,
    ...given,
  };
}

const draft: Draft = {
  id: "d",
  createdMs: 0,
  state: "open",
  amends: null,
  source: { name: "", format: "text", text: "", notes: [] },
  findings: [],
  items: [item("i1"), item("i2"), item("i3", { decision: "send", reason: "seen elsewhere" })],
  frame: bareFrame,
  suggestions: [],
  terms: {
    audience: "members",
    class: null,
    tlp: "amber",
    purposes: ["cybersecurity"],
    expires: "2026-12-21",
  },
  regime: null,
  outgoing: null,
  outgoingHash: null,
  blockers: [],
  crowd: null,
  crowdView: null,
  name: "a.txt",
  narrative: "",
  approval: { state: "not-needed", askedMs: null, decidedMs: null, note: null, standing: null },
};

const decide = (given: object) => decisionChanges(reviewOptions.parse(given), draft);

describe("flags of a review", () => {
  it("send with a reason and a class, and remove", () => {
    expect(decide({ send: ["i1=why=not"], class: ["i1=e"], remove: ["i2"] })).toEqual({
      decisions: [
        { item: "i1", decision: "send", reason: "why=not", class: "E" },
        { item: "i2", decision: "remove" },
      ],
    });
  });

  it("give a decided part another class and leave its decision and reason", () => {
    expect(decide({ class: ["i3=DM"] })).toEqual({
      decisions: [{ item: "i3", decision: "send", reason: "seen elsewhere", class: "DM" }],
    });
  });

  it("remove all that is open, but not what is named", () => {
    expect(decide({ removeOpen: true, send: ["i1"] })).toEqual({
      decisions: [
        { item: "i1", decision: "send" },
        { item: "i2", decision: "remove" },
      ],
    });
  });

  it.each<[string, object]>([
    ["a part that is not there", { send: ["i9"] }],
    ["a part without a name", { send: [""] }],
    ["both at once", { send: ["i1"], remove: ["i1"] }],
    ["a class of an undecided part", { class: ["i1=E"] }],
    ["no class", { send: ["i1"], class: ["i1"] }],
    ["a class that the law does not name", { send: ["i1"], class: ["i1=Z"] }],
  ])("are refused for %s", (_, given) => {
    expect(() => decide(given)).toThrow(expect.objectContaining({ code: "usage" }));
  });

  it("set the frame, notes and terms", () => {
    const options = reviewOptions.parse({
      kind: "near-miss",
      stage: "none",
      firstSeen: "2026-W47",
      note: ["Mail from a supplier."],
      technology: ["ExampleVPN"],
      tlp: "green",
      purpose: ["cybersecurity"],
    });
    expect(frameChanges(options)).toEqual({
      frame: { kind: "near-miss", stage: null, firstSeen: "2026-W47" },
      add: [
        { part: "technology", value: "ExampleVPN" },
        { part: "note", value: "Mail from a supplier." },
      ],
    });
    expect(termsChanges(options)).toEqual({
      terms: { tlp: "green", purposes: ["cybersecurity"] },
    });
    expect(frameChanges(reviewOptions.parse({}))).toBeUndefined();
    expect(termsChanges(reviewOptions.parse({}))).toBeUndefined();
  });

  it.each<[string, object]>([
    ["an audience", { audience: "everyone!" }],
    ["a date", { expires: "tomorrow" }],
  ])("are refused for %s of another form", (_, given) => {
    const options = reviewOptions.parse(given);
    expect(() => termsChanges(options)).toThrow(expect.objectContaining({ code: "usage" }));
  });
});

describe("who outside of the community may have it", () => {
  const terms = (given: object) => termsChanges(termsOptions.parse(given))?.terms;

  it("is named as a whole, or taken back", () => {
    expect(terms({})).toBeUndefined();
    expect(terms({ for: ["government", "recipient:isac"], proprietary: true })).toEqual({
      recipients: { to: ["government", "recipient:isac"], proprietary: true },
    });
    expect(terms({ for: ["none"] })).toEqual({ recipients: null });
  });

  it.each([
    ["nobody and somebody", { for: ["none", "government"] }],
    ["proprietary for nobody", { proprietary: true }],
    ["a kind that must be named", { for: ["intelligence"] }],
  ])("is refused as %s", (_, given) => {
    expect(() => terms(given)).toThrow();
  });
});
