/**
 * The holder reads the ledger as everyone does, computes each root itself and keeps what key holders have
 * said. A fork stops it: keys are made in one history or not at all. PROTOCOL §5.
 */

import { verifyDocument } from "@tocsin/crypto";
import {
  canonicalJson,
  equalBytes,
  parseCanonicalJson,
  parseRound,
  type Round,
  textOf,
  TocsinError,
} from "@tocsin/kernel";
import {
  encodeFrontier,
  type Followed,
  followStep,
  leafCommitment,
  nothingFollowed,
  parseFrontier,
  parseVerifierKey,
  verifierKeyText,
} from "@tocsin/ledger";
import type { HolderRecordRow, KeyHolderStore } from "@tocsin/store";
import {
  type Batch,
  batchBytesMax,
  batchPath,
  bytesOf,
  type CommunityFile,
  leaf,
  type LeafRecord,
  parseBatch,
  parseMessage,
  parseSection,
  roundsPath,
} from "@tocsin/wire";

import { askDeadlineMs, batchDeadlineMs, batchesAtOnce, roundsBytesMax } from "../limits.ts";
import { type Network, urlAt } from "../network.ts";

export interface FollowerPorts {
  readonly store: Pick<KeyHolderStore, "ledgerPlace" | "advance">;
  readonly network: Network;
}

interface Place {
  readonly round: Round;
  readonly followed: Followed;
}

export class LedgerFollower {
  readonly #ports: FollowerPorts;
  #place: Place | undefined;

  constructor(ports: FollowerPorts) {
    this.#ports = ports;
  }

  /** Batches followed; throws what the network throws, and `ledger-halted` for a fork. */
  async follow(community: CommunityFile, signal: AbortSignal): Promise<number> {
    this.#place ??= await this.#stored();
    const rounds = await this.#rounds(community, this.#place.round, signal);
    for (const round of rounds.slice(0, batchesAtOnce)) {
      this.#place = await this.#step(community, this.#place, round, signal);
    }
    return Math.min(rounds.length, batchesAtOnce);
  }

  async #stored(): Promise<Place> {
    const stored = await this.#ports.store.ledgerPlace();
    if (stored === undefined) return { round: 0 as Round, followed: nothingFollowed };
    const frontier = parseFrontier(stored.frontier);
    if (frontier === undefined) throw new TocsinError("store-damaged", { detail: "frontier" });
    return { round: stored.round, followed: { frontier, note: stored.note } };
  }

  async #step(
    community: CommunityFile,
    place: Place,
    round: Round,
    signal: AbortSignal,
  ): Promise<Place> {
    const path = batchPath(round);
    const batch = parseBatch(await this.#get(community, path, batchBytesMax, signal));
    if (batch.header.round !== round) throw invalid("round");
    const { origin, publicKey } = community.ledger;
    const verifier = parseVerifierKey(verifierKeyText(origin, bytesOf(publicKey)));
    if (verifier === undefined) throw invalid("ledger key");
    const { checkpoint } = batch.header;
    const log = { origin, verifier };
    const step = followStep(log, place.followed, batch.commitments, checkpoint);
    if (!step.ok) {
      const halting = step.why === "fork" || step.why === "wrong-root";
      throw halting ? new TocsinError("ledger-halted", { detail: step.why }) : invalid(step.why);
    }
    const { frontier } = step.followed;
    await this.#ports.store.advance({
      place: { round, frontier: encodeFrontier(frontier), note: checkpoint },
      records: publicRecords(batch).flatMap((record) => holderRecord(community, record) ?? []),
    });
    return { round, followed: step.followed };
  }

  /** Rising, after the given one. */
  async #rounds(community: CommunityFile, after: Round, signal: AbortSignal): Promise<Round[]> {
    const bytes = await this.#get(community, roundsPath(after), roundsBytesMax, signal);
    const lines = (textOf(bytes) ?? "?").split("\n").filter((line) => line !== "");
    let last: number = after;
    return lines.map((line) => {
      const round = /^(?:0|[1-9]\d{0,14})$/.test(line) ? parseRound(Number(line)) : undefined;
      if (round === undefined || round <= last) throw invalid("rounds");
      last = round;
      return round;
    });
  }

  /** Of the first feed that has it. */
  async #get(
    { feeds }: CommunityFile,
    path: string,
    bytesMax: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    let failure: unknown = invalid("no feed");
    const deadlineMs = bytesMax === batchBytesMax ? batchDeadlineMs : askDeadlineMs;
    for (const feed of feeds) {
      try {
        const ask = { method: "GET", deadlineMs, bytesMax, signal } as const;
        const answer = await this.#ports.network(urlAt(feed, path), ask);
        if (answer.status === 200) return answer.bytes;
        failure = new TocsinError("remote-refused", { detail: `status ${answer.status}` });
      } catch (error) {
        if (signal.aborted) throw error;
        failure = error;
      }
    }
    throw failure;
  }
}

/** Those of the public section; each must be what its leaf commits to. */
function publicRecords(batch: Batch): LeafRecord[] {
  const records = batch.header.sections.flatMap(({ audience }, at) =>
    audience === "public" ? parseSection(batch.sections[at] ?? new Uint8Array(), batch.header) : [],
  );
  for (const { index, salt, leaf: bytes } of records) {
    const commitment = batch.commitments[index - batch.header.first];
    const isDetail =
      commitment !== undefined && equalBytes(leafCommitment(salt, bytes), commitment);
    if (!isDetail) throw invalid("detail");
  }
  return records;
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
