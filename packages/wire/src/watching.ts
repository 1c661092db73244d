/** What this company watches for and what it runs. Both stay here: matching is done by this node. */

import { z } from "zod";
import { timeMs } from "./primitives.ts";

export const watchKinds = [
  "word",
  "actor",
  "malware",
  "technique",
  "vulnerability",
  "search",
] as const;

const value = z.string().trim().min(1).max(200);

export const watchRequest = z.strictObject({ kind: z.enum(watchKinds), value });
export const watch = watchRequest.extend({ id: z.string().max(16), addedMs: timeMs });
export type Watch = z.output<typeof watch>;
export const watchList = z.strictObject({ items: z.array(watch) });

const part = z.string().trim().min(1).max(120);

/** A product in use: by its CPE 2.2 or 2.3 name, or by vendor and product. */
const inventoryLine = z.union([
  z.strictObject({ cpe: z.string().min(1).max(300) }),
  z.strictObject({ vendor: part, product: part, version: part.nullable().default(null) }),
]);

/** Takes the place of what was there from the same source. */
export const inventoryRequest = z.strictObject({
  source: z.string().trim().min(1).max(60),
  items: z.array(inventoryLine).max(100_000),
});
export const inventoryAnswer = z.strictObject({
  items: z.number().int(),
  refused: z.number().int(),
});

export const inventoryItem = z.strictObject({
  cpe: z.string().max(300).nullable(),
  vendor: part,
  product: part,
  version: part.nullable(),
  source: z.string().max(60),
});
