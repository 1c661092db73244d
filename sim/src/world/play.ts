/** Some rounds of the small world in which members report, and what everybody saw of it. */

import { bodyOf } from "@tocsin/exchange/testing";
import { assert } from "@tocsin/kernel";

import { Seeded } from "../seeded.ts";
import type { Asked } from "./node.ts";
import { type SimWorld, worldRoundMs } from "./world.ts";

export interface Shared {
  /** Place of its author among the nodes. */
  readonly author: number;
  readonly id: string;
  readonly sharedMs: number;
  readonly parts: number;
  readonly round: number;
  /** Position of its leaf in the ledger. */
  readonly index: number;
}

const reportsInARound = 2;
/** Enough that a report takes several capsules. */
const manyObservables = 220;
const waitRoundsMax = 60;
const largeShare = 0.25;

/** Shares at random moments; resolves when everything is in the ledger. */
export async function play(world: SimWorld, seed: number, count: number): Promise<Shared[]> {
  const random = new Seeded(seed, "play");
  const spanMs = Math.ceil(count / reportsInARound) * worldRoundMs;
  const startMs = world.clock.now();
  const moments = Array.from(
    { length: count },
    () => startMs + Math.floor(random.share() * spanMs),
  );
  const shares: Omit<Shared, "round" | "index">[] = [];
  for (const [at, sharedMs] of moments.sort((a, b) => a - b).entries()) {
    await world.clock.runUntil(sharedMs);
    const author = random.below(world.nodes.length);
    const { protocol } = nodeAt(world, author);
    const body = bodyOf(`r${at}`, random.chance(largeShare) ? manyObservables : 3);
    const { id } = await protocol.share({ body, audience: "members", review: null });
    const parts = (await protocol.delivery(id))?.parts ?? 0;
    shares.push({ author, id, sharedMs, parts });
  }
  await untilPublished(world, shares);
  return Promise.all(shares.map((it) => published(world, it)));
}

async function untilPublished(
  world: SimWorld,
  shares: readonly Pick<Shared, "author" | "id">[],
): Promise<void> {
  for (let round = 0; round < waitRoundsMax; round += 1) {
    await world.rounds(1);
    const states = await Promise.all(
      shares.map(({ author, id }) => nodeAt(world, author).protocol.delivery(id)),
    );
    if (states.every((it) => it?.state === "published")) return;
  }
}

async function published(world: SimWorld, share: Omit<Shared, "round" | "index">): Promise<Shared> {
  const record = await nodeAt(world, share.author).protocol.report(share.id);
  const { round, index } = record ?? { round: null, index: null };
  assert(round !== null && index !== null, "what was shared is published");
  return { ...share, round, index };
}

export function nodeAt(world: SimWorld, at: number) {
  const node = world.nodes[at];
  assert(node, "a node of the world");
  return node;
}

/** Capsules of a node within the round. */
export function capsulesIn(asked: readonly Asked[], round: number): Asked[] {
  return asked.filter(
    ({ path, atMs }) => path === "/capsule" && Math.floor(atMs / worldRoundMs) === round,
  );
}

/** What the attacks on the small world look at. */
export interface Played {
  readonly world: SimWorld;
  readonly shares: readonly Shared[];
  readonly seed: number;
}
