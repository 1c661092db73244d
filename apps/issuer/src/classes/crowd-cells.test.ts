import type { RosterClass } from "@tocsin/store";
import {
  type ClassId,
  crowdCellMembersMin,
  everyone,
  type SizeBand,
  sizeBands,
} from "@tocsin/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { ClassTree, planClasses } from "./class-tree.ts";
import { type CountedMember, crowdCells } from "./crowd-cells.ts";

const id = (name: string): ClassId => name as ClassId;
const classes: readonly RosterClass[] = [
  { id: everyone, title: "All", parent: null },
  { id: id("finance"), title: "Finance", parent: everyone },
  { id: id("banks"), title: "Banks", parent: id("finance") },
  { id: id("energy"), title: "Energy", parent: everyone },
];
const tree = new ClassTree(classes);

function many(count: number, of: string, region: string | null, size: SizeBand | null) {
  return Array.from({ length: count }, (): CountedMember => ({ class: id(of), region, size }));
}

function cellsOf(members: readonly CountedMember[]) {
  const plan = planClasses(
    tree,
    members.map((it) => it.class),
  );
  return { plan, cells: crowdCells(tree, plan, members) };
}

const anyMember = fc.record({
  class: fc.constantFrom(...tree.ids),
  region: fc.constantFrom(null, "north", "south", "west"),
  size: fc.constantFrom(null, ...sizeBands),
});

describe("published counts", () => {
  it("name region and size where five are alike", () => {
    const { cells } = cellsOf([
      ...many(6, "energy", "north", "under-50"),
      ...many(5, "energy", "south", "50-249"),
    ]);
    expect(cells).toEqual([
      { class: "energy", region: "north", size: "under-50", members: 6 },
      { class: "energy", region: "south", size: "50-249", members: 5 },
    ]);
  });

  it("leave out the region first, then the size", () => {
    const { cells } = cellsOf([
      ...many(7, "energy", "north", "under-50"),
      ...many(3, "energy", "north", "50-249"),
      ...many(4, "energy", "south", "50-249"),
      ...many(3, "energy", "south", "1000-4999"),
      ...many(2, "energy", null, null),
    ]);
    expect(cells).toEqual([
      { class: "energy", region: null, size: null, members: 5 },
      { class: "energy", region: null, size: "50-249", members: 7 },
      { class: "energy", region: "north", size: "under-50", members: 7 },
    ]);
  });

  it("give up the smallest cell for a rest that is too small", () => {
    const { cells } = cellsOf([
      ...many(9, "energy", "north", "under-50"),
      ...many(6, "energy", "south", "under-50"),
      ...many(1, "energy", "west", "5000-or-more"),
    ]);
    expect(cells).toEqual([
      { class: "energy", region: null, size: null, members: 7 },
      { class: "energy", region: "north", size: "under-50", members: 9 },
    ]);
  });

  it("of a merged class stand under the class whose keys it uses", () => {
    const { cells } = cellsOf([
      ...many(6, "banks", "north", "under-50"),
      ...many(6, "finance", "north", "under-50"),
    ]);
    expect(cells).toEqual([{ class: "finance", region: "north", size: "under-50", members: 12 }]);
  });

  it("say nothing of a community that is too small", () => {
    expect(cellsOf(many(4, "everyone", "north", "under-50")).cells).toEqual([]);
  });

  it("are never below five, name each cell once and add up to the class, in no telling order", () => {
    fc.assert(
      fc.property(fc.array(anyMember, { maxLength: 120 }), (members) => {
        const { plan, cells } = cellsOf(members);
        expect(cells.every((it) => it.members >= crowdCellMembersMin)).toBe(true);
        const names = cells.map((it) => `${it.class} ${it.region ?? ""} ${it.size ?? ""}`);
        expect(new Set(names).size).toBe(names.length);
        for (const { id: of, mergedInto } of plan) {
          const own = members.filter(
            (it) => (plan.find((one) => one.id === it.class)?.mergedInto ?? it.class) === of,
          ).length;
          const told = cells
            .filter((it) => it.class === of)
            .reduce((sum, it) => sum + it.members, 0);
          expect(told).toBe(mergedInto === null && own >= crowdCellMembersMin ? own : 0);
        }
        expect(cellsOf([...members].reverse()).cells).toEqual(cells);
      }),
      { numRuns: 60 },
    );
  });
});
