/**
 * The community file: everything that a node trusts, signed by the issuer, pinned at enrolment.
 * Public; it says nothing of any member. PROTOCOL §1.
 */

import { dayMs, roundMsMin } from "@tocsin/kernel";
import { z } from "zod";
import { classId, publicKey, signature, webUrl } from "./primitives.ts";

export const classesMax = 64;
/** A class with fewer members is merged into its parent before keys exist. */
export const classMembersMin = 10;

export const memberClass = z.strictObject({
  id: classId,
  title: z.string().min(1).max(80),
  parent: classId.nullable(),
});

/** As many as the sharing of the key has; any two of them evaluate. */
const keyHoldersCount = 3;

export const keyHolder = z.strictObject({
  url: webUrl,
  /** Ed25519: signs its records in the ledger and its answers. */
  publicKey,
});

export const communityFile = z.strictObject({
  v: z.literal(1),
  name: z.string().min(1).max(80),
  /** Grows with every change; a node never goes back. */
  revision: z.number().int().positive(),
  issuer: z.strictObject({ url: webUrl, publicKey }),
  ledger: z.strictObject({
    /** Origin line of the checkpoint, C2SP tlog-checkpoint. */
    origin: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    publicKey,
  }),
  relay: z.strictObject({ url: webUrl }),
  /** Where batches, tiles and checkpoints can be had; any of them will do. */
  feeds: z.array(webUrl).min(1).max(8),
  /** An hour at most (`roundMsMax`) in a community that a node joins; a day is for simulated worlds. */
  roundMs: z.number().int().min(roundMsMin).max(dayMs),
  classes: z.array(memberClass).min(1).max(classesMax),
  /** Holders 1, 2 and 3 of the blind-matching key; without them there is no blind matching. */
  keyHolders: z.array(keyHolder).length(keyHoldersCount).optional(),
  /** Length of a slot of blind evaluation, where it is not the usual one: it is everyone's quota. */
  evaluationSlotMs: z.number().int().min(1000).max(dayMs).optional(),
});
export type CommunityFile = z.output<typeof communityFile>;

/** `signature` is the issuer's over the file, document kind "community". */
export const signedCommunity = z.strictObject({ file: communityFile, signature });
export type SignedCommunity = z.output<typeof signedCommunity>;
