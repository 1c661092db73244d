/**
 * The second person: what the company's own policy asks before anything leaves, counsel's queue and
 * standing approvals. All of it stays on the company's machine; signatures are counsel's, whose key is
 * opened by a passphrase that the analyst does not have.
 */

import { z } from "zod";
import { reasonCharsMax } from "./desk.ts";
import { audience } from "./envelope.ts";
import { hash, publicKey, signature, timeMs } from "./primitives.ts";
import { observableRoles, tlps } from "./report.ts";

const passphrase = z.string().min(12).max(1000);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** A legal regime as dated data: in force from the first to the last of these days. */
export const regime = z.strictObject({
  id: z.string().regex(/^[a-z0-9.-]{1,40}$/),
  name: z.string().min(1).max(120),
  from: day,
  until: day.nullable(),
  text: z.string().max(500),
});
export type Regime = z.output<typeof regime>;
export const regimesMax = 50;

export const policyView = z.strictObject({
  /** Who must agree before something leaves: an analyst, or an analyst and counsel. */
  persons: z.union([z.literal(1), z.literal(2)]),
  /** Counsel's public key; null before one was made. */
  counsel: publicKey.nullable(),
  regimes: z.array(regime).max(regimesMax),
  /** Of today; null: none is in force, which is a valid state. */
  regime: z.string().max(40).nullable(),
});
export type PolicyView = z.output<typeof policyView>;

/** The first one with `persons: 2` makes counsel's key under this passphrase; later ones need it. */
export const policyChange = z.strictObject({
  persons: z.union([z.literal(1), z.literal(2)]).optional(),
  regimes: z.array(regime).max(regimesMax).optional(),
  passphrase,
});

export const counselRequest = z.strictObject({
  outgoingHash: hash,
  passphrase,
  /** Needed to return a draft. */
  note: z.string().max(reasonCharsMax).optional(),
});

/** What may leave without asking each time: values of these kinds from one source, no text. */
export const standingTerms = z.strictObject({
  /** The exact name under which the source hands in its drafts. */
  source: z.string().min(1).max(100),
  kinds: z
    .array(
      z.strictObject({
        type: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
        /** Null: whatever it did. */
        role: z.enum(observableRoles).nullable(),
      }),
    )
    .min(1)
    .max(50),
  audiences: z.array(audience).min(1).max(64),
  /** As strict as this, or stricter. */
  tlp: z.enum(tlps),
  observablesMax: z.number().int().min(1).max(1000),
  usesMax: z.number().int().min(1).max(100_000),
  /** Last day on which it holds. */
  until: day,
});
export type StandingTerms = z.output<typeof standingTerms>;

export const standingApproval = z.strictObject({
  v: z.literal(1),
  id: z.string().max(40),
  terms: standingTerms,
  madeMs: timeMs,
});
/** `signature` is counsel's over the approval, document kind "standing-approval". */
export const signedStanding = z.strictObject({
  approval: standingApproval,
  publicKey,
  signature,
});
export type SignedStanding = z.output<typeof signedStanding>;

export const standingView = z.strictObject({
  signed: signedStanding,
  revokedMs: timeMs.nullable(),
  uses: z.number().int().nonnegative(),
  lastUsedMs: timeMs.nullable(),
});
export type StandingView = z.output<typeof standingView>;
export const standingList = z.strictObject({ items: z.array(standingView).max(1000) });
export const standingRequest = z.strictObject({ terms: standingTerms, passphrase });
export const passphraseRequest = z.strictObject({ passphrase });

/** One use: which report left under it, when, and of which bytes. */
export const standingUse = z.strictObject({
  report: hash,
  outgoing: hash,
  usedMs: timeMs,
});
export const standingUses = z.strictObject({ items: z.array(standingUse).max(1000) });
