/**
 * Before anything is signed: is what is stored what was signed? A flipped bit, a lost page and an old
 * backup are all found here, because signing on from them would fork the ledger. HOSTILE "Ledger".
 */

import { equalBytes, TocsinError } from "@tocsin/kernel";
import {
  auditLog,
  type Checkpoint,
  consistencyProof,
  emptyEdge,
  type LogEdge,
  openCheckpoint,
  verifyConsistency,
} from "@tocsin/ledger";
import type { ExchangeStore, LedgerHead, StoredBatch } from "@tocsin/store";

import type { LedgerKey } from "./ledger.ts";
import { storedTiles } from "./stored-tiles.ts";

/** Batches checked at a time. */
const batchesPageMax = 1000;

/**
 * The edge to append to. `published`: the checkpoint as it lies outside the database, if there is one.
 * Throws `ledger-damaged` or `ledger-behind`.
 */
export async function verifiedEdge(
  store: ExchangeStore,
  key: LedgerKey,
  published: string | undefined,
): Promise<LogEdge> {
  const head = await store.head();
  const signed = signedHead(head, key);
  await checkPublished(store, key, signed, published);
  if (signed === undefined) {
    if ((await store.commitments(0, 1)).length > 0) throw damaged("leaves without checkpoint");
    return emptyEdge;
  }
  const beyond = await store.commitments(signed.size, 1);
  if (beyond.length > 0) throw damaged("leaves beyond the checkpoint");
  const audit = await auditLog(storedTiles(store), signed);
  if (!audit.ok) throw damaged(audit.why);
  await checkBatches(store, head, signed);
  return audit.edge;
}

function signedHead(head: LedgerHead, key: LedgerKey): Checkpoint | undefined {
  if (head.checkpoint === null) {
    if (head.size > 0) throw damaged("no checkpoint");
    return undefined;
  }
  const opened = openCheckpoint(head.checkpoint, key.origin, key.verifier);
  if (!opened.ok) throw damaged(`checkpoint ${opened.why}`);
  if (opened.checkpoint.size !== head.size) throw damaged("size");
  return opened.checkpoint;
}

/** Whoever restores an old database has the newer checkpoint still outside it. */
async function checkPublished(
  store: ExchangeStore,
  key: LedgerKey,
  signed: Checkpoint | undefined,
  published: string | undefined,
): Promise<void> {
  if (published === undefined) return;
  const opened = openCheckpoint(published, key.origin, key.verifier);
  if (!opened.ok) throw damaged(`published checkpoint ${opened.why}`);
  const { checkpoint: outside } = opened;
  if (signed === undefined || outside.size > signed.size) throw new TocsinError("ledger-behind");
  if (outside.size === signed.size) {
    if (!equalBytes(outside.root, signed.root)) throw damaged("published checkpoint differs");
    return;
  }
  if (outside.size === 0) return;
  const made = await consistencyProof(storedTiles(store), outside.size, signed.size);
  if (!made.ok || !verifyConsistency(outside, signed, made.proof)) {
    throw damaged("published checkpoint is of another ledger");
  }
}

async function checkBatches(
  store: ExchangeStore,
  head: LedgerHead,
  signed: Checkpoint,
): Promise<void> {
  let last: StoredBatch | undefined;
  let next = 0;
  for (;;) {
    const page = await store.batches(last?.round ?? null, batchesPageMax);
    for (const batch of page) {
      if (batch.first !== next || batch.leaves < 1) throw damaged("batches");
      next += batch.leaves;
      last = batch;
    }
    if (page.length < batchesPageMax) break;
  }
  if (next !== signed.size || last?.checkpoint !== head.checkpoint) throw damaged("batches");
  if (head.round === null || last.round > head.round) throw damaged("round");
}

function damaged(detail: string): TocsinError {
  return new TocsinError("ledger-damaged", { detail });
}
