/**
 * A report as it is signed: by a one-time key, with a token that says "a vetted member of this class"
 * and no more. The exchange and all readers see the pseudonym; only the author can open the
 * commitment. PROTOCOL §1 and §2.
 */

import { z } from "zod";
import { classId, epoch, hash, publicKey, signature, fixedBytes } from "./primitives.ts";
import { reportBody } from "./report.ts";

/** Token struct of RFC 9578 type 0x0002: 2 + 32 + 32 + 32 + 256 bytes. */
export const tokenBytes = 354;
/** Changes under one pseudonym, the report itself included. */
export const sequenceMax = 64;

export const envelopeKinds = ["report", "amendment", "withdrawal"] as const;

/** Who may read: every member, or one class. */
export const audience = z.union([
  z.literal("members"),
  z.string().regex(/^class:[a-z][a-z0-9-]{0,31}$/),
]);
export type Audience = z.output<typeof audience>;

export const envelope = z.strictObject({
  v: z.literal(1),
  kind: z.enum(envelopeKinds),
  /** The class whose token pays for it. */
  class: classId,
  epoch,
  audience,
  /** SHA-256 of the body's canonical JSON; null for a withdrawal. */
  body: hash.nullable(),
  pkSign: publicKey,
  /** X25519 key of the mailbox; a new one with each amendment. */
  pkHpke: publicKey,
  author: hash,
  /** SHA-256 of the review record, which stays with the author. */
  review: hash.nullable(),
  /** 0 for the report; each change adds one. */
  seq: z
    .number()
    .int()
    .min(0)
    .max(sequenceMax - 1),
  /** SHA-256 of the previous envelope's canonical JSON; null for the report. */
  prev: hash.nullable(),
});
export type Envelope = z.output<typeof envelope>;

/**
 * What travels in capsules, as canonical JSON. `signature` is by `pkSign` over the envelope, document
 * kind "envelope"; `token` is there for a report and for nothing else.
 */
export const submission = z
  .strictObject({
    envelope,
    signature,
    body: reportBody.nullable(),
    token: fixedBytes(tokenBytes).nullable(),
  })
  .refine((it) => (it.envelope.kind === "report") === (it.token !== null), "token")
  .refine((it) => (it.envelope.kind === "report") === (it.envelope.seq === 0), "seq")
  .refine((it) => (it.envelope.seq === 0) === (it.envelope.prev === null), "prev")
  .refine((it) => (it.envelope.kind === "withdrawal") === (it.body === null), "body")
  .refine((it) => (it.body === null) === (it.envelope.body === null), "body");
export type Submission = z.output<typeof submission>;
