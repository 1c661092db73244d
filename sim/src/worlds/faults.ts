/**
 * What goes wrong in a round of a simulated world, drawn of its seed: answers that are lost after they had
 * their effect, capsules that come a second time and in another order, programs that are down, nodes that
 * crash, clocks that jump. HOSTILE "Store", "Load".
 */

import type { Node, TinyWorld } from "@tocsin/member/testing";
import { type Clock, TocsinError } from "@tocsin/kernel";
import { capsulePath } from "@tocsin/wire";

import type { Seeded } from "../seeded.ts";

/** Of all answers, capsules and nodes in a round. */
const shares = { lost: 0.05, replayed: 0.1, crash: 0.05, jump: 0.03, down: 0.04 } as const;
const skewRoundsMax = 3;
const downRoundsMax = 3;
const programs = ["issuer", "relay", "feed"] as const;

/** A node with the clock of its machine. */
export interface FaultyNode {
  readonly node: Node;
  readonly clock: Clock;
  skewMs: number;
  /** By the clock of the world. */
  setMs: number;
}

export class Faults {
  readonly #world: TinyWorld;
  readonly #random: Seeded;
  /** Capsules that will come once more. */
  #again: Uint8Array[] = [];
  #downUntil = new Map<(typeof programs)[number], number>();
  #isOver = false;

  constructor(world: TinyWorld, random: Seeded) {
    this.#world = world;
    this.#random = random;
    world.intercept = (answer, { url, body }) => {
      if (this.#isOver) return answer;
      const isCapsule = url.endsWith(capsulePath) && body !== undefined;
      if (isCapsule && random.chance(shares.replayed)) this.#again.push(body.bytes);
      if (random.chance(shares.lost)) throw new TocsinError("remote-unreachable");
      return answer;
    };
  }

  /** Before each round. */
  async strike(nodes: readonly FaultyNode[]): Promise<void> {
    this.#fail();
    await this.#replay();
    for (const it of nodes) {
      if (this.#random.chance(shares.jump)) {
        const rounds = this.#random.share() * 2 * skewRoundsMax - skewRoundsMax;
        it.skewMs = Math.round(rounds * this.#world.roundMs);
        it.setMs = this.#world.clock.now();
      }
      if (this.#random.chance(shares.crash)) await crash(this.#world, it);
    }
  }

  /** From now on nothing more goes wrong, and the clocks are set. */
  async end(nodes: readonly FaultyNode[]): Promise<void> {
    this.#isOver = true;
    this.#world.down.clear();
    await this.#replay();
    for (const it of nodes) Object.assign(it, { skewMs: 0, setMs: this.#world.clock.now() });
  }

  #fail(): void {
    const { down } = this.#world;
    for (const name of programs) {
      const left = (this.#downUntil.get(name) ?? 0) - 1;
      this.#downUntil.set(name, left);
      if (left <= 0) down.delete(name);
      if (left > 0 || !this.#random.chance(shares.down)) continue;
      this.#downUntil.set(name, 1 + this.#random.below(downRoundsMax));
      down.add(name);
    }
  }

  /** In another order than they came in. */
  async #replay(): Promise<void> {
    const again = this.#again
      .map((bytes) => ({ bytes, at: this.#random.word() }))
      .sort((a, b) => a.at - b.at);
    this.#again = [];
    for (const { bytes } of again) {
      const signal = new AbortController().signal;
      const asked = { body: bytes, session: undefined, signal, deadlineMs: 1000 };
      await this.#world.exchange.answer("POST", capsulePath, asked);
    }
  }
}

/** It is gone in the middle of what it does, and begins anew with what it has stored. */
async function crash(world: TinyWorld, { node, clock }: FaultyNode): Promise<void> {
  await world.stop(node);
  node.protocol = await world.protocolOn(node.store, node.name, clock);
  world.start(node);
}
