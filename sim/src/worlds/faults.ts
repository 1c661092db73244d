/**
 * What goes wrong in a round of a simulated world, drawn of its seed: answers that are lost after they had
 * their effect, capsules that come a second time and in another order, programs that are down, nodes that
 * crash, clocks that jump. HOSTILE "Store", "Load".
 */

import type { Node, TinyWorld } from "@tocsin/member/testing";
import { hourMs, TocsinError } from "@tocsin/kernel";
import type { OwnClock } from "@tocsin/kernel/testing";
import { capsulePath } from "@tocsin/wire";

import { Seeded } from "../seeded.ts";

/** Of all answers, capsules and nodes in a round. */
const shares = {
  lost: 0.05,
  replayed: 0.1,
  crash: 0.05,
  jump: 0.03,
  farJump: 0.005,
  down: 0.06,
} as const;
/** How wrong a clock may stay, and how wrong it may be for one round. */
const jumpRounds = { most: 3, mostMs: hourMs / 6 } as const;
const farJumpRounds = { most: 3, mostMs: 20 * hourMs } as const;
/** Whoever is not answered asks again within minutes, so a longer time shows no more than these. */
const downMsMax = { issuer: hourMs, relay: hourMs / 3, feed: 240_000 } as const;
type Program = keyof typeof downMsMax;
const programs = ["issuer", "relay", "feed"] as const satisfies readonly Program[];

/** A node with the clock of its machine. */
export interface FaultyNode {
  readonly node: Node;
  readonly clock: OwnClock;
  /** When it was set, by the clock of the world. */
  setMs: number;
  isFarOff: boolean;
}

export class Faults {
  readonly #world: TinyWorld;
  readonly #random: Seeded;
  /** Of what each node asks, by kind: what one loses does not depend on when another asks. */
  readonly #lines = new Map<string, Seeded>();
  /** Capsules that will come once more. */
  #again: Uint8Array[] = [];
  #isOver = false;

  constructor(world: TinyWorld, seed: number) {
    this.#world = world;
    this.#random = new Seeded(seed, "faults");
    world.intercept = (answer, { method, url, body }, node) => {
      if (this.#isOver) return answer;
      const isCapsule = url.endsWith(capsulePath) && body !== undefined;
      const name = `${node} ${isCapsule ? "capsule" : method}`;
      const line = this.#lines.get(name) ?? new Seeded(seed, name);
      this.#lines.set(name, line);
      if (isCapsule && line.chance(shares.replayed)) this.#again.push(body.bytes);
      if (line.chance(shares.lost)) throw new TocsinError("remote-unreachable");
      return answer;
    };
  }

  /** One round, somewhere in which a program may be down. */
  async round(): Promise<void> {
    const { clock, down, roundMs } = this.#world;
    const untilMs = clock.now() + roundMs;
    if (this.#random.chance(shares.down)) {
      const program = this.#random.pick(programs);
      await clock.runFor(this.#random.below(roundMs));
      down.add(program);
      await clock.runUntil(Math.min(untilMs, clock.now() + this.#random.below(downMsMax[program])));
      down.delete(program);
    }
    await clock.runUntil(untilMs);
  }

  /** Before each round. */
  async strike(nodes: readonly FaultyNode[]): Promise<void> {
    await this.#replay();
    for (const it of nodes) {
      this.#jump(it);
      // Gone in the middle of what it does, it begins anew with what it has stored.
      if (this.#random.chance(shares.crash)) await this.#world.restart(it.node);
    }
  }

  /** From now on nothing more goes wrong, and the clocks are set. */
  async end(nodes: readonly FaultyNode[]): Promise<void> {
    this.#isOver = true;
    this.#world.down.clear();
    await this.#replay();
    for (const it of nodes) {
      it.clock.skewMs = 0;
      it.isFarOff = false;
      it.setMs = this.#world.clock.now();
    }
  }

  /** Far off for one round alone: a person would notice. */
  #jump(it: FaultyNode): void {
    const isFar = this.#random.chance(shares.farJump);
    const isWrong = isFar || this.#random.chance(shares.jump);
    if (!isWrong && !it.isFarOff) return;
    const { most, mostMs } = isFar ? farJumpRounds : jumpRounds;
    const rangeMs = isWrong ? Math.min(most * this.#world.roundMs, mostMs) : 0;
    it.clock.skewMs = Math.round((this.#random.share() * 2 - 1) * rangeMs);
    it.isFarOff = isFar;
    it.setMs = this.#world.clock.now();
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
