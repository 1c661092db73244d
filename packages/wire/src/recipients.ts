/**
 * Who outside of the community may be given a report, and what the ledger says of it. The reporter's choice
 * is part of the signed body: whoever may read the report can hold each delivery against it. Everyone learns
 * who received which report, for what and under which terms; nobody learns from it who reported, because a
 * report is named by its hash alone. PROTOCOL §5, 6 USC 1504(d)(5)(A).
 */

import { z } from "zod";

import { hash, publicKey, signature } from "./primitives.ts";
import { plainText, purposes, recipientGroups, recipientId, type ReportBody } from "./report.ts";

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

/** A recipient as the local API shows it. */
export const namedRecipient = recipientLeaf.omit({ kind: true, receiptKey: true }).extend({
  /** Whether it signs receipts, and so may be given what is marked amber. */
  takesAmber: z.boolean(),
});
export type NamedRecipient = z.output<typeof namedRecipient>;
export const recipientList = z.strictObject({ items: z.array(namedRecipient).max(1000) });

/** One delivery of a report, as everyone can read it. */
export const givenReport = z.strictObject({
  recipient: recipientId,
  title: z.string(),
  is: z.enum(recipientKinds),
  purposes: usedFor,
  revision: z.number().int().positive(),
  round: z.number().int().nonnegative(),
  receipt: hash.nullable(),
  /** Whether its author signed that this recipient may have it; null where that version is gone. */
  chosen: z.boolean().nullable(),
});
export type GivenReport = z.output<typeof givenReport>;
export const givenReports = z.strictObject({ items: z.array(givenReport).max(1000) });

export interface Permission {
  /** For which it may be used: what the reporter allows and the recipient needs it for. */
  readonly purposes: ReportBody["purposes"];
  /** Whether the recipient must sign for what it will use it before it gets it. */
  readonly isRestricted: boolean;
}

/**
 * Whether a recipient may have a report: only where the reporter chose it, or all of its kind, and for
 * purposes that both name. An intelligence agency must be chosen by name; nobody has a default. The exchange
 * gives by it, and every member can hold the exchange to it.
 */
export function permissionOf(
  recipient: Pick<RecipientLeaf, "recipient" | "is" | "purposes" | "active">,
  { recipients, purposes: allowed, tlp }: Pick<ReportBody, "recipients" | "purposes" | "tlp">,
): Permission | undefined {
  if (!recipient.active || recipients === undefined) return undefined;
  const isGroup = recipientGroups.some((it) => it === recipient.is);
  const isChosen = recipients.to.some(
    (it) => it === `recipient:${recipient.recipient}` || (isGroup && it === recipient.is),
  );
  const both = allowed.filter((it) => recipient.purposes.includes(it)).sort();
  if (!isChosen || both.length === 0) return undefined;
  return { purposes: both, isRestricted: tlp === "amber" || tlp === "amber+strict" };
}
