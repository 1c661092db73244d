/**
 * Recomputes everything that is stored of the ledger and compares it with what its key has signed: what
 * finds a flipped bit on this disk, and what a person runs who does not want to believe us. PROTOCOL §5.
 */

import { equalBytes, parseCanonicalJson, toBase64Url, utf8 } from "@tocsin/kernel";
import {
  encodeFrontier,
  inclusionProof,
  leafCommitment,
  leafHash,
  openCheckpoint,
  rootOf,
  type TreeHead,
  verifyInclusion,
} from "@tocsin/ledger";
import type { AlarmStore, MemberLedgerStore } from "@tocsin/store";
import { leaf, parseMessage } from "@tocsin/wire";
import type { LedgerHead } from "@tocsin/wire/proofs";
import type { LedgerCheck } from "@tocsin/wire/node-api";
import type { Membership } from "../enrolment/membership.ts";
import { isSoundDirectory, type LedgerDirectory } from "../tokens/directories.ts";
import { logOf } from "./follower.ts";
import { storedFrontier, storedTiles } from "./stored-log.ts";

export interface LedgerChecks {
  check(): Promise<LedgerCheck>;
  /** Signed by the exchange and recomputed here with each round. */
  head(): Promise<LedgerHead>;
  /** Whether a proof made from our commitments places the directory in the signed tree. */
  isInLedger(directory: LedgerDirectory): Promise<boolean>;
}

export interface LedgerCheckPorts {
  readonly ledger: MemberLedgerStore;
  readonly alarms: AlarmStore;
  readonly membership: Membership;
}

export function createLedgerChecks(ports: LedgerCheckPorts): LedgerChecks {
  const { ledger, membership } = ports;
  const tiles = storedTiles(ledger);
  return {
    check: () => check(ports),
    head: async () => {
      const state = await ledger.state();
      const { origin, publicKey } = membership.standing.community.ledger;
      return { origin, publicKey, size: state?.size ?? 0, checkpoint: state?.checkpoint ?? null };
    },
    isInLedger: async ({ fact, directory }) => {
      const { community } = membership.standing;
      const head = await signedHead(ports);
      const signed = parseMessage(leaf, parseCanonicalJson(fact.leaf));
      if (head === undefined || signed.kind !== "key-directory") return false;
      if (!isSoundDirectory(signed.directory, community.issuer.publicKey)) return false;
      if (signed.directory.directory.revision !== directory.revision) return false;
      const made = await inclusionProof(tiles, fact.index, head.size);
      const hash = leafHash(leafCommitment(fact.salt, utf8(fact.leaf)));
      return made.ok && verifyInclusion(hash, fact.index, head, made.proof);
    },
  };
}

async function check(ports: LedgerCheckPorts): Promise<LedgerCheck> {
  const { ledger, membership, alarms } = ports;
  const { origin } = membership.standing.community.ledger;
  const state = await ledger.state();
  const checked: string[] = [];
  const wrong: string[] = [];
  const tell = (what: string, isRight: boolean): void => {
    (isRight ? checked : wrong).push(what);
  };
  const size = state?.size ?? 0;
  const frontier = await storedFrontier(ledger, size);
  const root = rootOf(frontier);
  tell(`${size} leaves are stored`, frontier.size === size);
  if (state !== undefined) {
    const head = await signedHead(ports);
    tell("the checkpoint is signed by the ledger's key", head !== undefined);
    tell("the checkpoint is of as many leaves", head?.size === size);
    tell("its root is that of the leaves", head !== undefined && equalBytes(head.root, root));
    tell(
      "the right edge from which the next round is verified follows from the leaves",
      equalBytes(state.frontier, encodeFrontier(frontier)),
    );
  }
  for (const fact of await ledger.directories()) {
    const commitment = await ledger.commitments(fact.index, 1);
    const isLeaf = equalBytes(commitment, leafCommitment(fact.salt, utf8(fact.leaf)));
    tell(
      `the token keys of ${fact.epoch}, revision ${fact.revision}, are leaf ${fact.index}`,
      isLeaf,
    );
  }
  const forks = await alarms.evidence("ledger-fork");
  tell(`${forks.length} proofs of another history are kept`, forks.length === 0);
  return {
    ok: wrong.length === 0,
    size,
    root: toBase64Url(root),
    origin,
    checkpoint: state?.checkpoint ?? "",
    checked,
    wrong,
  };
}

async function signedHead({ ledger, membership }: LedgerCheckPorts): Promise<TreeHead | undefined> {
  const state = await ledger.state();
  if (state === undefined) return undefined;
  const { origin, verifier } = logOf(membership.standing.community);
  const opened = openCheckpoint(state.checkpoint, origin, verifier);
  return opened.ok ? opened.checkpoint : undefined;
}
