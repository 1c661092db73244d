/**
 * Fills an exchange's state folder with a ledger of a given size, as if so many reports had been published
 * long ago. The leaves are well-formed; their signatures are not, which nothing looks at any more.
 */

import path from "node:path";

import {
  canonicalJson,
  type Random,
  type Round,
  systemRandom,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import { emptyEdge, leafCommitment } from "@tocsin/ledger";
import { type NewLeaf, nothingElse, openExchangeStore } from "@tocsin/store";

import { FeedFolder } from "../feed/folder.ts";
import { Publisher } from "../feed/publisher.ts";
import { createLedgerKey } from "../ledger/key-file.ts";
import { Ledger, ledgerKeyOf } from "../ledger/ledger.ts";
import { storedTiles, tilesToStore } from "../ledger/stored-tiles.ts";
import { observableKeys } from "../round/observable-keys.ts";
import { bodyOf } from "./author.ts";

export interface PreloadOptions {
  readonly stateDir: string;
  readonly origin: string;
  readonly roundMs: number;
  readonly reports: number;
  readonly observables: number;
}

const leavesPerRound = 2500;

/** The first rounds there are: whatever comes later is newer. */
export async function preload(
  options: PreloadOptions,
  random: Random = systemRandom,
): Promise<void> {
  const { stateDir, origin, roundMs } = options;
  const folder = new FeedFolder(path.join(stateDir, "feed"));
  folder.open();
  const key = await createLedgerKey(path.join(stateDir, "ledger.key"), random);
  await using store = await openExchangeStore({ file: path.join(stateDir, "exchange.sqlite") });
  const ledger = new Ledger(ledgerKeyOf(origin, key), emptyEdge);
  const tiles = storedTiles(store);
  const publisher = new Publisher(
    { store, folder, tiles, random, announce: () => undefined },
    roundMs,
  );
  for (let done = 0, round = 1; done < options.reports; round += 1) {
    const count = Math.min(leavesPerRound, options.reports - done);
    const leaves = Array.from({ length: count }, (_, at) =>
      leafOf(done + at, round as Round, options.observables, random),
    );
    const appended = ledger.draft(leaves.map(({ commitment }) => commitment));
    await store.commitRound({
      round: round as Round,
      expected: { size: done, round: round === 1 ? null : ((round - 1) as Round) },
      leaves,
      tiles: tilesToStore(appended.files),
      checkpoint: appended.checkpoint,
      ...nothingElse,
    });
    ledger.advance(appended);
    done += count;
  }
  await publisher.catchUp();
}

/** A leaf with so many invented observables. */
export function leafOf(at: number, round: Round, observables: number, random: Random): NewLeaf {
  const body = bodyOf(`preload-${at}`, observables);
  const some = (bytes: number): string => toBase64Url(random.bytes(bytes));
  const envelope = {
    ...{ v: 1, kind: "report", class: "energy", epoch: "2020-01", audience: "members" },
    ...{ body: some(32), pkSign: some(32), pkHpke: some(32), author: some(32) },
    ...{ review: null, seq: 0, prev: null },
  };
  const submission = { envelope, body, signature: some(64), token: some(354) };
  const detail = utf8(canonicalJson({ kind: "submission", round, submission }));
  const salt = random.bytes(32);
  return {
    commitment: leafCommitment(salt, detail),
    audience: "members",
    salt,
    detail,
    previous: null,
    keys: observableKeys(body.observables),
  };
}
