/** The classes of a community as a tree under `everyone`: which keys a member may use. PROTOCOL §1. */

import { assert } from "@tocsin/kernel";
import type { RosterClass } from "@tocsin/store";
import { type ClassId, classMembersMin, everyone } from "@tocsin/wire";

/** What the directory says of a class. */
export interface PlannedClass {
  readonly id: ClassId;
  /** Members entitled to the class's keys; 0 where it has none, so that no small number is told. */
  readonly members: number;
  /** The class whose keys its members use instead. */
  readonly mergedInto: ClassId | null;
}

export class ClassTree {
  readonly ids: readonly ClassId[];
  readonly #parents: ReadonlyMap<ClassId, ClassId | null>;

  constructor(classes: readonly RosterClass[]) {
    this.ids = classes.map(({ id }) => id);
    this.#parents = new Map(classes.map(({ id, parent }) => [id, parent]));
    assert(this.#parents.get(everyone) === null, "everyone is the root");
  }

  has(id: ClassId): boolean {
    return this.#parents.has(id);
  }

  /** The class and all above it, itself first, the root last. */
  path(from: ClassId): ClassId[] {
    const path: ClassId[] = [];
    for (let at: ClassId | null = from; at !== null;) {
      assert(!path.includes(at), "classes form a tree");
      const parent: ClassId | null | undefined = this.#parents.get(at);
      assert(parent !== undefined, "a known class");
      path.push(at);
      at = parent;
    }
    return path;
  }
}

/**
 * Counts members and merges each class that is too small to hide in into the nearest one above that
 * is large enough. `keep` names classes that have keys already: they stay, whoever has left since.
 */
export function planClasses(
  tree: ClassTree,
  memberClasses: readonly ClassId[],
  keep: ReadonlySet<ClassId> = new Set(),
): PlannedClass[] {
  const counts = new Map<ClassId, number>();
  for (const own of memberClasses) {
    for (const id of tree.path(own)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const countOf = (id: ClassId): number => counts.get(id) ?? 0;
  const stands = (id: ClassId): boolean =>
    id === everyone || keep.has(id) || countOf(id) >= classMembersMin;
  return tree.ids.map((id) => {
    if (stands(id)) return { id, members: countOf(id), mergedInto: null };
    return { id, members: 0, mergedInto: tree.path(id).find(stands) ?? everyone };
  });
}
