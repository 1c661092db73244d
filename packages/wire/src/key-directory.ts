/**
 * The issuer's token keys of one epoch. It goes into the ledger, so that nobody can be given a key of
 * their own; it says how many members each class has, never which. PROTOCOL §1, RFC 9578 §6.
 */

import { z } from "zod";
import { crowdCell, crowdCellsMax } from "./crowd.ts";
import { boundedBytes, classId, epoch, hash, signature } from "./primitives.ts";

export const tokenPurposes = ["report", "probe", "message", "vote", "read", "relay"] as const;
export const tokenPurpose = z.enum(tokenPurposes);
export type TokenPurpose = z.output<typeof tokenPurpose>;

/** Tokens that one member of the class may have signed under the key in its epoch. */
export const quotaMax = 4096;

export const directoryKey = z.strictObject({
  purpose: tokenPurpose,
  class: classId,
  /** SubjectPublicKeyInfo with id-RSASSA-PSS, DER. */
  publicKey: boundedBytes(600),
  /** SHA-256 of `publicKey`: the token key id. */
  keyId: hash,
  quota: z.number().int().positive().max(quotaMax),
});
export type DirectoryKey = z.output<typeof directoryKey>;

export const directoryClass = z.strictObject({
  id: classId,
  /** Members entitled to this class's keys, its merged sub-classes included. */
  members: z.number().int().nonnegative(),
  /** Where the class is too small to hide in: the class whose keys its members use. */
  mergedInto: classId.nullable(),
});

export const keyDirectory = z.strictObject({
  v: z.literal(1),
  epoch,
  /** Grows when keys of the epoch are replaced. */
  revision: z.number().int().positive(),
  /** The `issuer_name` of every token challenge, RFC 9577 §2.1. */
  issuerName: z.string().regex(/^[a-z0-9.:-]{1,100}$/),
  classes: z.array(directoryClass).min(1).max(64),
  /** Every entitled member in one cell; empty where all of them together are too few. */
  crowd: z.array(crowdCell).max(crowdCellsMax),
  keys: z.array(directoryKey).max(512),
});
export type KeyDirectory = z.output<typeof keyDirectory>;

/** `signature` is the issuer's over the directory, document kind "key-directory". */
export const signedDirectory = z.strictObject({ directory: keyDirectory, signature });
export type SignedDirectory = z.output<typeof signedDirectory>;
