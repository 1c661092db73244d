/** What the issuer would publish of these members: made by its own modules. PROTOCOL §1, §6. */

import type { CrowdCounts } from "@tocsin/disclosure";
import { ClassTree, crowdCells, planClasses } from "@tocsin/issuer";
import { type ClassId, everyone } from "@tocsin/wire";

import { sectors, type SimMember } from "./roster.ts";

export interface Published {
  readonly counts: CrowdCounts;
  /** Classes whose keys the member may use, its own first: where that is merged it is left out. */
  readonly speakable: (member: SimMember) => readonly ClassId[];
}

export function published(members: readonly SimMember[]): Published {
  const tree = new ClassTree([
    { id: everyone, title: "Everyone", parent: null },
    ...sectors.map((id) => ({ id: id as ClassId, title: id, parent: everyone })),
  ]);
  const plan = planClasses(
    tree,
    members.map((it) => it.class),
  );
  const cells = crowdCells(tree, plan, members);
  const standing = new Set(plan.filter((it) => it.mergedInto === null).map(({ id }) => id));
  return {
    counts: {
      classes: plan.map((it) => ({ ...it, parent: it.id === everyone ? null : everyone })),
      cells,
    },
    speakable: (member) => tree.path(member.class).filter((id) => standing.has(id)),
  };
}
