import { describe, expect, test } from "vitest";
import { bodyOf } from "../../test/world/samples.ts";
import type { ReportChange } from "../protocol.ts";
import { feedChange } from "./feed-change.ts";
import { searchWords } from "./search-words.ts";

const nothing = { reasons: () => [] };
const policy = { ignoredBenignLists: new Set<string>() };

function change(changes: Partial<ReportChange>): ReportChange {
  return {
    arrival: 7,
    id: "r",
    kind: "report",
    mine: false,
    index: 1,
    round: 1,
    publishedMs: 1,
    envelope: {
      v: 1,
      kind: "report",
      class: "everyone" as never,
      epoch: "2026-11" as never,
      audience: "members",
      body: null,
      pkSign: "",
      pkHpke: "",
      author: "",
      review: null,
      seq: 0,
      prev: null,
    },
    body: bodyOf("gate.evil-loader.com"),
    ...changes,
  };
}

describe("a change of the feed", () => {
  test("is matched by its observables until the end of its last day", () => {
    const ready = feedChange(change({}), nothing, policy);
    expect(ready).toMatchObject({ arrival: 7, report: "r", mine: false, withdrawn: false });
    expect(ready.observables.map((it) => it.value)).toEqual(["gate.evil-loader.com"]);
    expect(ready.untilMs).toBe(Date.parse("2027-11-22"));
  });

  test("that is a withdrawal, or was withdrawn since, has nothing to match", () => {
    for (const gone of [{ kind: "withdrawal" as const }, { body: null }]) {
      const ready = feedChange(change(gone), nothing, policy);
      expect(ready).toMatchObject({ withdrawn: true, observables: [], words: [] });
    }
  });

  test("of our own has no reasons", () => {
    const reason = { kind: "watch", value: "x", type: null, ours: "y", strength: "weak" } as const;
    const always = { reasons: () => [reason] };
    expect(feedChange(change({ mine: true }), always, policy).reasons).toEqual([]);
    expect(feedChange(change({}), always, policy).reasons).toEqual([reason]);
  });

  test("is found by its names, however they are spelt, its numbers and the words of its notes", () => {
    const words = searchWords(
      bodyOf("x.example", {
        malware: [{ name: "Cobalt Strike", class: "B" }],
        vulnerabilities: [{ id: "CVE-2021-44228", class: "C" }],
        notes: [{ text: "Blocked by policy.", class: "DM" }],
      }),
    );
    expect(words).toEqual(
      expect.arrayContaining([
        "cobaltstrike",
        "cobalt",
        "strike",
        "cve-2021-44228",
        "44228",
        "policy",
      ]),
    );
  });
});
