/**
 * Sealed sightings: what a node says of a value that it saw, and what everyone reads of it. The exchange
 * learns that someone saw something that it cannot name; who saw the same learns how many have said so, in
 * coarse numbers, and one-time keys by which to speak with them. PROTOCOL §3.
 */

import { z } from "zod";

import { tokenBytes } from "./envelope.ts";
import { boundedBytes, epoch, fixedBytes, hash, publicKey, round } from "./primitives.ts";

/** A tag lives so many days at most; every node asks for exactly these, so it tells nobody apart. */
export const tagDaysMax = 30;
/** Start of a SHA-256: enough to find a sealed sighting again, or to lock its withdrawal. */
export const takenBytes = 16;
export const tagLockBytes = 16;
/** One (key, HMAC) of a match. */
export const tagPairBytes = 64;
/** Pairs that one line holds; where there are more, those of the round and then the first by key. */
export const pairsInLineMax = 32;
/** Pairs that one round holds; matches beyond are counted in `left` and come when their tag is next met. */
export const pairsInRoundMax = 40_000;
/** Sealed sightings that one round can acknowledge: as many as capsules can be staged. */
export const takenInRoundMax = 30_000;

const day = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

/** Parcel "tag": travels in a capsule of its own. */
export const sealedSighting = z.strictObject({
  v: z.literal(1),
  kind: z.literal("tag"),
  /** Of the key that the value was evaluated under. */
  epoch,
  tag: hash,
  /** X25519, for this sighting alone. */
  pk: publicKey,
  /** HMAC of `pk` under the pair key, which only those have who saw the value. */
  mac: hash,
  /** Hash of the secret that takes the sighting back. */
  lock: fixedBytes(tagLockBytes),
  expires: day,
  /** Purpose `probe`, of the class of all members, with a random nonce. */
  token: fixedBytes(tokenBytes),
});
export type SealedSighting = z.output<typeof sealedSighting>;

/** Parcel "tag-off": takes a sealed sighting back. It needs no token: the secret is the right to. */
export const sightingWithdrawal = z.strictObject({
  v: z.literal(1),
  kind: z.literal("tag-off"),
  tag: hash,
  pk: publicKey,
  secret: fixedBytes(tagLockBytes),
});
export type SightingWithdrawal = z.output<typeof sightingWithdrawal>;

/** How many submissions, never how many members: one member can submit more than once. */
export const submissionCounts = ["1", "2-4", "5-9", "10+"] as const;
export const submissionCount = z.enum(submissionCounts);
export type SubmissionCount = z.output<typeof submissionCount>;

export function submissionCountOf(submissions: number): SubmissionCount {
  if (submissions < 2) return "1";
  if (submissions < 5) return "2-4";
  return submissions < 10 ? "5-9" : "10+";
}

function joined(itemBytes: number, itemsMax: number) {
  return boundedBytes(itemBytes * itemsMax).refine(
    (text) => Math.floor((text.length * 3) / 4) % itemBytes === 0,
    `not whole items of ${itemBytes} bytes`,
  );
}

const matchLine = z.strictObject({
  tag: hash,
  count: submissionCount,
  /** Key and HMAC, one pair after the other, in the order of keys. */
  pairs: joined(tagPairBytes, pairsInLineMax),
});

/**
 * The leaf of a round in which sealed sightings were taken, for all members, after everything else of the
 * round. Lines are in the order of tags, acknowledgements in their own: neither tells what came together.
 */
export const sightingsLeaf = z.strictObject({
  v: z.literal(1),
  kind: z.literal("sightings"),
  round,
  /** Acknowledgements of what the round took, one after the other. Only the sender knows its own. */
  taken: joined(takenBytes, takenInRoundMax),
  matches: z.array(matchLine).max(pairsInRoundMax),
  /** Matches of the round that it had no room for. */
  left: z.number().int().nonnegative(),
});
export type SightingsLeaf = z.output<typeof sightingsLeaf>;
