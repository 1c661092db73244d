/**
 * Blind evaluation: what a member asks two key holders at a constant rate, and what each answers. The
 * holder learns who asks and in which slot, and 32 random points; every slot holds the same number of
 * points, real or not, so it does not learn whether anything happened. PROTOCOL §3, RFC 9497 §3.3.2.
 */

import { z } from "zod";

import { signedCommunity } from "./community.ts";
import { holderIndex } from "./key-record.ts";
import { epoch, fixedBytes, hash, publicKey, signature, timeMs } from "./primitives.ts";

/** One batch a member, holder and slot: that is the quota. */
export const evaluationSlotMs = 120_000;
/** Points under the key of values that are hard to guess. */
export const highPointsInBatch = 24;
/** Points under the key of values that are not: addresses, short names. */
export const lowPointsInBatch = 8;
/** `POST` to a key holder. */
export const evaluationPath = "/evaluations";
const pointBytes = 32;

const quorum = z
  .tuple([holderIndex, holderIndex])
  .refine(([a, b]) => a < b, "not two holders in order");

export const evaluationBody = z
  .strictObject({
    /** Whom it is for: another holder refuses it. */
    holder: holderIndex,
    quorum,
    epoch,
    /** floor(time / evaluationSlotMs). */
    slot: z.number().int().nonnegative(),
    high: fixedBytes(highPointsInBatch * pointBytes),
    low: fixedBytes(lowPointsInBatch * pointBytes),
  })
  .refine(({ holder, quorum: of }) => of.includes(holder), "a holder outside the quorum");
export type EvaluationBody = z.output<typeof evaluationBody>;

export const evaluationRequest = z.strictObject({
  /** The key that the issuer knows the member by. */
  key: publicKey,
  nonce: fixedBytes(16),
  timeMs,
  body: evaluationBody,
  /** By `key` over {key, nonce, timeMs, body}, document kind "evaluation-request". */
  signature,
});
export type EvaluationRequest = z.output<typeof evaluationRequest>;

const evaluated = (points: number) =>
  z.strictObject({
    points: fixedBytes(points * pointBytes),
    /** One for all of them, under the holder's public share times its factor in the quorum. */
    proof: fixedBytes(64),
  });

export const evaluationAnswer = z.strictObject({
  /** SHA-256 of the request's canonical JSON. */
  request: hash,
  body: z.discriminatedUnion("is", [
    z.strictObject({
      is: z.literal("evaluated"),
      high: evaluated(highPointsInBatch),
      low: evaluated(lowPointsInBatch),
    }),
    z.strictObject({
      is: z.literal("refused"),
      why: z.enum([
        "clock-skew",
        "bad-signature",
        "unknown-member",
        "wrong-holder",
        "not-open",
        "slot-closed",
        "slot-used",
        "no-key",
        "invalid-point",
        "busy",
      ]),
    }),
  ]),
  /** By the holder over {request, body}, document kind "evaluation-answer": a wrong answer is evidence. */
  signature,
});
export type EvaluationAnswer = z.output<typeof evaluationAnswer>;

export const rosterMembersMax = 100_000;

/** Whom key holders answer. Only they are given it, over the identified channel; it names nobody. */
export const memberRoster = z.strictObject({
  community: signedCommunity,
  members: z
    .array(z.strictObject({ id: z.string().min(1).max(64), key: publicKey }))
    .max(rosterMembersMax),
});
export type MemberRoster = z.output<typeof memberRoster>;
