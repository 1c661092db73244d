import type { RosterClass } from "@tocsin/store";
import { type ClassId, classMembersMin, everyone } from "@tocsin/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { ClassTree, planClasses } from "./class-tree.ts";

function classOf(id: string, parent: string | null): RosterClass {
  return { id: id as ClassId, title: id, parent: parent as ClassId | null };
}

const classes = [
  classOf("everyone", null),
  classOf("finance", "everyone"),
  classOf("banks", "finance"),
  classOf("insurers", "finance"),
  classOf("health", "everyone"),
];
const tree = new ClassTree(classes);

function members(counts: Readonly<Record<string, number>>): ClassId[] {
  return Object.entries(counts).flatMap(([id, count]) => Array<ClassId>(count).fill(id as ClassId));
}

function planOf(counts: Readonly<Record<string, number>>, keep?: ReadonlySet<ClassId>) {
  const plan = planClasses(tree, members(counts), keep);
  return Object.fromEntries(plan.map((it) => [it.id, [it.members, it.mergedInto]]));
}

describe("class merging", () => {
  it("counts a class with all classes below it", () => {
    expect(planOf({ banks: 12, insurers: 10, finance: 1, health: 10 })).toEqual({
      everyone: [33, null],
      finance: [23, null],
      banks: [12, null],
      insurers: [10, null],
      health: [10, null],
    });
  });

  it("merges a class of nine into its parent and tells no small number", () => {
    expect(planOf({ banks: 9, insurers: 10 })).toMatchObject({
      finance: [19, null],
      banks: [0, "finance"],
      insurers: [10, null],
      health: [0, "everyone"],
    });
  });

  it("merges past a parent that is too small itself", () => {
    expect(planOf({ banks: 4, insurers: 4 })).toMatchObject({
      everyone: [8, null],
      finance: [0, "everyone"],
      banks: [0, "everyone"],
    });
  });

  it("always keeps everyone, and what has keys already", () => {
    expect(planOf({})).toMatchObject({ everyone: [0, null] });
    const keep = new Set(["banks" as ClassId]);
    expect(planOf({ banks: 3 }, keep)).toMatchObject({
      banks: [3, null],
      finance: [0, "everyone"],
    });
  });

  it("lets no class stand below the minimum, and every member use some class's keys", () => {
    const ids = tree.ids.filter((id) => id !== everyone);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ids), { maxLength: 80 }), (own) => {
        const plan = new Map(planClasses(tree, own).map((it) => [it.id, it]));
        for (const it of plan.values()) {
          if (it.mergedInto === null) {
            expect(it.id === everyone || it.members >= classMembersMin).toBe(true);
          } else expect(plan.get(it.mergedInto)?.mergedInto).toBeNull();
        }
        expect(plan.get(everyone)?.members).toBe(own.length);
      }),
    );
  });
});

describe("a class tree", () => {
  it("gives a class's path to the root", () => {
    expect(tree.path("banks" as ClassId)).toEqual(["banks", "finance", "everyone"]);
    expect(() => tree.path("none" as ClassId)).toThrow();
  });

  it.each([
    ["no root", [classOf("finance", "everyone")]],
    ["another root", [classOf("all", null)]],
  ])("refuses %s", (_name, given) => {
    expect(() => new ClassTree(given)).toThrow();
  });

  it("refuses a ring", () => {
    const ring = new ClassTree([classOf("everyone", null), classOf("a", "b"), classOf("b", "a")]);
    expect(() => ring.path("a" as ClassId)).toThrow();
  });
});
