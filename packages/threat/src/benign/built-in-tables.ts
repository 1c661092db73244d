/** The lists of well-known values that come with the product. */

import builtInNames from "../../data/benign-names.json" with { type: "json" };
import builtInRanges from "../../data/benign-ranges.json" with { type: "json" };
import type { NameList, RangeList } from "./benign-tables.ts";

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
