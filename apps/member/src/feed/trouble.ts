/**
 * A batch that is not what it must be. Only two checkpoints that the ledger's key has signed and that
 * cannot both be true prove a fork, and stop this node for good: anything else a relay or cache could
 * do as well, so nothing is taken, a person is told, and the next try may succeed. PROTOCOL §5.
 */

import { equalBytes, parseCanonicalJson, type Round, TocsinError } from "@tocsin/kernel";
import {
  type Beginning,
  consistencyProof,
  encodeForkEvidence,
  judgeFork,
  openCheckpoint,
  rootOf,
  type TreeHead,
} from "@tocsin/ledger";
import type { MemberLedgerStore } from "@tocsin/store";
import type { CheckpointVerdict } from "@tocsin/wire/proofs";
import type { AlarmCode, Alarms } from "../alarms.ts";
import type { Membership } from "../enrolment/membership.ts";
import { logOf } from "./follower.ts";
import { storedFrontier, storedTiles } from "./stored-log.ts";
import type { BatchVerdict } from "./verified-batch.ts";

export type BadBatch = Extract<BatchVerdict, { ok: false }>;

export interface Trouble {
  /** True where it proves a fork: then nothing more may be read. */
  report(bad: BadBatch, round: Round): Promise<boolean>;
  /** A batch that a feed names and none gives. */
  withheld(round: Round): Promise<void>;
  /** A checkpoint from anywhere, such as another member's, against our own history. */
  judge(note: string): Promise<CheckpointVerdict>;
  /** The feed gave what it must. */
  over(): Promise<void>;
}

const codes: Readonly<Record<BadBatch["why"], AlarmCode>> = {
  damaged: "feed-damaged",
  gap: "feed-withheld",
  behind: "ledger-rollback",
  "wrong-root": "ledger-wrong-root",
  fork: "ledger-fork",
};

const passing: readonly AlarmCode[] = [
  "feed-damaged",
  "feed-withheld",
  "ledger-rollback",
  "ledger-wrong-root",
];

export function createTrouble(ports: {
  readonly ledger: MemberLedgerStore;
  readonly membership: Membership;
  readonly alarms: Alarms;
}): Trouble {
  const { ledger, membership, alarms } = ports;
  let troubled = true;

  async function judge(note: string): Promise<CheckpointVerdict> {
    const log = logOf(membership.standing.community);
    const opened = openCheckpoint(note, log.origin, log.verifier);
    if (!opened.ok) return "worthless";
    const { size, root } = opened.checkpoint;
    const state = await ledger.state();
    const ours = state?.size ?? 0;
    if (size > ours) return "ahead";
    const frontier = await storedFrontier(ledger, size);
    if (frontier.size === size && equalBytes(rootOf(frontier), root)) {
      return size === ours ? "same" : "older";
    }
    const beginning = await beginningOf(ledger, { size, root: rootOf(frontier) }, ours);
    const evidence = { earlier: state?.checkpoint, later: note, ...beginning };
    // What proves nothing to others is no fork either: leaves are damaged here.
    if (judgeFork(evidence, log.origin, log.verifier) !== "proved") {
      throw new TocsinError("store-damaged", { detail: "ledger" });
    }
    await alarms.raise("ledger-fork", "", parseCanonicalJson(encodeForkEvidence(evidence)));
    await ledger.halt("ledger-fork");
    return "fork";
  }

  return {
    judge,
    report: async (bad, round) => {
      troubled = true;
      if (bad.note !== undefined && (bad.why === "behind" || bad.why === "fork")) {
        if ((await judge(bad.note)) === "fork") return true;
      }
      const state = await ledger.state();
      const evidence = { round, earlier: state?.checkpoint, later: bad.note };
      await alarms.raise(codes[bad.why], "", evidence);
      return false;
    },
    withheld: async (round) => {
      troubled = true;
      await alarms.raise("feed-withheld", "", { round });
    },
    over: async () => {
      if (!troubled) return;
      for (const code of passing) await alarms.clear(code);
      troubled = false;
    },
  };
}

/** With it, whoever has the ledger's key can see that our newest tree does not begin with the other. */
async function beginningOf(
  ledger: MemberLedgerStore,
  { size, root }: TreeHead,
  ours: number,
): Promise<{ readonly beginning?: Beginning }> {
  if (size === 0 || size === ours) return {};
  const made = await consistencyProof(storedTiles(ledger), size, ours);
  return made.ok ? { beginning: { root, proof: made.proof } } : {};
}
