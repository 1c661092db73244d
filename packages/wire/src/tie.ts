/**
 * What members say of two reports: that one adversary is behind both, or that they do not belong together. The
 * exchange learns of which class the token is, and that who takes it back is who said it; members of the reports'
 * audience read coarse counts for each class. Who said it, nobody learns. PROTOCOL §7.
 */

import { z } from "zod";

import { type Audience, tokenBytes } from "./envelope.ts";
import { voteBuckets } from "./mail.ts";
import { classId, fixedBytes, hash, publicKey, round } from "./primitives.ts";

export const tieSecretBytes = 32;
/** Counts of one leaf: each class has at most two. */
export const tieCountsMax = 256;

export const tieWords = ["together", "apart"] as const;
export type TieWord = (typeof tieWords)[number];

/** Parcel "tie": one vote on two reports, named by their pseudonyms, the lower one first as text. */
export const tieParcel = z
  .strictObject({
    v: z.literal(1),
    kind: z.literal("tie"),
    a: publicKey,
    b: publicKey,
    says: z.enum(tieWords),
    /** Hash of the secret that takes it back. */
    lock: hash,
    /** Of purpose `vote`: it votes once. */
    token: fixedBytes(tokenBytes),
  })
  .refine(({ a, b }) => a < b, "not two reports in order");
export type TieParcel = z.output<typeof tieParcel>;

/** Parcel "tie-off": takes a vote back. It needs no token: the secret is the right to. */
export const tieOffParcel = z.strictObject({
  v: z.literal(1),
  kind: z.literal("tie-off"),
  secret: fixedBytes(tieSecretBytes),
});
export type TieOffParcel = z.output<typeof tieOffParcel>;

/** How many votes of a class, never how many members: one may have more than one vote. */
export const tieCount = z.strictObject({
  class: classId,
  says: z.enum(tieWords),
  votes: z.enum(voteBuckets),
});
export type TieCount = z.output<typeof tieCount>;

/**
 * All counts of two reports after a round in which one of them came into another bucket; none where all that was
 * said is taken back. For whoever may read both.
 */
export const tiesLeaf = z
  .strictObject({
    kind: z.literal("ties"),
    round,
    /** SHA-256 of the reports' first envelopes, the lower one first as text. */
    a: hash,
    b: hash,
    counts: z.array(tieCount).max(tieCountsMax),
  })
  .refine(({ a, b }) => a < b, "not two reports in order");
export type TiesLeaf = z.output<typeof tiesLeaf>;

/** What a bucket stands for at least. */
export function votesAtLeast(bucket: TieCount["votes"]): number {
  return Number.parseInt(bucket, 10);
}

/** Who may read two reports; undefined where nobody may read both. Whoever is of a class is one of the members. */
export function readersOfBoth(a: Audience, b: Audience): Audience | undefined {
  if (a === b || b === "members") return a;
  return a === "members" ? b : undefined;
}
