/**
 * Puts what the store holds before everyone: batch, tiles, checkpoint. What a crash left out is made
 * up for at the next start, from the store alone.
 */

import { sha256 } from "@tocsin/crypto";
import {
  type Epoch,
  epochOf,
  equalBytes,
  type Random,
  type Round,
  roundSpan,
  TocsinError,
} from "@tocsin/kernel";
import { leafCommitment, type TileFile, type TileReader } from "@tocsin/ledger";
import type { ExchangeStore, LeafAudience, StoredBatch, StoredLeaf } from "@tocsin/store";

import { leavesPageMax } from "../limits.ts";
import { audiencesIn, type BatchContent, batchFile } from "./batch-file.ts";
import type { FeedFolder } from "./folder.ts";
import type { Announced } from "./live.ts";
import { checkTiles } from "./tile-files.ts";

export interface PublisherPorts {
  readonly store: ExchangeStore;
  readonly folder: FeedFolder;
  readonly tiles: TileReader;
  readonly random: Random;
  /** Told of each new batch once it is committed. */
  readonly announce: (announced: Announced) => void;
  /** Told that a file was written anew, because something in it is erased. */
  readonly onRewritten?: () => void;
}

/** Rounds whose files are made anew at a time. */
const unpublishedPageMax = 100;
const keyBytes = 32;

export class Publisher {
  readonly #ports: PublisherPorts;
  readonly #roundMs: number;
  /** Keys of the epoch that was published last, so that a round need not write for them. */
  readonly #known = new Map<LeafAudience, Uint8Array>();
  #epoch: Epoch | undefined;

  constructor(ports: PublisherPorts, roundMs: number) {
    this.#ports = ports;
    this.#roundMs = roundMs;
  }

  /** Publishes a round that was just committed, and wakes whoever waits for it. */
  async publish(
    batch: Omit<StoredBatch, "file">,
    leaves: readonly StoredLeaf[],
    tiles: readonly TileFile[],
  ): Promise<void> {
    const { folder, announce, store } = this.#ports;
    const made = await this.#make(batch, leaves);
    // The commit has made it durable: nobody need wait for the files.
    announce(made);
    await folder.writeBatch(made.round, made.bytes);
    await folder.writeTiles(tiles);
    await folder.writeCheckpoint(batch.checkpoint);
    await store.published(made.round, made.file);
  }

  /** Writes anew what was touched by a withdrawal or left out by a crash; resolves with how many. */
  async republish(): Promise<number> {
    const { store } = this.#ports;
    let count = 0;
    for (;;) {
      const rounds = await store.unpublished(unpublishedPageMax);
      for (const round of rounds) await this.#republishRound(round);
      count += rounds.length;
      if (rounds.length < unpublishedPageMax) return count;
    }
  }

  /** Brings every file up to what was committed, the checkpoint last. */
  async catchUp(): Promise<void> {
    const { store, folder, tiles } = this.#ports;
    await this.republish();
    const { size, checkpoint } = await store.head();
    await checkTiles(tiles, folder, size);
    if (checkpoint !== null && checkpoint !== (await folder.checkpoint())) {
      await folder.writeCheckpoint(checkpoint);
    }
  }

  /** The file of a batch that is lost, made again. */
  async restore(round: Round): Promise<void> {
    await this.#republishRound(round);
  }

  async #republishRound(round: Round): Promise<void> {
    const { store, folder } = this.#ports;
    const batch = await store.batch(round);
    if (batch === undefined) throw new TocsinError("ledger-damaged", { detail: "batch missing" });
    const { bytes, file } = await this.#make(batch, await this.#leavesOf(batch));
    await folder.writeBatch(round, bytes);
    await store.published(round, file);
    this.#ports.onRewritten?.();
  }

  async #make(
    { round, first, checkpoint }: Omit<StoredBatch, "file">,
    leaves: readonly StoredLeaf[],
  ): Promise<Announced> {
    const epoch = epochOf(roundSpan(round, this.#roundMs).fromMs);
    const content: BatchContent = { round, epoch, first, checkpoint, leaves };
    const keys = await this.#keys(content);
    const bytes = batchFile(content, keys, this.#ports.random);
    return { round, bytes, file: sha256(bytes) };
  }

  /** Keys of the batch's audiences in its epoch; made where there are none yet. */
  async #keys({ leaves, epoch }: BatchContent): Promise<Map<LeafAudience, Uint8Array>> {
    const { store, random } = this.#ports;
    if (this.#epoch !== epoch) this.#known.clear();
    this.#epoch = epoch;
    const wanted = audiencesIn(leaves)
      .filter((audience) => !this.#known.has(audience))
      .map((audience) => ({ audience, epoch, key: random.bytes(keyBytes) }));
    const kept = wanted.length === 0 ? [] : await store.keepAudienceKeys(wanted);
    for (const { audience, key } of kept) this.#known.set(audience, key);
    return this.#known;
  }

  /** From the store, each detail checked against what the ledger's root vouches for. */
  async #leavesOf({ first, leaves: count }: StoredBatch): Promise<StoredLeaf[]> {
    const leaves: StoredLeaf[] = [];
    while (leaves.length < count) {
      const from = first + leaves.length;
      const limit = Math.min(leavesPageMax, count - leaves.length);
      const page = await this.#ports.store.leaves(from, limit);
      if (page.length === 0) throw new TocsinError("ledger-damaged", { detail: "leaves missing" });
      leaves.push(...page);
    }
    assertDetails(leaves, first);
    return leaves;
  }
}

/** Throws `ledger-damaged` unless each leaf stands at its place and each detail is what was committed to. */
export function assertDetails(leaves: readonly StoredLeaf[], first: number): void {
  for (const [at, { position, commitment, detail }] of leaves.entries()) {
    const whole =
      position === first + at &&
      (detail === null || equalBytes(leafCommitment(detail.salt, detail.leaf), commitment));
    if (!whole) throw new TocsinError("ledger-damaged", { detail: `leaf ${first + at}` });
  }
}
