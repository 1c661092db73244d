/**
 * The holder reads the ledger as everyone does, computes each root itself and keeps what key holders have
 * said. A fork stops it: keys are made in one history or not at all. PROTOCOL §5.
 */

import { verifyDocument } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson, textOf, TocsinError } from "@tocsin/kernel";
import { parseVerifierKey, verifierKeyText } from "@tocsin/ledger";
import { fromFeeds, LedgerReader, type ReadBatch } from "@tocsin/ledger/reading";
import type { HolderRecordRow, KeyHolderStore } from "@tocsin/store";
import {
  batchBytesMax,
  bytesOf,
  type CommunityFile,
  leaf,
  type LeafRecord,
  parseMessage,
} from "@tocsin/wire";

import { askDeadlineMs, batchDeadlineMs } from "../limits.ts";
import type { Network } from "../network.ts";

export interface FollowerPorts {
  readonly store: Pick<KeyHolderStore, "ledgerPlace" | "advance">;
  readonly network: Network;
}

export class LedgerFollower {
  readonly #ports: FollowerPorts;
  #reader: LedgerReader | undefined;
  #community: CommunityFile | undefined;

  constructor(ports: FollowerPorts) {
    this.#ports = ports;
  }

  /** Batches followed; throws what the network throws, and `ledger-halted` for a fork. */
  async follow(community: CommunityFile, signal: AbortSignal): Promise<number> {
    this.#community = community;
    this.#reader ??= new LedgerReader(
      {
        get: (path, bytesMax, until) => this.#get(path, bytesMax, until),
        take: (batch) => this.#take(batch),
      },
      await this.#ports.store.ledgerPlace(),
    );
    const { origin, publicKey } = community.ledger;
    const verifier = parseVerifierKey(verifierKeyText(origin, bytesOf(publicKey)));
    if (verifier === undefined) throw invalid("ledger key");
    return this.#reader.read({ origin, verifier }, signal);
  }

  async #take({ place, records }: ReadBatch): Promise<void> {
    const community = this.#community;
    if (community === undefined) throw invalid("no community");
    await this.#ports.store.advance({
      place,
      records: records.flatMap((record) => holderRecord(community, record) ?? []),
    });
  }

  #get(path: string, bytesMax: number, signal: AbortSignal): Promise<Uint8Array> {
    const deadlineMs = bytesMax === batchBytesMax ? batchDeadlineMs : askDeadlineMs;
    const ask = { method: "GET", deadlineMs, bytesMax, signal } as const;
    const { network } = this.#ports;
    return fromFeeds(this.#community?.feeds ?? [], path, (url) => network(url, ask), signal);
  }
}

/** Undefined for what is none, or not signed by the holder that it names. */
function holderRecord(
  community: CommunityFile,
  { index, leaf: bytes }: LeafRecord,
): HolderRecordRow | undefined {
  const parsed = parsedLeaf(bytes);
  if (parsed?.kind !== "key-holder") return undefined;
  const { record, signature } = parsed.record;
  const key = community.keyHolders?.[record.holder - 1]?.publicKey;
  if (key === undefined) return undefined;
  if (!verifyDocument("key-holder-record", record, bytesOf(signature), bytesOf(key))) {
    return undefined;
  }
  return { index, epoch: record.epoch, document: canonicalJson(parsed.record) };
}

/** Leaves of kinds that come later than this program are passed over. */
function parsedLeaf(bytes: Uint8Array) {
  try {
    return parseMessage(leaf, parseCanonicalJson(textOf(bytes) ?? ""));
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

function invalid(detail: string): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail });
}
