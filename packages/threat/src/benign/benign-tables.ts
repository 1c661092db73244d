/** The lists of well-known values as tables: those that come with the product, and a newer copy. */

import { z } from "zod";
import builtInNames from "../../data/benign-names.json" with { type: "json" };
import builtInRanges from "../../data/benign-ranges.json" with { type: "json" };

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

/** Not parsed: they are part of the product, and a start must not wait for them. */
export const builtInTables = { names: builtInNames, ranges: builtInRanges };

/** As the tables are written in the code: effects are any text to the compiler. */
export interface LooseTables {
  readonly names: {
    readonly source: string;
    readonly lists: readonly (Omit<NameList, "effect" | "matches"> & {
      readonly effect: string;
      readonly matches: string;
    })[];
  };
  readonly ranges: {
    readonly lists: readonly (Omit<RangeList, "effect"> & { readonly effect: string })[];
  };
}

/** How many values each list has, by name. */
export function listSizes({ names, ranges }: LooseTables): Map<string, number> {
  const sizes = new Map<string, number>();
  const add = (name: string, values: string): void => {
    sizes.set(name, (sizes.get(name) ?? 0) + (values === "" ? 0 : values.split(" ").length));
  };
  for (const { name, v4, v6 } of ranges.lists) for (const it of [v4, v6]) add(name, it);
  for (const { name, values } of names.lists) add(name, values);
  return sizes;
}
