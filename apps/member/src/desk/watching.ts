/** What the company watches for and what it runs, at the desk. A change goes through the whole feed again. */

import { type Clock, TocsinError } from "@tocsin/kernel";
import type { InventoryStore, WatchStore } from "@tocsin/store";
import { type inventoryRequest, type Watch, watchRequest } from "@tocsin/wire/node-api";
import { parseCpe, type Product } from "../warnings/products.ts";
import type { z } from "zod";

export interface WatchingPorts {
  readonly watches: WatchStore;
  readonly inventory: InventoryStore;
  readonly clock: Clock;
  /** What concerns us is another thing now. */
  readonly onChange: () => Promise<void>;
}

export interface Watching {
  watches(): Promise<Watch[]>;
  /** Throws `too-large` where there are too many, `message-invalid` for what can never match. */
  watch(request: z.output<typeof watchRequest>): Promise<Watch>;
  /** Throws `not-found`. */
  unwatch(id: string): Promise<void>;
  takeInventory(
    request: z.output<typeof inventoryRequest>,
  ): Promise<{ items: number; refused: number }>;
  readonly inventory: Pick<InventoryStore, "page" | "products">;
}

const watchesMax = 1000;
const kinds = watchRequest.shape.kind;
/** Of those that are catalogue numbers. */
const forms: Readonly<Record<string, RegExp>> = {
  technique: /^T\d{4}(?:\.\d{3})?$/i,
  vulnerability: /^CVE-\d{4}-\d{4,7}$/i,
};

export function createWatching(ports: WatchingPorts): Watching {
  const { watches, inventory, clock, onChange } = ports;
  return {
    inventory,
    watches: async () =>
      (await watches.all()).map((row) => ({ ...row, kind: kinds.parse(row.kind) })),
    watch: async ({ kind, value }) => {
      if (forms[kind]?.test(value) === false) {
        throw new TocsinError("message-invalid", { detail: "value" });
      }
      if ((await watches.all()).length >= watchesMax) {
        throw new TocsinError("too-large", { detail: `more than ${watchesMax} watches` });
      }
      const row = await watches.add({ kind, value, addedMs: clock.now() });
      await onChange();
      return { ...row, kind };
    },
    unwatch: async (id) => {
      if (!(await watches.remove(id))) throw new TocsinError("not-found");
      await onChange();
    },
    takeInventory: async ({ source, items }) => {
      const read = items.map((it): Product | undefined =>
        "cpe" in it ? parseCpe(it.cpe) : { ...it, cpe: null },
      );
      const good = read.filter((it) => it !== undefined);
      await inventory.replace(source, good);
      await onChange();
      return { items: good.length, refused: items.length - good.length };
    },
  };
}
