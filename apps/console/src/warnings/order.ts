/** In which order warnings stand: as they came, or the most urgent first. */

import { urgencies, type Warning } from "@tocsin/wire/node-api";

export const orders = ["newest", "urgent"] as const;
export type Order = (typeof orders)[number];

type Ranked = Pick<Warning, "urgency">;

/** They come newest first, and stay so among those of the same urgency. */
export function inOrder<One extends Ranked>(warnings: readonly One[], order: Order): One[] {
  if (order === "newest") return [...warnings];
  return warnings.toSorted((a, b) => urgencies.indexOf(b.urgency) - urgencies.indexOf(a.urgency));
}

/** How many there are of each urgency, the most urgent first; none that has none. */
export function countUrgencies(warnings: readonly Ranked[]): [Warning["urgency"], number][] {
  return urgencies
    .toReversed()
    .map((of): [Warning["urgency"], number] => [
      of,
      warnings.filter(({ urgency }) => urgency === of).length,
    ])
    .filter(([, count]) => count > 0);
}
