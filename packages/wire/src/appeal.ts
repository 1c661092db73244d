/**
 * An appeal: the author of a report that was ruled abuse says to the exchange's operator why it is none, under
 * the report's key and in a capsule like any other. The exchange learns that the author of this report is
 * still there, which it learns of any change as well; nobody else learns of the appeal. PROTOCOL §7.
 */

import { z } from "zod";

import { letterNote } from "./letter.ts";
import { publicKey, signature } from "./primitives.ts";

/** `signature` by the report's key over the rest, document kind "appeal". One for each ruling, without a token. */
export const appealParcel = z.strictObject({
  v: z.literal(1),
  kind: z.literal("appeal"),
  /** Pseudonym of the report. */
  pkSign: publicKey,
  /** Number of the ruling that it is about. */
  ruling: z.number().int().positive().max(1000),
  text: letterNote,
  signature,
});
export type AppealParcel = z.output<typeof appealParcel>;
