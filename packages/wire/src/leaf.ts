/**
 * What the ledger holds. A leaf's commitment is public for ever; its detail goes to its audience in
 * the batch of its round and can be erased. PROTOCOL §5.
 */

import { z } from "zod";
import { signedCommunity } from "./community.ts";
import { submission } from "./envelope.ts";
import { signedDirectory } from "./key-directory.ts";
import { signedHolderRecord } from "./key-record.ts";
import { messageLeaf, rulingLeaf, votesLeaf } from "./mail.ts";
import { boundedBytes, round, timeMs } from "./primitives.ts";
import { deliveryLeaf, recipientLeaf, useReceiptLeaf } from "./recipients.ts";
import { sightingsLeaf } from "./sealed-sighting.ts";
import { refundsLeaf, refundsSignedLeaf } from "./stake.ts";
import { tiesLeaf } from "./tie.ts";

/** The exchange's oblivious HTTP key, RFC 9458 §3: nodes seal to no key that is not in the ledger. */
export const gatewayKeyLeaf = z.strictObject({
  kind: z.literal("gateway-key"),
  config: boundedBytes(64),
  fromMs: timeMs,
  untilMs: timeMs,
});
export type GatewayKeyLeaf = z.output<typeof gatewayKeyLeaf>;

export const leaf = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("community"), community: signedCommunity }),
  z.strictObject({ kind: z.literal("key-directory"), directory: signedDirectory }),
  gatewayKeyLeaf,
  z.strictObject({ kind: z.literal("key-holder"), record: signedHolderRecord }),
  z.strictObject({ kind: z.literal("submission"), round, submission }),
  sightingsLeaf,
  messageLeaf,
  votesLeaf,
  tiesLeaf,
  rulingLeaf,
  refundsLeaf,
  refundsSignedLeaf,
  recipientLeaf,
  useReceiptLeaf,
  deliveryLeaf,
]);
export type Leaf = z.output<typeof leaf>;
