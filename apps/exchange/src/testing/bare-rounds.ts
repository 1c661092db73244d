/** Everything behind decapsulation, without a server: for benchmarks of the rounds alone. */

import path from "node:path";

import { sha256 } from "@tocsin/crypto";
import {
  canonicalJson,
  type Random,
  type Round,
  systemClock,
  systemRandom,
  utf8,
} from "@tocsin/kernel";
import {
  capsuleIdBytes,
  type ExchangeStore,
  type NewLeaf,
  nothingElse,
  openExchangeStore,
} from "@tocsin/store";
import type { SignedCommunity, SignedDirectory } from "@tocsin/wire";

import { FeedFolder } from "../feed/folder.ts";
import { Publisher } from "../feed/publisher.ts";
import { createLedgerKey, readLedgerKey } from "../ledger/key-file.ts";
import { Ledger, ledgerKeyOf } from "../ledger/ledger.ts";
import { verifiedEdge } from "../ledger/start-check.ts";
import { storedTiles, tilesToStore } from "../ledger/stored-tiles.ts";
import { stagedFramesMax } from "../limits.ts";
import { Examiners } from "../round/examiners.ts";
import { type RoundOutcome, RoundWorker } from "../round/round-worker.ts";
import { forgettableAt, sweepAll } from "../round/sweep.ts";
import { trustOf } from "../trust/trust.ts";

export interface BareRounds extends AsyncDisposable {
  readonly ledgerKey: Uint8Array;
  /** Keeps a frame as the gateway does. */
  stage(round: Round, frame: Uint8Array): Promise<unknown>;
  work(round: Round): Promise<RoundOutcome>;
  sweep(): Promise<void>;
  /** Canonical JSON of the newest leaf. */
  newestLeaf(): Promise<Uint8Array | undefined>;
  /** Commits leaves that are ready made: what the engine alone can do. */
  commitOnly(round: Round, leaves: readonly NewLeaf[]): Promise<void>;
}

export interface BareOptions {
  readonly stateDir: string;
  readonly origin: string;
  readonly roundMs: number;
  readonly threads: number;
  readonly notices: (
    ledgerKey: Uint8Array,
  ) => Promise<readonly (SignedCommunity | SignedDirectory)[]>;
}

export async function bareRounds(
  options: BareOptions,
  random: Random = systemRandom,
): Promise<BareRounds> {
  const { stateDir, origin, roundMs, threads } = options;
  const folder = new FeedFolder(path.join(stateDir, "feed"));
  folder.open();
  const keyFile = path.join(stateDir, "ledger.key");
  const key = (await readLedgerKey(keyFile)) ?? (await createLedgerKey(keyFile, random));
  const store = await openExchangeStore({ file: path.join(stateDir, "exchange.sqlite") });
  const ledgerKey = ledgerKeyOf(origin, key);
  const edge = await verifiedEdge(store, ledgerKey, await folder.checkpoint());
  const ledger = new Ledger(ledgerKey, edge);
  for (const signed of await options.notices(key.publicKey))
    await store.addNotice(noticeOf(signed));
  const examiners = new Examiners(threads);
  examiners.trust(trustOf(await store.notices()));
  // Threads take a moment to start; an exchange that runs has started them long ago.
  await examiners.examine(Array<Uint8Array>(warmUps).fill(utf8("")), { fromMs: 0, untilMs: 1 });
  const ports = { store, folder, tiles: storedTiles(store), random, announce: () => undefined };
  const publisher = new Publisher(ports, roundMs);
  const worker = new RoundWorker(
    { store, examiners, ledger, publisher, clock: systemClock, random },
    roundMs,
    await store.head(),
  );
  return {
    ledgerKey: key.publicKey,
    stage: (round, frame) => {
      const id = sha256(frame).slice(0, capsuleIdBytes);
      return store.stage({ id, gatewayKey: 1, round, frame }, stagedFramesMax);
    },
    work: (round) => worker.work(round),
    sweep: async () => {
      const never = new AbortController().signal;
      await sweepAll(store, forgettableAt(systemClock.now(), roundMs), never);
    },
    newestLeaf: () => newestLeafOf(store),
    commitOnly: async (round, leaves) => {
      const { size, round: last } = await store.head();
      const appended = ledger.draft(leaves.map(({ commitment }) => commitment));
      await store.commitRound({
        ...nothingElse,
        round,
        expected: { size, round: last },
        leaves,
        tiles: tilesToStore(appended.files),
        checkpoint: appended.checkpoint,
      });
      ledger.advance(appended);
      await worker.recover();
    },
    [Symbol.asyncDispose]: async () => {
      await examiners[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

async function newestLeafOf(store: ExchangeStore): Promise<Uint8Array | undefined> {
  const { size } = await store.head();
  const [leaf] = await store.leaves(size - 1, 1);
  return leaf?.detail?.leaf;
}

/** Enough for every thread to get some. */
const warmUps = 256;

function noticeOf(signed: SignedCommunity | SignedDirectory) {
  const kind = "file" in signed ? "community" : "key-directory";
  const content = "file" in signed ? { kind, community: signed } : { kind, directory: signed };
  const leaf = utf8(canonicalJson(content));
  return { id: sha256(leaf), kind, leaf } as const;
}
