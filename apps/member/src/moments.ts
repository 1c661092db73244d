/** Moments are drawn once and never change: what was read of the store is not read, or written, again. */

import type { MomentStore } from "@tocsin/store";

export function keptMoments(store: MomentStore): MomentStore {
  const known = new Map<string, number>();
  return {
    fix: async (name, drawn) => {
      const kept = known.get(name) ?? (await store.fix(name, drawn));
      known.set(name, kept);
      return kept;
    },
  };
}
