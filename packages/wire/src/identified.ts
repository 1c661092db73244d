/**
 * The identified channel between a member node and the issuer: both sides sign, the request's hash
 * binds the answer to it. The issuer learns who asks and when; that is why everyone asks for the
 * same, at a random moment. PROTOCOL §1.
 */

import { z } from "zod";
import { signedCommunity } from "./community.ts";
import { memberRoster } from "./evaluation.ts";
import { signedDirectory, tokenPurpose } from "./key-directory.ts";
import {
  boundedBytes,
  classId,
  epoch,
  fixedBytes,
  hash,
  publicKey,
  signature,
  timeMs,
  webUrl,
} from "./primitives.ts";

/** A request older or newer than this is refused; nonces are remembered as long. */
export const identifiedWindowMs = 5 * 60_000;
/** Blinded tokens in one request. */
export const tokenBatchMax = 512;
export const tokenRequestBytes = 259;

/** What the operator hands to a new member, once, out of band. It is a secret until it is used. */
export const invitation = z.strictObject({
  v: z.literal(1),
  issuerUrl: webUrl,
  issuerKey: publicKey,
  secret: fixedBytes(32),
});
export type Invitation = z.output<typeof invitation>;

export const enrolRequest = z.strictObject({
  do: z.literal("enrol"),
  secret: fixedBytes(32),
  publicKey,
});

/** A new key pair for the same member, signed with the old key; the new key signs as well. */
export const rotateRequest = z.strictObject({
  do: z.literal("rotate"),
  publicKey,
  /** By the new key over the member id, document kind "rotate". */
  proof: signature,
});

export const statusRequest = z.strictObject({ do: z.literal("status") });

/** RFC 9578 §6.1 TokenRequests of one key, all in one go; the same request again gets the same answer. */
export const tokensRequest = z.strictObject({
  do: z.literal("tokens"),
  epoch,
  class: classId,
  purpose: tokenPurpose,
  keyId: hash,
  requests: z.array(fixedBytes(tokenRequestBytes)).min(1).max(tokenBatchMax),
});

/** Asked by a key holder, with the key that the community file names. */
export const rosterRequest = z.strictObject({ do: z.literal("roster") });

export const identifiedBody = z.discriminatedUnion("do", [
  enrolRequest,
  rotateRequest,
  statusRequest,
  tokensRequest,
  rosterRequest,
]);
export type IdentifiedBody = z.output<typeof identifiedBody>;

export const identifiedRequest = z.strictObject({
  /** The member's key; at enrolment the new one. */
  key: publicKey,
  nonce: fixedBytes(16),
  timeMs,
  body: identifiedBody,
  /** By `key` over {key, nonce, timeMs, body}, document kind "identified-request". */
  signature,
});
export type IdentifiedRequest = z.output<typeof identifiedRequest>;

export const memberStanding = z.strictObject({
  memberId: z.string().min(1).max(64),
  legalId: z.string().min(1).max(200),
  /** Every class whose keys the member may use, its own first, the root last. */
  classes: z.array(classId).min(1),
  community: signedCommunity,
  directories: z.array(signedDirectory),
});
export type MemberStanding = z.output<typeof memberStanding>;

export const identifiedAnswer = z.strictObject({
  /** SHA-256 of the request's canonical JSON. */
  request: hash,
  body: z.discriminatedUnion("is", [
    z.strictObject({ is: z.literal("standing"), standing: memberStanding }),
    z.strictObject({
      is: z.literal("tokens"),
      signed: z.array(boundedBytes(256)).max(tokenBatchMax),
    }),
    z.strictObject({ is: z.literal("roster"), roster: memberRoster }),
    z.strictObject({ is: z.literal("refused"), why: z.string().regex(/^[a-z-]{1,64}$/) }),
  ]),
  /** By the issuer over {request, body}, document kind "identified-answer". */
  signature,
});
export type IdentifiedAnswer = z.output<typeof identifiedAnswer>;
