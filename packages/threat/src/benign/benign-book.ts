/**
 * What counts as well known at one company: the lists that come with the product or a newer copy, what
 * the company adds, and lists and values that it does not want to count. It stays on its machine.
 */

import { z } from "zod";
import type { Benign } from "../extraction/observation.ts";
import { isObservableType } from "../observables/observable-types.ts";
import { benignOf, type BenignLookup, compileBenign } from "./benign.ts";
import type { BenignTables } from "./benign-tables.ts";

const ownMax = 100_000;
const valueCharsMax = 2_000;
const whyCharsMax = 200;

export const ownBenign = z.strictObject({
  added: z
    .array(
      z.strictObject({
        type: z.string().refine(isObservableType),
        value: z.string().max(valueCharsMax),
        effect: z.enum(["never", "weak", "context"]),
        why: z.string().max(whyCharsMax),
      }),
    )
    .max(ownMax),
  /** Values, and names of lists. */
  ignored: z.array(z.string().max(valueCharsMax)).max(ownMax),
});
export type OwnBenign = z.output<typeof ownBenign>;

/** The list of what the company has added. */
export const ownListName = "own";

/** `tables`: a newer copy of the lists, instead of those that come with the product. */
export function benignBook(own: OwnBenign, tables?: BenignTables): BenignLookup {
  const listed = tables === undefined ? benignOf : compileBenign(tables);
  const ignored = new Set(own.ignored);
  const added = new Map<string, Benign>(
    own.added.map(({ type, value, effect, why }) => [
      `${type} ${value}`,
      { effect, list: ownListName, why },
    ]),
  );
  if (ignored.size === 0 && added.size === 0) return listed;
  return (type, value) => {
    if (ignored.has(value)) return undefined;
    const found =
      added.get(`${type} ${value}`) ?? aboveIt(type, value, added) ?? listed(type, value);
    return found === undefined || ignored.has(found.list) ? undefined : found;
  };
}

/** A company that adds a name means the names below it, too. */
function aboveIt(
  type: string,
  value: string,
  added: ReadonlyMap<string, Benign>,
): Benign | undefined {
  if (type !== "domain" || added.size === 0) return undefined;
  for (let dot = value.indexOf("."); dot >= 0; dot = value.indexOf(".", dot + 1)) {
    const found = added.get(`domain ${value.slice(dot + 1)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
