/** Query strings of lists. */

import { pageMax } from "@tocsin/wire/node-api";
import { z } from "zod";

const limitDefault = 100;

const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/)
  .transform(Number)
  .pipe(z.number().max(pageMax))
  .default(limitDefault);
const after = z.string().max(64).optional();

export const listQuery = z.strictObject({ after, limit });
export const reportsQuery = listQuery.extend({
  q: z.string().max(500).optional(),
  mine: z.enum(["true", "false"]).optional(),
});
export const warningsQuery = listQuery.extend({
  state: z.enum(["new", "acknowledged", "snoozed", "not-relevant"]).optional(),
});
export const draftQuery = z.strictObject({ name: z.string().max(255).default("upload") });
