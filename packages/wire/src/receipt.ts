/**
 * What the author keeps: proof that this report was in the ledger, and what opens the commitment to
 * its author. Whoever is given the opening learns the author; it never goes to exchange or issuer.
 * PROTOCOL §2.
 */

import { z } from "zod";
import { envelope, submission } from "./envelope.ts";
import { boundedBytes, fixedBytes, hash, publicKey, signature } from "./primitives.ts";

export const proofHashesMax = 64;
/** Bytes of a proof that is sealed to its verifier. */
const sealedBytesMax = 16_384;

export const receipt = z.strictObject({
  v: z.literal(1),
  ledger: z.strictObject({ origin: z.string().max(200), publicKey }),
  /** Position of the leaf in the ledger. */
  index: z.number().int().nonnegative(),
  salt: fixedBytes(32),
  /** Canonical JSON of the leaf is made from this; the commitment is over salt and leaf. */
  round: z.number().int().nonnegative(),
  submission,
  inclusion: z.array(hash).max(proofHashesMax),
  /** Signed note of a checkpoint that includes the leaf. */
  checkpoint: z.string().max(8192),
  opening: z.strictObject({ legalId: z.string().min(1).max(200), r: fixedBytes(32) }),
});
export type Receipt = z.output<typeof receipt>;

/**
 * A report's place in the ledger. Without the opening it says nothing of its author: whoever reads the ledger
 * can make it as well.
 */
export const publication = receipt.omit({ opening: true });
export type Publication = z.output<typeof publication>;

const challenge = z.string().min(16).max(200);

/** Answer to a verifier's challenge: whoever sees it can check it, so it is transferable. */
export const authorshipProof = z.strictObject({
  v: z.literal(1),
  receipt,
  challenge,
  /** By the report's key over {challenge, envelope hash}, document kind "authorship". */
  signature,
});
export type AuthorshipProof = z.output<typeof authorshipProof>;

/**
 * The same for this verifier alone: it could have made `sealed` itself, so it convinces nobody else. What is
 * beside it names nobody. HPKE auth mode, RFC 9180 §5.1.3.
 */
export const sealedAuthorship = z.strictObject({
  v: z.literal(1),
  publication,
  /** The newest change, by whose mailbox key it is made; null where the report was never changed. */
  newest: z.strictObject({ envelope, signature }).nullable(),
  challenge,
  sealed: boundedBytes(sealedBytesMax),
});
export type SealedAuthorship = z.output<typeof sealedAuthorship>;
