/**
 * The counts that the key directory publishes of its members: which sorts there are and how many of
 * each, never fewer than five. Within a class that has keys of its own every member is in exactly one
 * cell, so the published numbers have no difference that tells of fewer. PROTOCOL §6.
 */

import { assert } from "@tocsin/kernel";
import {
  type ClassId,
  type CrowdCell,
  crowdCellMembersMin,
  crowdCellsMax,
  type SizeBand,
} from "@tocsin/wire";

import type { ClassTree, PlannedClass } from "./class-tree.ts";

/** What is known of one member; null: not known. */
export interface CountedMember {
  readonly class: ClassId;
  readonly region: string | null;
  readonly size: SizeBand | null;
}

export function crowdCells(
  tree: ClassTree,
  plan: readonly PlannedClass[],
  members: readonly CountedMember[],
): CrowdCell[] {
  const standing = new Map(plan.map(({ id, mergedInto }) => [id, mergedInto ?? id]));
  const of = (member: CountedMember): ClassId => {
    const stands = standing.get(member.class);
    assert(stands !== undefined && tree.has(stands), "a class of the plan");
    return stands;
  };
  const byClass = Map.groupBy(members, of);
  // A community of so many sorts that they do not fit is told in larger cells.
  for (let least = crowdCellMembersMin; ; least *= 2) {
    const cells = Array.from(byClass, ([id, own]) => cellsOf(id, own, least)).flat();
    if (cells.length <= crowdCellsMax) return cells.sort(byName);
  }
}

type Sort = Pick<CrowdCell, "region" | "size">;

const unknown: Sort = { region: null, size: null };

/** What is too small loses its region, then its size; the rest of the class takes in its smallest cell. */
function cellsOf(id: ClassId, members: readonly Sort[], least: number): CrowdCell[] {
  const cells: CrowdCell[] = [];
  let left = members;
  for (const keepsRegion of [true, false]) {
    const groups = Map.groupBy(left, ({ region, size }) =>
      JSON.stringify(keepsRegion ? [region, size] : [size]),
    );
    left = [];
    for (const group of groups.values()) {
      const [{ region, size } = unknown] = group;
      const isKnown = size !== null && !(keepsRegion && region === null);
      if (group.length < least || !isKnown) left = [...left, ...group];
      else {
        const cell = { class: id, region: keepsRegion ? region : null, size };
        cells.push({ ...cell, members: group.length });
      }
    }
  }
  return withRest(id, cells, left.length, least);
}

function withRest(id: ClassId, cells: CrowdCell[], left: number, least: number): CrowdCell[] {
  let rest = left;
  const bySize = [...cells].sort((a, b) => b.members - a.members || byName(a, b));
  while (rest > 0 && rest < least && bySize.length > 0) rest += bySize.pop()?.members ?? 0;
  const whole = { class: id, region: null, size: null, members: rest };
  return rest < crowdCellMembersMin ? bySize : [...bySize, whole];
}

/** An order that tells nothing of when somebody joined. */
function byName(a: CrowdCell, b: CrowdCell): number {
  return nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0;
}

function nameOf({ class: id, region, size }: CrowdCell): string {
  return [id, region ?? "", size ?? ""].join(" ");
}
