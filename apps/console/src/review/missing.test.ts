import type { Draft } from "@tocsin/wire/desk";
import { describe, expect, it } from "vitest";

import { missingPlace, sectionIds } from "./missing.ts";

const item = (id: string, decision: "send" | null): Draft["items"][number] => ({
  id,
  part: "note",
  type: null,
  value: "x",
  detail: null,
  class: "G",
  role: null,
  confidence: null,
  source: null,
  proposal: "ask",
  why: "Why.",
  decision,
  reason: null,
});
const items = [item("i1", "send"), item("i2", null), item("i3", null)];
const section = (id: keyof typeof sectionIds) => ({ at: "section", id: sectionIds[id] });

describe("what is missing", () => {
  it.each([
    ["undecided", undefined, { at: "part", item: "i2" }],
    ["reason-needed", "i1", { at: "part", item: "i1" }],
    ["found-own", "i3", { at: "part", item: "i3" }],
    ["found", undefined, section("fields")],
    ["empty", undefined, section("parts")],
    ["prose-risk", "i3", section("prose")],
    ["crowd-too-small", undefined, section("crowd")],
    ["no-purpose", undefined, { at: "terms" }],
    ["marking-loosened", undefined, { at: "terms" }],
    ["of a code that is new", undefined, section("outgoing")],
  ])("by %s of %s is at %j", (code, about, expected) => {
    const blocker = { code, why: "Why.", ...(about === undefined ? {} : { item: about }) };
    expect(missingPlace(blocker, items)).toEqual(expected);
  });

  it("is among the parts where the last of them was just decided", () => {
    expect(missingPlace({ code: "undecided", why: "Why." }, [])).toEqual(section("parts"));
  });
});
