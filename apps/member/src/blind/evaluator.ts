/**
 * Has what waits evaluated, one batch a slot, at the same moment of every slot, whether anything waits or
 * not: so asking betrays no incident and there is no jumping the queue. Two of three holders are enough;
 * one that answers wrongly is named and not asked again in the epoch. PROTOCOL §3.
 */

import type {
  Ed25519SigningKey,
  HolderIndex,
  PublicBlindKeys,
  Quorum,
  Ristretto,
} from "@tocsin/crypto";
import { type Clock, type Epoch, epochOf, type Random, TocsinError } from "@tocsin/kernel";
import type { BlindStore } from "@tocsin/store";
import { highPointsInBatch, lowPointsInBatch } from "@tocsin/wire";

import type { Network } from "../network.ts";
import {
  type Evaluated,
  type EvaluationBatch,
  finishBatch,
  isSoundAnswer,
  makeBatch,
  pointsOf,
} from "./evaluation-batch.ts";
import { askHolder, type HolderAddress, type HolderExchange } from "./holder-client.ts";

export interface EvaluatorPorts {
  readonly store: BlindStore;
  readonly group: Ristretto;
  readonly network: Network;
  readonly clock: Clock;
  readonly random: Random;
  /** The three holders of the community file, in their order; fewer where there is no blind matching. */
  readonly holders: () => readonly HolderAddress[];
  /** Length of a slot. */
  readonly slotMs: () => number;
  /** The epoch's public keys, as this node has computed them of the ledger. */
  readonly keys: (epoch: Epoch) => Promise<PublicBlindKeys | undefined>;
  readonly memberKey: () => Ed25519SigningKey;
  /** A holder's proof does not hold; what it signed says so to anyone. */
  readonly onCulprit: (
    epoch: Epoch,
    holder: HolderIndex,
    evidence: HolderExchange,
  ) => Promise<void>;
  /** Values have their tags now. */
  readonly onEvaluated: (count: number) => void;
  /** A slot is over, whatever became of it. */
  readonly onSlot: () => void;
}

export type SlotOutcome = "evaluated" | "no-keys" | "no-quorum";

const quorums: readonly Quorum[] = [
  [1, 2],
  [1, 3],
  [2, 3],
];

export class Evaluator {
  readonly #ports: EvaluatorPorts;
  /** Holders that were caught, by epoch. */
  readonly #caught = new Set<string>();

  constructor(ports: EvaluatorPorts) {
    this.#ports = ports;
  }

  /** A batch in every slot, `offsetMs` after its beginning, until `signal` aborts or slots change. */
  async run(offsetMs: number, slotMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#ports;
    const isStopped = (): boolean => signal.aborted || this.#ports.slotMs() !== slotMs;
    let last = -1;
    while (!isStopped()) {
      const nowMs = clock.now();
      const current = Math.floor(nowMs / slotMs);
      const momentMs = current * slotMs + offsetMs;
      const slot = momentMs < nowMs || current <= last ? current + 1 : current;
      await clock.sleep(slot * slotMs + offsetMs - nowMs, signal);
      // A clock that was set meanwhile: the slot is looked for anew.
      if (Math.floor(clock.now() / slotMs) !== slot) continue;
      last = slot;
      if (isStopped()) return;
      await this.evaluateSlot(slot, signal);
      this.#ports.onSlot();
    }
  }

  /** Failures of the network are outcomes: the values wait for the next slot. */
  async evaluateSlot(slot: number, signal: AbortSignal): Promise<SlotOutcome> {
    const { store, group, random } = this.#ports;
    const epoch = epochOf(slot * this.#ports.slotMs());
    const keys = await this.#ports.keys(epoch);
    if (keys === undefined) return "no-keys";
    const values = {
      high: await store.waiting(epoch, "high", highPointsInBatch),
      low: await store.waiting(epoch, "low", lowPointsInBatch),
    };
    const batch = makeBatch(group, values, random);
    for (let at = 0; at < quorums.length; at += 1) {
      // Each pair begins in turn, so that the three holders have equal loads.
      const quorum = quorums[(slot + at) % quorums.length];
      if (quorum === undefined) continue;
      const answers = await this.#ask(quorum, { epoch, slot, batch, keys }, signal);
      if (answers === undefined) continue;
      const evaluated = finishBatch(group, batch, answers);
      await store.saveEvaluated(epoch, evaluated);
      if (evaluated.length > 0) this.#ports.onEvaluated(evaluated.length);
      return "evaluated";
    }
    return "no-quorum";
  }

  /** Both answers, each verified; undefined where one is missing or wrong. */
  async #ask(
    quorum: Quorum,
    asked: Asked,
    signal: AbortSignal,
  ): Promise<readonly [Evaluated, Evaluated] | undefined> {
    const [a, b] = await Promise.all(
      quorum.map((holder) => this.#askOne(holder, quorum, asked, signal)),
    );
    return a && b && [a, b];
  }

  async #askOne(
    index: HolderIndex,
    quorum: Quorum,
    { epoch, slot, batch, keys }: Asked,
    signal: AbortSignal,
  ): Promise<Evaluated | undefined> {
    const { group, memberKey, onCulprit } = this.#ports;
    const holder = this.#ports.holders().find((it) => it.index === index);
    const name = `${epoch} ${index}`;
    if (holder === undefined || this.#caught.has(name)) return undefined;
    try {
      const question = { quorum, epoch, slot, points: pointsOf(batch) };
      const exchange = await askHolder(this.#ports, holder, question, memberKey(), signal);
      const answer = exchange.answer.body;
      if (answer.is === "refused") return undefined;
      if (isSoundAnswer(group, keys, batch, { holder: index, quorum, answer })) return answer;
      this.#caught.add(name);
      await onCulprit(epoch, index, exchange);
      return undefined;
    } catch (error) {
      if (error instanceof TocsinError) return undefined;
      throw error;
    }
  }
}

interface Asked {
  readonly epoch: Epoch;
  readonly slot: number;
  readonly batch: EvaluationBatch;
  readonly keys: PublicBlindKeys;
}
