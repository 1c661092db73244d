/**
 * One simulated world: nodes with the protocol side that is delivered, all its cryptography and its own store,
 * and an issuer, an exchange and a relay in memory. Chance and faults are of the seed, so a world that breaks
 * something is played again by it; keys and tokens are fresh each time and decide nothing.
 */

import { bodyOf, longBody, TinyWorld } from "@tocsin/member/testing";
import { assert, type Clock, dayMs, epochOf, nextEpoch, TocsinError } from "@tocsin/kernel";

import { capsulePath } from "@tocsin/wire";

import { Seeded } from "../seeded.ts";
import { type FaultyNode, Faults } from "./faults.ts";
import { broken, type SharedReport } from "./invariants.ts";
import type { WorldPlan } from "./options.ts";

export interface Played {
  readonly seed: number;
  readonly rounds: number;
  readonly capsules: number;
  readonly reports: number;
  readonly votes: number;
  /** Empty where every invariant holds. */
  readonly broken: readonly string[];
}

/** Its first month turns in the course of it. */
const startMs = Date.UTC(2026, 10, 12, 3);
/** Rounds without faults at the end: what was lost on its way goes out again. */
const quietRounds = 12;
const largeShare = 0.2;
const voteShare = 0.3;
const settledRounds = 8;
/** Tokens of a node in an epoch. */
const reportsOfANodeMax = 3;

/** `spoil`: what must not be, done at the end on purpose; the invariants must see it. */
export async function playWorld(
  plan: WorldPlan,
  spoil: (world: TinyWorld) => void = () => undefined,
): Promise<Played> {
  const { seed, days, roundMs } = plan;
  const random = new Seeded(seed, "world");
  await using world = await TinyWorld.open({
    ...{ roundMs, startMs, talks: true },
    random: new Seeded(seed, "nodes"),
  });
  const counter = new SendCounter(world);
  const nodes = await openNodes(world, plan, counter);
  await world.rounds(3);
  const faults = new Faults(world, new Seeded(seed, "faults"));
  const shared: SharedReport[] = [];
  let votes = 0;
  const rounds = Math.round((days * dayMs) / roundMs);
  for (let round = 0; round < rounds; round += 1) {
    await turnEpoch(world);
    await faults.strike(nodes);
    await share(plan, random, nodes, shared);
    votes += await vote(random, nodes, shared);
    await world.rounds(1);
  }
  await faults.end(nodes);
  await world.rounds(quietRounds);
  spoil(world);
  const wrong = await broken(world, nodes, { shared, votes });
  return {
    seed,
    rounds: rounds + quietRounds,
    capsules: counter.capsules,
    reports: shared.length,
    votes,
    broken: [...counter.broken, ...wrong],
  };
}

async function openNodes(
  world: TinyWorld,
  { nodes: count }: WorldPlan,
  counter: SendCounter,
): Promise<FaultyNode[]> {
  const nodes: FaultyNode[] = [];
  for (let at = 0; at < count; at += 1) {
    const machine = { skewMs: 0, setMs: startMs };
    const clock: Clock = world.clock.skewed(() => machine.skewMs);
    const node = await world.node(`node-${at}`, clock);
    const faulty = Object.assign(machine, { node, clock });
    counter.watch(faulty);
    nodes.push(faulty);
    world.start(node);
  }
  return nodes;
}

/** As an issuer does some days ahead. */
async function turnEpoch(world: TinyWorld): Promise<void> {
  const { issuer, exchange, clock } = world;
  const next = nextEpoch(epochOf(clock.now()));
  const isDue = epochOf(clock.now() + 3 * dayMs) === next;
  if (!isDue || issuer.directories.some(({ directory }) => directory.epoch === next)) return;
  const directory = await issuer.makeDirectory(next, { talks: true });
  issuer.directories.push(directory);
  exchange.notices.push({ kind: "key-directory", directory });
}

async function share(
  { roundMs, reports }: WorldPlan,
  random: Seeded,
  nodes: readonly FaultyNode[],
  shared: SharedReport[],
): Promise<void> {
  if (!random.chance(Math.min(1, (reports * roundMs) / dayMs))) return;
  const author = nodes[random.below(nodes.length)];
  assert(author, "an author");
  const of = shared.filter((it) => it.author === author).length;
  if (of >= reportsOfANodeMax) return;
  const body = random.chance(largeShare) ? longBody(2) : bodyOf(`world-${shared.length}.example`);
  const { id } = await author.node.protocol.share({ body, audience: "members", review: null });
  shared.push({ author, id, voters: new Set() });
}

/** Somebody confirms a report of somebody else; resolves with the votes that will come of it. */
async function vote(
  random: Seeded,
  nodes: readonly FaultyNode[],
  shared: readonly SharedReport[],
): Promise<number> {
  const by = random.pick(nodes);
  if (!random.chance(voteShare) || shared.length === 0) return 0;
  const report = random.pick(shared);
  const isVoted = report.voters.has(by.node.name);
  if (report.author === by || isVoted) return 0;
  try {
    await by.node.protocol.talk.vote(report.id, "confirm");
  } catch (error) {
    // It is not there yet, or there is no token left.
    if (error instanceof TocsinError) return 0;
    throw error;
  }
  report.voters.add(by.node.name);
  return 1;
}

/**
 * Whether each node sends once in a round, always at the same moment of it, as the line shows it. For some
 * rounds after its clock was set it may be another moment of the world's.
 */
class SendCounter {
  readonly broken: string[] = [];
  capsules = 0;
  readonly #roundMs: number;
  readonly #nodes = new Map<string, FaultyNode>();
  readonly #last = new Map<string, number>();

  constructor(world: TinyWorld) {
    this.#roundMs = world.roundMs;
    world.onRequest = (node, { url }) => {
      if (url.endsWith(capsulePath)) this.#saw(node, world.clock.now());
    };
  }

  watch(node: FaultyNode): void {
    this.#nodes.set(node.node.name, node);
  }

  #saw(name: string, timeMs: number): void {
    this.capsules += 1;
    const setMs = this.#nodes.get(name)?.setMs ?? timeMs;
    const last = this.#last.get(name);
    this.#last.set(name, timeMs);
    if (last === undefined || last < setMs + settledRounds * this.#roundMs) return;
    const gapMs = timeMs - last;
    if (gapMs === 0) this.broken.push(`${name} sent twice in a round`);
    else if (gapMs % this.#roundMs !== 0) this.broken.push(`${name} sent at another moment`);
  }
}
