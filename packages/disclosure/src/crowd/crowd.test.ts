import { type ClassId, everyone, type Revealed } from "@tocsin/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { finest, toWeek } from "./coarse-times.ts";
import { countCrowd, countedSorts, type CrowdCounts, nothingRevealed } from "./count.ts";
import {
  cheapestGeneralisation,
  generalisedSaying,
  revealedBy,
  type Saying,
} from "./generalise.ts";
import { judgeCrowd } from "./judge.ts";

const id = (name: string): ClassId => name as ClassId;
const counts: CrowdCounts = {
  classes: [
    { id: everyone, parent: null, members: 200, mergedInto: null },
    { id: id("energy"), parent: everyone, members: 18, mergedInto: null },
    { id: id("grid"), parent: id("energy"), members: 0, mergedInto: id("energy") },
  ],
  cells: [
    { class: everyone, region: "north", size: "under-50", members: 90 },
    { class: everyone, region: null, size: null, members: 92 },
    { class: id("energy"), region: "north", size: "under-50", members: 6 },
    { class: id("energy"), region: "north", size: "50-249", members: 5 },
    { class: id("energy"), region: null, size: null, members: 7 },
  ],
};

const saying = (changes: Partial<Saying> = {}): Saying => ({
  class: id("energy"),
  largerClasses: [everyone],
  region: null,
  size: null,
  times: [],
  technologies: [],
  identifying: [],
  ...changes,
});

const members = (says: Saying, said: Revealed = nothingRevealed): number =>
  countCrowd(counts, said, revealedBy(says)).members;

const tech = (...names: string[]) => names.map((name, at) => ({ item: `i${at}`, name }));

describe("the crowd", () => {
  it.each([
    ["the class alone", {}, 18],
    ["a merged class", { class: id("grid") }, 18],
    ["an unknown class", { class: id("nobody") }, 0],
    ["everyone", { class: everyone }, 200],
    ["a region", { region: "north" }, 11],
    ["a region and a size", { region: "north", size: "50-249" }, 5],
    ["a size", { size: "under-50" }, 6],
    ["a region of all", { class: everyone, region: "north" }, 101],
    ["a region of which no number is told", { region: "south" }, 0],
    ["a week", { times: ["2026-W47"] }, 18],
    ["a day", { times: ["2026-11-21"] }, 9],
    ["an hour among days", { times: ["2026-11-21", "2026-11-20T08Z"] }, 4],
    ["a product", { technologies: tech("Citrix NetScaler") }, 6],
    ["the same product in other letters", { technologies: tech("A  b", "a B") }, 6],
    ["a product that everybody has", { technologies: tech("Microsoft 365") }, 18],
    ["a value that names us", { identifying: [{ item: "i1", value: "our.example" }] }, 1],
  ] as const)("fits %s", (_, changes, expected) => {
    expect(members(saying(changes))).toBe(expected);
  });

  it("shrinks over linked reports as was measured: 6, 2, then none", () => {
    const first = saying({ technologies: tech("Alpha") });
    const second = saying({ technologies: tech("Beta") });
    const third = saying({ technologies: tech("Gamma") });
    const after = { ...nothingRevealed, class: id("energy"), technologies: ["alpha"] };
    expect(members(first)).toBe(6);
    expect(members(second, after)).toBe(2);
    expect(members(third, { ...after, technologies: ["alpha", "beta"] })).toBe(0);
  });

  it.each([
    [id("energy"), ["north"], ["under-50", "50-249"]],
    [everyone, ["north"], ["under-50", "50-249"]],
    [id("nobody"), [], []],
  ] as const)("of %s tells of the regions %j and the sizes %j", (of, regions, sizes) => {
    expect(countedSorts(counts, of)).toEqual({ regions, sizes });
  });

  it("is nobody where two regions were said under one pseudonym", () => {
    const said = { ...nothingRevealed, class: everyone, regions: ["north"] };
    expect(members(saying({ region: "south" }), said)).toBe(0);
  });

  it("says of each fact how many are left, and what was said before", () => {
    const said = { ...nothingRevealed, class: id("energy"), technologies: ["alpha"] };
    const { facts } = countCrowd(counts, said, revealedBy(saying({ times: ["2026-11-21"] })));
    expect(facts).toEqual([
      { what: "class", value: "energy", said: true, left: 18 },
      { what: "time", value: "2026-11-21", said: false, left: 9 },
      { what: "technology", value: "alpha", said: true, left: 3 },
    ]);
  });
});

