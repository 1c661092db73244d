/** The lists of well-known values as tables: the form in which a newer copy comes. */

import { z } from "zod";

const valuesCharsMax = 32_000_000;
const listsMax = 100;
const list = z.object({
  name: z.string().max(60),
  effect: z.enum(["never", "weak", "context"]),
  why: z.string().max(200),
  versions: z.string().max(1000),
});
const text = z.string().max(valuesCharsMax);

export const benignTables = z.object({
  names: z.object({
    source: z.string().max(300),
    lists: z
      .array(list.extend({ matches: z.enum(["name", "name-and-below"]), values: text }))
      .max(listsMax),
  }),
  ranges: z.object({ lists: z.array(list.extend({ v4: text, v6: text })).max(listsMax) }),
});
export type BenignTables = z.output<typeof benignTables>;
export type RangeList = BenignTables["ranges"]["lists"][number];
export type NameList = BenignTables["names"]["lists"][number];
