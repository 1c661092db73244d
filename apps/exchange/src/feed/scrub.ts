/**
 * Reads everything again that was published: each detail against its commitment, each file against what
 * the store says of it. Nothing is signed before it has been through once. HOSTILE "Ledger".
 */

import { sha256 } from "@tocsin/crypto";
import { equalBytes, TocsinError } from "@tocsin/kernel";
import type { ExchangeStore, StoredBatch } from "@tocsin/store";

import { leavesPageMax } from "../limits.ts";
import type { FeedFolder } from "./folder.ts";
import { assertDetails, type Publisher } from "./publisher.ts";

const batchesPageMax = 100;

export interface ScrubPorts {
  readonly store: ExchangeStore;
  readonly folder: FeedFolder;
  readonly publisher: Publisher;
}

/** Throws `ledger-damaged` or `store-damaged`; a batch file that is missing is made again. */
export async function scrub(ports: ScrubPorts, signal: AbortSignal): Promise<void> {
  await ports.store.verifySpent();
  await scrubDetails(ports, signal);
  await scrubBatches(ports, signal);
  if (signal.aborted) return;
  await ports.publisher.catchUp();
  // What was withdrawn just before a crash may still stand in the write-ahead log.
  await ports.store.scour();
}

async function scrubDetails({ store }: ScrubPorts, signal: AbortSignal): Promise<void> {
  for (let from = 0; !signal.aborted;) {
    const leaves = await store.leaves(from, leavesPageMax);
    if (leaves.length === 0) return;
    assertDetails(leaves, from);
    from += leaves.length;
  }
}

async function scrubBatches(
  { store, folder, publisher }: ScrubPorts,
  signal: AbortSignal,
): Promise<void> {
  let last: StoredBatch | undefined;
  while (!signal.aborted) {
    const page = await store.batches(last?.round ?? null, batchesPageMax);
    for (const batch of page) {
      const bytes = await folder.batch(batch.round);
      if (bytes === undefined) {
        await publisher.restore(batch.round);
      } else if (batch.file !== null && !equalBytes(sha256(bytes), batch.file)) {
        await assertStillStored(store, batch);
      }
      last = batch;
    }
    if (page.length < batchesPageMax) break;
  }
}

/** A withdrawal may have rewritten the file between the two readings. */
async function assertStillStored(store: ExchangeStore, batch: StoredBatch): Promise<void> {
  const now = await store.batch(batch.round);
  if (now?.file !== null && now !== undefined && batch.file !== null) {
    if (equalBytes(now.file, batch.file)) {
      throw new TocsinError("ledger-damaged", { detail: `file of batch ${batch.round}` });
    }
  }
}
