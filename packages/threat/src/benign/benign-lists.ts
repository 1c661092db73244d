/** Which lists of well-known values there are, what a hit on each means, and how old they are. */

import type { BenignEffect } from "../extraction/observation.ts";
import { parseEffect } from "./benign-effect.ts";
import { builtInTables, type LooseTables } from "./built-in-tables.ts";
import { machineLists } from "./machine-names.ts";

interface BenignList {
  readonly name: string;
  readonly effect: BenignEffect;
  /** Completes "This is …". */
  readonly why: string;
  /** Names and versions of the upstream lists that it is made of. */
  readonly versions: string;
  readonly values: number;
}

/** Lists of addresses, of names, of what machines have; in each, an earlier one wins. */
export function benignLists({ names, ranges }: LooseTables = builtInTables): readonly BenignList[] {
  return [
    ...ranges.lists.map(({ v4, v6, ...list }) => ({ ...list, values: words(v4) + words(v6) })),
    ...names.lists.map(({ values, ...list }) => ({ ...list, values: words(values) })),
    ...machineLists(),
  ].map(({ name, effect, why, versions, values }) => ({
    name,
    effect: parseEffect(effect),
    why,
    versions,
    values,
  }));
}

function words(text: string): number {
  return text === "" ? 0 : text.split(" ").length;
}

export const benignSource: string = builtInTables.names.source;
