/**
 * How many members there are of each sort, counted by the issuer once an epoch. No cell has fewer than
 * five members, and every member is in exactly one cell, so that no difference of two numbers tells
 * of a smaller one. Everyone sees it: it stands in the signed key directory. PROTOCOL §6.
 */

import { z } from "zod";
import { classId } from "./primitives.ts";
import { region, sizeBand } from "./report.ts";

/** A cell with fewer members is merged before anything is published. */
export const crowdCellMembersMin = 5;
export const crowdCellsMax = 1024;

/** Null: members of any region or size, because one alone would be too few. */
export const crowdCell = z.strictObject({
  class: classId,
  region: region.nullable(),
  size: sizeBand.nullable(),
  members: z.number().int().min(crowdCellMembersMin),
});
export type CrowdCell = z.output<typeof crowdCell>;
