/**
 * Who outside of the community may be given a report, and what the ledger says of it. The reporter's choice
 * is part of the signed body: whoever may read the report can hold each delivery against it. Everyone learns
 * who received which report, for what and under which terms; nobody learns from it who reported, because a
 * report is named by its hash alone. PROTOCOL §5, 6 USC 1504(d)(5)(A).
 */

import { z } from "zod";

import { hash, publicKey, signature } from "./primitives.ts";
import { plainText, purposes, recipientId } from "./report.ts";

/** Intelligence agencies have a kind of their own so that no choice of a whole kind ever means them. */
export const recipientKinds = ["government", "peer-community", "intelligence"] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** Reports of one receipt or one delivery. */
export const releasedReportsMax = 256;

const usedFor = z.array(z.enum(purposes)).min(1).max(purposes.length);
/** A report and which of its versions. */
const releasedReport = z.strictObject({ report: hash, envelope: hash, purposes: usedFor });
export type ReleasedReport = z.output<typeof releasedReport>;

/** What a recipient is and may be given, as the operator says it. Public; a later revision replaces it. */
export const recipientLeaf = z.strictObject({
  kind: z.literal("recipient"),
  recipient: recipientId,
  title: plainText(80),
  is: z.enum(recipientKinds),
  purposes: usedFor,
  /** The key of its receipts; without one it is given nothing that is marked amber. */
  receiptKey: publicKey.nullable(),
  /** Rises with each change of its terms: the policy version that deliveries name. */
  revision: z.number().int().positive().max(1_000_000),
  /** False once it is given nothing more. */
  active: z.boolean(),
});
export type RecipientLeaf = z.output<typeof recipientLeaf>;

/** The recipient's promise before it is given anything restricted: for what it will use which reports. */
export const useReceipt = z.strictObject({
  v: z.literal(1),
  recipient: recipientId,
  /** Terms that it has read: those of its leaf. */
  revision: z.number().int().positive().max(1_000_000),
  reports: z.array(releasedReport).min(1).max(releasedReportsMax),
});
export type UseReceipt = z.output<typeof useReceipt>;

/** Document kind of its signature. */
export const useReceiptKind = "use-receipt";
export const signedUseReceipt = z.strictObject({ receipt: useReceipt, signature });
export type SignedUseReceipt = z.output<typeof signedUseReceipt>;

export const useReceiptLeaf = z.strictObject({
  kind: z.literal("use-receipt"),
  signed: signedUseReceipt,
});

/** Reports that a recipient may read from the round of this leaf on. */
export const deliveryLeaf = z.strictObject({
  kind: z.literal("delivery"),
  recipient: recipientId,
  revision: z.number().int().positive().max(1_000_000),
  /** SHA-256 of the receipt's leaf, for what is restricted. */
  receipt: hash.nullable(),
  reports: z.array(releasedReport).min(1).max(releasedReportsMax),
});
export type DeliveryLeaf = z.output<typeof deliveryLeaf>;

/** What waits for the recipient's receipt. */
export const receiptsDue = z.strictObject({
  recipient: recipientId,
  revision: z.number().int().positive(),
  reports: z.array(releasedReport).max(releasedReportsMax),
});
export type ReceiptsDue = z.output<typeof receiptsDue>;

export const receiptsDuePath = "/recipients/due";
export const receiptsPath = "/recipients/receipts";
