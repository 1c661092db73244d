import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { validateObject } from "../validate.ts";
import { markingsOf, tighterMarkings, tighterTlp } from "./tightening.ts";
import { tlpLevels, tlpMarking, tlpMarkingId } from "./tlp.ts";

describe("markings", () => {
  test("the markings of TLP 2.0 are valid", () => {
    for (const level of tlpLevels) {
      expect(validateObject(tlpMarking(level))).toEqual({ valid: true, problems: [] });
    }
  });

  test("a level never gets looser, in whatever order markings meet", () => {
    const level = fc.constantFrom(undefined, ...tlpLevels);
    fc.assert(
      fc.property(level, level, level, (a, b, c) => {
        expect(tighterTlp(a, b)).toBe(tighterTlp(b, a));
        expect(tighterTlp(tighterTlp(a, b), c)).toBe(tighterTlp(a, tighterTlp(b, c)));
        const rank = (it: typeof a): number => (it === undefined ? -1 : tlpLevels.indexOf(it));
        expect(rank(tighterTlp(a, b))).toBe(Math.max(rank(a), rank(b)));
      }),
    );
  });

  test("a part that is marked more strictly tightens the whole", () => {
    const marked = {
      object_marking_refs: [tlpMarkingId("clear")],
      granular_markings: [{ marking_ref: tlpMarkingId("red"), selectors: ["name"] }],
    };
    expect(markingsOf(marked, new Map()).tlp).toBe("red");
  });

  test("old and foreign definitions count as well; others are listed", () => {
    const own = "marking-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
    const definition = {
      extensions: {
        "extension-definition--f8d78575-edfd-406e-8e84-6162a8450f5b": { pap: "AMBER" },
      },
    };
    const statement = "marking-definition--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd40";
    const white = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9";
    const found = markingsOf(
      { object_marking_refs: [own, white, statement] },
      new Map([[own, definition]]),
    );
    expect(found).toEqual({ tlp: "clear", pap: "amber", others: [statement] });
    expect(tighterMarkings(found, { tlp: "green", pap: "red", others: [statement] })).toEqual({
      tlp: "green",
      pap: "red",
      others: [statement],
    });
  });
});