describe("the cheapest generalisation", () => {
  const drops = (says: Saying, said: Revealed = nothingRevealed) =>
    cheapestGeneralisation(counts, said, says)?.moves.map((it) => it.drop);

  it.each([
    ["is none where enough fit", saying(), undefined],
    ["drops the region", saying({ region: "south" }), ["region"]],
    [
      "keeps the region where the size is in the way",
      saying({ region: "north", size: "50-249" }),
      ["size"],
    ],
    ["takes the time to the week", saying({ times: ["2026-11-21T08Z"] }), ["time"]],
    ["takes the class to its parent", saying({ technologies: tech("Alpha") }), ["class"]],
    [
      "leaves out products last",
      saying({ largerClasses: [], technologies: tech("Alpha", "Windows") }),
      ["technology"],
    ],
    [
      "leaves out what names us",
      saying({ identifying: [{ item: "i7", value: "our.example" }] }),
      ["identifying"],
    ],
  ] as const)("%s", (_, says, expected) => {
    expect(drops(says)).toEqual(expected);
  });

  it("cannot take back what was said, nor change the class of a report", () => {
    const said = { ...nothingRevealed, class: id("energy"), regions: ["south"] };
    expect(cheapestGeneralisation(counts, said, saying({ region: "south" }))).toBeUndefined();
  });

  const anySaying = fc.record({
    class: fc.constantFrom(id("energy"), everyone),
    largerClasses: fc.constantFrom<ClassId[]>([], [everyone]),
    region: fc.constantFrom(null, "north", "south"),
    size: fc.constantFrom(null, "under-50", "50-249"),
    times: fc.subarray(["2026-11-21T08Z", "2026-11-21", "2026-W47"]),
    technologies: fc.subarray(tech("Alpha", "Beta", "Windows", "Gamma")),
    identifying: fc.subarray([{ item: "i9", value: "our.example" }]),
  });

  it("gives what it promises, and no move of it is idle", () => {
    fc.assert(
      fc.property(anySaying, (says) => {
        const now = members(says);
        const proposed = cheapestGeneralisation(counts, nothingRevealed, says);
        if (proposed === undefined) return;
        expect(members(generalisedSaying(says, proposed.moves))).toBe(proposed.members);
        expect(now).toBeLessThan(10);
        const target = proposed.members >= 10 ? 10 : 5;
        for (const idle of proposed.moves) {
          const fewer = proposed.moves.filter((it) => it !== idle);
          expect(members(generalisedSaying(says, fewer))).toBeLessThan(target);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("never counts more when more is said, by this draft or before it", () => {
    fc.assert(
      fc.property(anySaying, anySaying, (less, more) => {
        const both = {
          ...less,
          times: [...less.times, ...more.times],
          technologies: [...less.technologies, ...more.technologies],
          identifying: [...less.identifying, ...more.identifying],
        };
        expect(members(both)).toBeLessThanOrEqual(members(less));
        const said = { ...revealedBy(more), class: less.class };
        expect(members(less, said)).toBeLessThanOrEqual(members(less));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the verdict", () => {
  it("refuses below five with the way out, and only warns below ten", () => {
    const refused = judgeCrowd(counts, nothingRevealed, saying({ times: ["2026-11-21T08Z"] }));
    expect(refused.blockers.map((it) => it.code)).toEqual(["crowd-too-small"]);
    expect(refused.view.proposal).toEqual({
      moves: [{ drop: "time", item: null, to: "week" }],
      members: 18,
    });
    const warned = judgeCrowd(counts, nothingRevealed, saying({ times: ["2026-11-21"] }));
    expect(warned.blockers).toEqual([]);
    expect(warned.view.members).toBe(9);
  });

  it("says of a region and a size that no count tells of what is known instead", () => {
    const why = (changes: Partial<Saying>) =>
      judgeCrowd(counts, nothingRevealed, saying(changes)).blockers.map((it) => it.why);
    expect(why({ region: "europe" })).toEqual([
      'No count of members tells of the region "europe", so nobody is known to fit. ' +
        "Choose one of north, or leave it out.",
    ]);
    expect(why({ size: "1000-4999" })).toEqual([
      "No count of members tells of this size, so nobody is known to fit. Leave the size out.",
    ]);
    expect(why({ region: "north" })).toEqual([]);
  });
});

describe("coarse times", () => {
  it.each([
    ["2026-11-21T20Z", "2026-W47"],
    ["2026-01-01", "2026-W01"],
    ["2027-01-01", "2026-W53"],
    ["2024-12-30", "2025-W01"],
    ["2026-W47", "2026-W47"],
    ["2026-11", "2026-11"],
  ])("%s is in %s", (time, week) => {
    expect(toWeek(time)).toBe(week);
  });

  it("are as fine as the finest of them", () => {
    expect(finest(["2026-11", "2026-W47", "2026-11-21"])).toBe("2026-11-21");
    expect(finest([])).toBeUndefined();
  });
});
