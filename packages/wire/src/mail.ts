/**
 * Mail and votes on the way. A message is sealed to a key that only its addressee knows to be its own; all
 * have one length, and every member downloads all of them, so neither the exchange nor anyone else learns
 * who writes to whom or who reads. A vote says "a member of this class" and no more. PROTOCOL §2, §7.
 */

import { z } from "zod";

import { tokenBytes } from "./envelope.ts";
import { fixedBytes, hash, publicKey, round } from "./primitives.ts";

/** What a message says, padded. */
export const letterBytes = 4096;
/** Encapsulated key, letter, tag of the AEAD: RFC 9180 with X25519 and AES-128-GCM. */
export const sealedMessageBytes = 32 + letterBytes + 16;

const sealed = fixedBytes(sealedMessageBytes);
const token = fixedBytes(tokenBytes);

/** Parcel of a message: one frame. The token, purpose `message`, stays with the exchange. */
export const messageParcel = z.strictObject({
  v: z.literal(1),
  kind: z.literal("message"),
  sealed,
  token,
});

export const votes = ["confirm", "abuse"] as const;
export type Vote = (typeof votes)[number];

/** Parcel of a vote on a report, named by its pseudonym. The token is of purpose `vote`. */
export const voteParcel = z.strictObject({
  v: z.literal(1),
  kind: z.literal("vote"),
  pkSign: publicKey,
  vote: z.enum(votes),
  token,
});

/** For all members, in the order of SHA-256 over the sealed bytes. */
export const messageLeaf = z.strictObject({ kind: z.literal("message"), round, sealed });

export const voteBuckets = ["1", "2-4", "5-9", "10+"] as const;
const bucket = z.enum(voteBuckets);
export type VoteBucket = z.output<typeof bucket>;

/** Coarse counts: how many votes, never how many members, since one may have more than one vote. */
export const voteCount = z.strictObject({ vote: z.enum(votes), votes: bucket });

/** All counts of one report after a round in which one of them came into another bucket. */
export const votesLeaf = z.strictObject({
  kind: z.literal("votes"),
  round,
  /** SHA-256 of the report's first envelope. */
  report: hash,
  counts: z.array(voteCount).min(1).max(votes.length),
});
export type VotesLeaf = z.output<typeof votesLeaf>;

export const rulings = ["abuse", "no-abuse"] as const;

/** What the exchange's operator decided on a report, and why. Public. */
export const rulingLeaf = z.strictObject({
  kind: z.literal("ruling"),
  report: hash,
  ruling: z.enum(rulings),
  reason: z.string().min(3).max(500),
  /** Rises with every ruling on the same report: an appeal is ruled on anew. */
  number: z.number().int().positive().max(1000),
});
export type RulingLeaf = z.output<typeof rulingLeaf>;

export function voteBucketOf(count: number): VoteBucket {
  if (count < 2) return "1";
  if (count < 5) return "2-4";
  return count < 10 ? "5-9" : "10+";
}
