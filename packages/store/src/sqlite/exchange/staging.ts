/** Operations of the gateway: capsules, and read sessions with the tokens that pay for them. */

import type { Round } from "@tocsin/kernel";

import type { StagedCapsule, StagedFrame, Spend } from "../../exchange-store.ts";
import { bytes, checkRow, integer, read, type Reader, rowSum, write } from "../engine/index.ts";
import { addToCounter, takePlace } from "./counter.ts";
import { round } from "./columns.ts";
import { isSpent, spendAll } from "./spent.ts";

export const stagingOperations = {
  stage: write((db, capsule: StagedCapsule, framesMax: number) => {
    // Full before replayed: what is refused for want of room must not be remembered as seen.
    if (!takePlace(db, framesMax)) return "full";
    const { id, gatewayKey, round: of, frame } = capsule;
    const seen = "INSERT INTO capsule_seen VALUES (?, ?) ON CONFLICT DO NOTHING";
    const fresh = db.run(seen, gatewayKey, id) === 1;
    const staged = "INSERT INTO staged VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    if (!fresh || db.run(staged, of, id, frame) === 0) {
      addToCounter(db, "staged", -1);
      return "replayed";
    }
    return "staged";
  }),

  openSession: write((db, spend: Spend, session: Uint8Array, untilMs: number) => {
    if (isSpent(db, spend)) return "spent";
    spendAll(db, [spend]);
    db.run("INSERT INTO session VALUES (?, ?, ?)", session, untilMs, rowSum(session, untilMs));
    return "opened";
  }),

  sessionUntil: read((db, session: Uint8Array) => {
    const row = db.get("SELECT id, until_ms, sum FROM session WHERE id = ?", session);
    if (row === undefined) return undefined;
    checkRow(row, "sum", "id", "until_ms");
    return integer(row, "until_ms");
  }),

  oldestStaged: read((db, through: Round): Round | undefined => {
    const row = db.get(
      "SELECT min(round) AS round FROM staged WHERE round > ? AND round <= ?",
      workedThrough(db),
      through,
    );
    return row === undefined || row["round"] === null ? undefined : round(row, "round");
  }),

  stagedFrames: read(
    (db, of: Round, after: Uint8Array | undefined, limit: number): StagedFrame[] => {
      if (of <= workedThrough(db)) return [];
      return db
        .all(
          "SELECT id, frame FROM staged WHERE round = ? AND id > ? ORDER BY id LIMIT ?",
          of,
          after ?? new Uint8Array(),
          limit,
        )
        .map((row) => ({ id: bytes(row, "id"), frame: bytes(row, "frame") }));
    },
  ),
};

/** The newest round that was worked; -1 before the first. Its frames wait only to be swept. */
export function workedThrough(db: Reader): number {
  return integer(db.get("SELECT coalesce(max(round), -1) AS round FROM ledger") ?? {}, "round");
}
