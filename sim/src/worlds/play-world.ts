/**
 * One simulated world: nodes with the protocol side that is delivered and its own store, and an issuer, an
 * exchange and a relay in memory. Chance and faults are of the seed, so a world that breaks something is played
 * again by it. With `crypto: "cheap"` tokens and the seal of capsules are stand-ins that hide nothing and cost
 * nothing; signatures, hashes, the ledger and all else are real, and the same seed gives the same ledger to the bit.
 */

import { spendableEpochs, takenUntilMs } from "@tocsin/member";
import { bodyOf, cheapCrypto, longBody, TinyWorld } from "@tocsin/member/testing";
import { assert, dayMs, epochOf, nextEpoch, TocsinError } from "@tocsin/kernel";

import { capsulePath, type ReportBody } from "@tocsin/wire";

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
  /** The newest checkpoint. */
  readonly ledger: string;
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
const lateRounds = 8;
/** Tokens of a node in an epoch. */
const reportsOfANodeMax = 3;

/** `spoil`: what must not be, done at the end on purpose; the invariants must see it. */
export async function playWorld(
  plan: WorldPlan,
  spoil: (world: TinyWorld) => void = () => undefined,
): Promise<Played> {
  const { seed, days, roundMs, crypto } = plan;
  const random = new Seeded(seed, "world");
  await using world = await TinyWorld.open({
    ...{ roundMs, startMs, talks: true },
    ...streamsOf(seed),
    ...(crypto === "cheap" ? { crypto: cheapCrypto } : {}),
  });
  const counter = new SendCounter(world);
  const nodes = await openNodes(world, plan.nodes, startMs);
  for (const node of nodes) counter.watch(node);
  await world.rounds(3);
  const faults = new Faults(world, seed);
  const shared: SharedReport[] = [];
  let votes = 0;
  const rounds = Math.round((days * dayMs) / roundMs);
  for (let round = 0; round < rounds; round += 1) {
    await turnEpoch(world);
    await faults.strike(nodes);
    await share(plan, random, nodes, shared);
    votes += await vote(random, nodes, shared);
    await faults.round();
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
    ledger: world.exchange.batches.at(-1)?.checkpoint ?? "",
    broken: [...counter.broken, ...wrong],
  };
}

export async function openNodes(
  world: TinyWorld,
  count: number,
  nowMs: number,
): Promise<FaultyNode[]> {
  const nodes: FaultyNode[] = [];
  for (let at = 0; at < count; at += 1) {
    const clock = world.clock.own();
    const node = await world.node(`node-${at}`, clock);
    nodes.push({ node, clock, setMs: nowMs, isFarOff: false });
    world.start(node);
  }
  return nodes;
}

/** What each draws of. A node that begins anew goes on in its stream: nothing is drawn twice. */
export function streamsOf(seed: number) {
  const streams = new Map<string, Seeded>();
  return {
    random: new Seeded(seed, "operators"),
    randomOf: (node: string): Seeded => {
      const stream = streams.get(node) ?? new Seeded(seed, node);
      streams.set(node, stream);
      return stream;
    },
  };
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
  // Its token must be good for longer than it may be lost on its way.
  const atMs = author.clock.now();
  const [pays] = spendableEpochs(atMs);
  if (pays === undefined || takenUntilMs(pays) < atMs + lateRounds * roundMs) return;
  const body = random.chance(largeShare) ? longBody(2) : bodyOf(`world-${shared.length}.example`);
  const id = await sharedBy(author, body);
  if (id !== undefined) shared.push({ author, id, voters: new Set() });
}

/** Undefined where it is refused at once: nothing was acknowledged. */
async function sharedBy({ node }: FaultyNode, body: ReportBody): Promise<string | undefined> {
  try {
    return (await node.protocol.share({ body, audience: "members", review: null })).id;
  } catch (error) {
    if (error instanceof TocsinError && error.code === "tokens-exhausted") return undefined;
    throw error;
  }
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
