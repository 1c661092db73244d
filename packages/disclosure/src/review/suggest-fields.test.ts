import { reportFrame, reviewItem } from "@tocsin/wire";
import { describe, expect, it } from "vitest";
import { frame } from "../testing.ts";
import { suggestFields } from "./suggest-fields.ts";

const nowMs = Date.UTC(2026, 10, 21);

function suggested(text: string, field: string): string | undefined {
  return suggestFields(text, [], nowMs).frame.find((it) => it.field === field)?.value;
}

describe("single fields", () => {
  it.each([
    ["Seen on 2026-11-19 and before that 2026-11-12.", "2026-W46"],
    ["It began on 19 November 2026.", "2026-W47"],
    ["On Nov 3, 2026 a mail came.", "2026-W45"],
    ["Rules of 2019-01-01 and plans for 2026-12-24.", undefined],
    ["On 2026-02-31 nothing was.", undefined],
    ["No date.", undefined],
  ])("of %j: first seen %s", (text, week) => {
    expect(suggested(text, "firstSeen")).toBe(week);
  });

  it.each([
    ["The mail was quarantined; it was a phishing lure.", "near-miss", "blocked", "delivery"],
    ["It beacons to a host, forensics showed.", undefined, "confirmed", "control"],
    ["The attempt failed.", "near-miss", "failed-attempt", undefined],
    ["Files were encrypted after lateral movement.", undefined, undefined, "impact"],
    ["Nothing.", undefined, undefined, undefined],
  ])("of %j", (text, kind, determination, stage) => {
    expect([
      suggested(text, "kind"),
      suggested(text, "determination"),
      suggested(text, "stage"),
    ]).toEqual([kind, determination, stage]);
  });

  it("point at their words, and are values that the field can have", () => {
    const text = "On 2026-11-19 the mail was blocked by the filter; scanning went on.";
    const { frame: all } = suggestFields(text, [], nowMs);
    expect(all.map(({ source: { start, end } }) => text.slice(start, end))).toEqual([
      "was blocked",
      "was blocked",
      "scanning",
      "2026-11-19",
    ]);
    const set = Object.fromEntries(all.map(({ field, value }) => [field, value]));
    expect(reportFrame.safeParse({ ...frame, ...set }).success).toBe(true);
  });
});

describe("techniques and steps", () => {
  const text = "A mail with a macro came (T1566.001), then files on the ESXi hosts were encrypted.";
  const at = (words: string) => ({
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
  });
  const techniques = [
    { technique: "T1486", score: 0.83, ...at("files on the ESXi hosts were encrypted") },
    { technique: "T1566.001", score: 1, ...at("T1566.001") },
    { technique: "T1003", score: 0.4, ...at("macro") },
  ];

  it("look for the system in the line that tells of it", () => {
    const lines = "The VPN was probed.\nT1566.001\nThen mail.";
    const found = { technique: "T1566.001", score: 1, start: 20, end: 29 };
    const [step] = suggestFields(lines, [found], nowMs).items;
    expect(step?.detail).toMatchObject({ did: "delivered", on: null });
  });

  it("are proposed in the order of the text, to be confirmed, each with its passage and class", () => {
    const { items } = suggestFields(text, techniques, nowMs);
    expect(
      items.map((it) => [
        it.part,
        it.detail?.of === "step" ? it.detail.technique : it.value,
        it.detail?.of === "step" ? `${it.detail.did} ${it.detail.on ?? "-"}` : "",
        it.class,
        it.proposal,
      ]),
    ).toEqual([
      ["technique", "T1486", "", "F", "ask"],
      ["step", "T1566.001", "delivered mail", "D", "ask"],
      ["step", "T1486", "damaged virtualisation", "F", "ask"],
    ]);
    for (const it of items) expect(reviewItem.safeParse({ ...it, id: "i1" }).success).toBe(true);
    expect(items[0]?.why).toContain("83 %");
  });
});
