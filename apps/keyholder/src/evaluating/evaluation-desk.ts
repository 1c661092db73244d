/**
 * Who may have a batch evaluated, and when: a member, one batch a slot, the same for everyone at every
 * hour. The holder learns who asks and nothing of what. The same batch again gets the same answer, a
 * second batch in a slot none; so the schedule is the quota. PROTOCOL §3.
 */

import { type HolderIndex, sha256 } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  type Epoch,
  epochOf,
  equalBytes,
  parseCanonicalJson,
  type Random,
  textOf,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import type { KeyHolderStore } from "@tocsin/store";
import {
  bytesOf,
  type EvaluationAnswer,
  evaluationAnswer,
  type EvaluationBody,
  type EvaluationRequest,
  identifiedWindowMs,
  isQuestionSigned,
  parseMessage,
  signAnswer,
} from "@tocsin/wire";

import { batchesOfMemberMax, slotsEitherSide } from "../limits.ts";
import type { HolderIdentity } from "../state/identity.ts";
import type { HeldShares } from "../state/share-vault.ts";
import type { KeyPart } from "./evaluation-job.ts";
import type { EvaluationPool } from "./evaluation-pool.ts";

export interface EvaluationPorts {
  readonly store: Pick<KeyHolderStore, "batch" | "recordBatch">;
  readonly identity: HolderIdentity;
  readonly membership: {
    readonly index: HolderIndex | undefined;
    readonly slotMs: number;
    memberOf(key: string): string | undefined;
  };
  /** Told that somebody asked who is not known as a member. */
  readonly onUnknown: () => void;
  /** Shares of keys that all holders have confirmed. */
  readonly usableShares: (epoch: Epoch) => Promise<HeldShares | undefined>;
  readonly pool: EvaluationPool;
  readonly clock: Clock;
  readonly random: Random;
}

type Answer = EvaluationAnswer["body"];
type Refusal = Extract<Answer, { is: "refused" }>["why"];
const nonceBytes = 64;

export class EvaluationDesk {
  readonly #ports: EvaluationPorts;
  /** Batches in work, by member. */
  readonly #inWork = new Map<string, number>();

  constructor(ports: EvaluationPorts) {
    this.#ports = ports;
  }

  async answer(request: EvaluationRequest): Promise<EvaluationAnswer> {
    const body = await this.#decide(request);
    return signAnswer("evaluation", request, body, this.#ports.identity.key);
  }

  /** Cheap checks first; nothing is stored for a stranger. */
  async #decide(request: EvaluationRequest): Promise<Answer> {
    const { clock, membership } = this.#ports;
    const { key, timeMs, body } = request;
    const nowMs = clock.now();
    if (Math.abs(nowMs - timeMs) > identifiedWindowMs) return refused("clock-skew");
    if (!isQuestionSigned("evaluation", request)) return refused("bad-signature");
    if (membership.index === undefined) return refused("not-open");
    if (body.holder !== membership.index) return refused("wrong-holder");
    const member = membership.memberOf(key);
    if (member === undefined) {
      this.#ports.onUnknown();
      return refused("unknown-member");
    }
    const now = Math.floor(nowMs / membership.slotMs);
    if (Math.abs(now - body.slot) > slotsEitherSide) return refused("slot-closed");
    const inWork = this.#inWork.get(member) ?? 0;
    if (inWork >= batchesOfMemberMax) return refused("busy");
    this.#inWork.set(member, inWork + 1);
    try {
      return await this.#evaluate(member, body);
    } finally {
      const left = (this.#inWork.get(member) ?? 1) - 1;
      if (left > 0) this.#inWork.set(member, left);
      else this.#inWork.delete(member);
    }
  }

  /** Evaluates first and records after it: whoever loses the answer in a crash asks the same again. */
  async #evaluate(member: string, body: EvaluationBody): Promise<Answer> {
    const { store, pool, usableShares } = this.#ports;
    const { slot, quorum } = body;
    const place = { member, slot, quorum: quorum.join() };
    const batch = batchHash(body);
    const before = await store.batch(member, slot, place.quorum);
    if (before !== undefined && !equalBytes(before.batch, batch)) return refused("slot-used");
    const known = before?.answer ?? null;
    if (known !== null) return parseAnswer(known);
    // The slot says the epoch: keys of a month are not asked for in another.
    if (epochOf(slot * this.#ports.membership.slotMs) !== body.epoch) return refused("no-key");
    const held = await usableShares(body.epoch);
    if (held === undefined) return refused("no-key");
    const verdict = await pool.evaluate({
      holder: body.holder,
      quorum,
      high: this.#part(held.shares.high, body.high),
      low: this.#part(held.shares.low, body.low),
    });
    if (!verdict.ok) return refused(verdict.why);
    const { high, low } = verdict.parts;
    const answer: Answer = { is: "evaluated", high: partText(high), low: partText(low) };
    const recorded = await store.recordBatch({
      ...place,
      batch,
      answer: utf8(canonicalJson(answer)),
    });
    return recorded.is === "used" ? refused("slot-used") : parseAnswer(recorded.answer);
  }

  #part(share: Uint8Array, points: string): KeyPart {
    const nonce = this.#ports.random.bytes(nonceBytes);
    return { share: Uint8Array.from(share), points: bytesOf(points), nonce };
  }
}

/** Of all points under both keys, in order. */
function batchHash({ epoch, high, low }: EvaluationBody): Uint8Array {
  return sha256(utf8(epoch), bytesOf(high), bytesOf(low));
}

function partText({ points, proof }: { readonly points: Uint8Array; readonly proof: Uint8Array }) {
  return { points: toBase64Url(points), proof: toBase64Url(proof) };
}

function parseAnswer(stored: Uint8Array): Answer {
  return parseMessage(evaluationAnswer.shape.body, parseCanonicalJson(textOf(stored) ?? ""));
}

function refused(why: Refusal): Answer {
  return { is: "refused", why };
}
