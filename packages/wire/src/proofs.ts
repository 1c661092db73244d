/**
 * What a node keeps and tells of alarms and of the ledger, and what of it can be shown to others. It stays
 * between a node and its own command line; who is shown a piece of evidence learns what `tells` says.
 */

import { z } from "zod";
import { alarm, authorshipRequest } from "./node-api.ts";
import { publicKey, timeMs } from "./primitives.ts";

/** Pieces that are given at once. */
const piecesMax = 1000;
/** Characters of a signed note. */
const noteCharsMax = 64 * 1024;

const code = z.string().max(40);
/** Who learns what, where a piece is passed on. */
const tells = z.string().max(500);

export const alarmList = z.strictObject({
  open: z.array(alarm),
  /** Evidence outlives its alarm. */
  kept: z.array(
    z.strictObject({ code, pieces: z.number().int().positive(), newestMs: timeMs, tells }),
  ),
});
export type AlarmList = z.output<typeof alarmList>;

export const alarmEvidence = z.strictObject({
  code,
  tells,
  /** Each one line of canonical JSON, as it was kept. */
  pieces: z.array(z.string()).min(1).max(piecesMax),
});
export type AlarmEvidence = z.output<typeof alarmEvidence>;

/** The ledger as this node has verified it. */
export const ledgerHead = z.strictObject({
  origin: z.string().max(256),
  publicKey,
  size: z.number().int().nonnegative(),
  /** Signed note; null before the first round. */
  checkpoint: z.string().max(noteCharsMax).nullable(),
});
export type LedgerHead = z.output<typeof ledgerHead>;

export const checkpointQuestion = z.strictObject({ checkpoint: z.string().max(noteCharsMax) });

export const checkpointVerdicts = ["same", "older", "ahead", "fork", "worthless"] as const;
export type CheckpointVerdict = (typeof checkpointVerdicts)[number];

export const checkpointComparison = z.strictObject({
  verdict: z.enum(checkpointVerdicts),
  /** Leaves that this node has verified. */
  size: z.number().int().nonnegative(),
});

/** A challenge, and the X25519 key of the only one who shall be convinced. */
export const sealedAuthorshipRequest = authorshipRequest.extend({ verifier: publicKey });
