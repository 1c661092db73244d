/** Features of one incident: for each kind what occurs and how often. */

import type { Kind } from "./kinds.ts";

/** A poisoned report cannot buy weight by length: what goes beyond is left out. */
const itemsPerKindMax = 2000;
const itemCharsMax = 512;

export class FeatureSet {
  readonly #items = new Map<Kind, Map<string, number>>();

  add(kind: Kind, item: string): void {
    if (item === "") return;
    let items = this.#items.get(kind);
    if (items === undefined) this.#items.set(kind, (items = new Map<string, number>()));
    const key = item.slice(0, itemCharsMax);
    const known = items.get(key);
    if (known !== undefined) items.set(key, known + 1);
    else if (items.size < itemsPerKindMax) items.set(key, 1);
  }

  has(kind: Kind, item: string): boolean {
    return this.#items.get(kind)?.has(item) ?? false;
  }

  kinds(): Iterable<readonly [Kind, ReadonlyMap<string, number>]> {
    return this.#items;
  }
}
