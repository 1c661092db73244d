/**
 * What the company saw itself waits to be evaluated in each epoch: what came last first, then page by page
 * all that is older. PROTOCOL §3.
 */

import type { Epoch } from "@tocsin/kernel";
import type { BlindStore, QueuedValue, SightingPage, SightingStore } from "@tocsin/store";

import { blindValueOf } from "./blind-value.ts";

const pageSightings = 500;
/** Pages of one look: newest ones while they are new, and as many of the backlog. */
const pagesAtOnce = 8;

export class OwnValues {
  readonly #sightings: Pick<SightingStore, "page">;
  readonly #blind: Pick<BlindStore, "queue">;
  /** Where the backlog of an epoch goes on; null at its end. */
  #backlog: { readonly epoch: Epoch; readonly next: string | null } | undefined;

  constructor(sightings: Pick<SightingStore, "page">, blind: Pick<BlindStore, "queue">) {
    this.#sightings = sightings;
    this.#blind = blind;
  }

  /** Resolves with the number of values that are new in the epoch. */
  async queue(epoch: Epoch): Promise<number> {
    let total = 0;
    let after: string | undefined;
    for (let page = 0; page < pagesAtOnce; page += 1) {
      const { added, next, isAllNew } = await this.#take(epoch, after);
      total += added;
      if (this.#backlog?.epoch !== epoch) this.#backlog = { epoch, next };
      if (next === null || !isAllNew) break;
      after = next;
    }
    return total + (await this.#older(epoch));
  }

  async #older(epoch: Epoch): Promise<number> {
    let total = 0;
    for (let page = 0; page < pagesAtOnce; page += 1) {
      const next = this.#backlog?.next ?? null;
      if (next === null) break;
      const taken = await this.#take(epoch, next);
      total += taken.added;
      this.#backlog = { epoch, next: taken.next };
    }
    return total;
  }

  async #take(epoch: Epoch, after: string | undefined) {
    const page = await this.#sightings.page({ after, limit: pageSightings });
    const values = valuesOf(page);
    const added = values.length === 0 ? 0 : await this.#blind.queue(epoch, values);
    return { added, next: page.next, isAllNew: added === values.length };
  }
}

function valuesOf({ items }: SightingPage): QueuedValue[] {
  return items.flatMap(({ type, value }) => {
    const verdict = blindValueOf(type, value);
    return verdict.ok ? verdict.value : [];
  });
}
