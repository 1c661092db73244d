/**
 * What the author keeps: proof that this report was in the ledger, and what opens the commitment to
 * its author. Whoever is given the opening learns the author; it never goes to exchange or issuer.
 * PROTOCOL §2.
 */

import { z } from "zod";
import { submission } from "./envelope.ts";
import { fixedBytes, hash, publicKey, signature } from "./primitives.ts";

export const proofHashesMax = 64;

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

/** Answer to a verifier's challenge: whoever sees it can check it, so it is transferable. */
export const authorshipProof = z.strictObject({
  v: z.literal(1),
  receipt,
  challenge: z.string().min(16).max(200),
  /** By the report's key over {challenge, envelope hash}, document kind "authorship". */
  signature,
});
export type AuthorshipProof = z.output<typeof authorshipProof>;
