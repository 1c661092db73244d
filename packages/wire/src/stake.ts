/**
 * Stakes. The token that paid for a report comes back where the report was not ruled abuse: its author asks
 * under the report's key for a fresh one, blinded. Everyone sees how many came back and random numbers; the
 * issuer signs those without seeing which reports they are of, the exchange sees no token. PROTOCOL §7.
 */

import { z } from "zod";

import { tokenRequestBytes } from "./identified.ts";
import { boundedBytes, fixedBytes, hash, publicKey, round, signature } from "./primitives.ts";

/** A report that is not ruled abuse for so long has earned its token back. */
export const stakeDays = 14;
/** Requests in one leaf; there is one leaf a day, what is more waits for the next. */
export const refundsMax = 1000;

const tokenRequest = fixedBytes(tokenRequestBytes);

/** `signature` by the report's key over the rest, document kind "refund". It costs no token. */
export const refundParcel = z.strictObject({
  v: z.literal(1),
  kind: z.literal("refund"),
  /** Pseudonym of the report. */
  pkSign: publicKey,
  /** Key of purpose `report` that is to sign. */
  keyId: hash,
  /** RFC 9578 §6.1; its nonce is bound to keys of a report that is still to be written. */
  request: tokenRequest,
  signature,
});
export type RefundParcel = z.output<typeof refundParcel>;

const signedMax = 256;

/** Public: what fell due in a day, by key, in the order of the requests' bytes, which are random. Not whose they are. */
export const refundsLeaf = z
  .strictObject({
    kind: z.literal("refunds"),
    round,
    keys: z
      .array(z.strictObject({ keyId: hash, requests: z.array(tokenRequest).min(1) }))
      .min(1)
      .max(64),
  })
  .refine((it) => refundsIn(it) <= refundsMax, "refunds");
export type RefundsLeaf = z.output<typeof refundsLeaf>;

/** The issuer's answer to one leaf: a signature for each request, in its order. */
export const refundAnswers = z.strictObject({
  v: z.literal(1),
  /** Ledger position of the leaf. */
  leaf: z.number().int().nonnegative(),
  keys: z
    .array(
      z.strictObject({
        keyId: hash,
        /** Empty where there is nothing that can be signed. */
        signed: z.array(boundedBytes(signedMax)).min(1).max(refundsMax),
      }),
    )
    .min(1)
    .max(64),
});
export type RefundAnswers = z.output<typeof refundAnswers>;

/** `signature` is the issuer's over the answers, document kind "refunds-signed". */
export const signedRefunds = z.strictObject({ answers: refundAnswers, signature });
export type SignedRefunds = z.output<typeof signedRefunds>;

export const refundsSignedLeaf = z.strictObject({
  kind: z.literal("refunds-signed"),
  refunds: signedRefunds,
});

function refundsIn({
  keys,
}: {
  readonly keys: readonly { readonly requests: readonly string[] }[];
}) {
  return keys.reduce((sum, { requests }) => sum + requests.length, 0);
}
