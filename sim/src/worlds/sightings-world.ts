/**
 * A simulated world of blind matching: nodes that see some of the same values, three key holders that are down,
 * late, or answer some members with a share that is not theirs, and an exchange that tells invented and replayed
 * pairs beside the true ones. The evaluation is the real one, with keys of a real ceremony; tokens and the seal of
 * capsules are stand-ins. The faults of the other worlds strike here, too. PROTOCOL §3.
 */

import { type HolderIndex, holderIndices } from "@tocsin/crypto";
import { concatBytes, type Epoch, epochOf, hourMs, toBase64Url, TocsinError } from "@tocsin/kernel";
import { type Behaviour, cheapCrypto, TinyHolders, TinyWorld } from "@tocsin/member/testing";
import { bytesOf, type SightingsLeaf } from "@tocsin/wire";

import { Seeded } from "../seeded.ts";
import { type FaultyNode, Faults } from "./faults.ts";
import { openNodes, streamsOf } from "./play-world.ts";
import { type Seen, sightingsBroken } from "./sightings-invariants.ts";

export interface SightingsPlan {
  readonly seed: number;
  readonly nodes: number;
  readonly days: number;
}

export interface PlayedSightings {
  readonly rounds: number;
  /** Values seen, one for each node that saw it. */
  readonly sightings: number;
  /** Questions to holders that were not answered, and that were answered wrongly. */
  readonly unanswered: number;
  readonly lies: number;
  /** What each node knows of others, in words: the same for the same seed. */
  readonly matches: readonly string[];
  readonly broken: readonly string[];
}

/** The whole of it within one month. */
const startMs = Date.UTC(2026, 10, 10, 3);
const roundMs = hourMs;
/** Every node asks once in so long. */
const slotMs = 4 * hourMs;
/** Rounds without faults at the end: all that waits is asked about, sealed and told. */
const quietRounds = 30;
const sightingShare = 0.5;
const inventedShare = 0.5;
const shares = { down: 0.15, late: 0.1 } as const;
/** It lies to some of the members. */
const liar: HolderIndex = 3;
const liedToShare = 0.5;

const values = [
  ...Array.from({ length: 6 }, (_, at) => `portal-${at}.invented-campaign-${at}.net`),
  ...Array.from({ length: 3 }, (_, at) => `45.83.${at}.7`),
];

/** `spoil`: what must not be, done before the invariants are looked at. */
export async function playSightings(
  { seed, nodes: count, days }: SightingsPlan,
  spoil: (world: TinyWorld) => void = () => undefined,
): Promise<PlayedSightings> {
  const random = new Seeded(seed, "sightings");
  const holders = await TinyHolders.open(new Seeded(seed, "holders"));
  await using world = await TinyWorld.open({
    ...{ roundMs, slotMs, startMs, holders },
    ...{ ...streamsOf(seed), crypto: cheapCrypto },
  });
  const nodes = await openNodes(world, count, startMs);
  const holding = new Holding(world, holders, seed);
  invent(world, new Seeded(seed, "inventions"));
  await world.rounds(3);
  const faults = new Faults(world, seed);
  const seen: Seen[] = [];
  const rounds = Math.round((days * 24 * hourMs) / roundMs);
  for (let round = 0; round < rounds; round += 1) {
    await faults.strike(nodes);
    holding.strike();
    if (random.chance(sightingShare)) await see(random, nodes, seen);
    await faults.round();
  }
  await faults.end(nodes);
  holding.end();
  await world.rounds(quietRounds);
  spoil(world);
  const { broken, matches } = await sightingsBroken(world, nodes, seen, holding);
  return {
    rounds: rounds + quietRounds,
    sightings: seen.length,
    unanswered: holding.unanswered,
    lies: holding.lies,
    matches,
    broken: holders.repeated === 0 ? broken : [...broken, "a batch of points was sent twice"],
  };
}

async function see(random: Seeded, nodes: readonly FaultyNode[], seen: Seen[]): Promise<void> {
  const by = random.pick(nodes);
  const value = random.pick(values);
  if (seen.some((it) => it.by === by && it.value === value)) return;
  const epoch: Epoch = epochOf(by.clock.now());
  try {
    await by.node.protocol.blind.check(value, true);
  } catch (error) {
    // It has just begun anew, and its store is not open yet.
    if (error instanceof TocsinError) return;
    throw error;
  }
  seen.push({ by, value, epoch });
}

/** Who of the holders does what, drawn anew for each round. */
class Holding {
  unanswered = 0;
  lies = 0;
  /** Keys of the members that were answered wrongly. */
  readonly liedTo = new Set<string>();
  readonly #random: Seeded;
  readonly #now = new Map<HolderIndex, Behaviour>();
  readonly #victims: ReadonlySet<string>;

  constructor(world: TinyWorld, holders: TinyHolders, seed: number) {
    this.#random = new Seeded(seed, "holding");
    const victims = world.issuer.members.filter(() => this.#random.chance(liedToShare));
    this.#victims = new Set(victims.map(({ key }) => key));
    holders.behaviour = (holder, member) => this.#behaviour(holder, member);
  }

  strike(): void {
    for (const holder of holderIndices) {
      const drawn = this.#random.share();
      const isDown = drawn < shares.down;
      const isLate = !isDown && drawn < shares.down + shares.late;
      this.#now.set(holder, isDown ? "down" : isLate ? "late" : "honest");
    }
  }

  /** All answer; the one that lies goes on. */
  end(): void {
    this.#now.clear();
  }

  #behaviour(holder: HolderIndex, member: string): Behaviour {
    const now = this.#now.get(holder) ?? "honest";
    if (now !== "honest") this.unanswered += 1;
    if (now !== "honest" || holder !== liar || !this.#victims.has(member)) return now;
    this.lies += 1;
    this.liedTo.add(member);
    return "lying";
  }
}

/** An exchange that would have members believe in more than there is. */
function invent(world: TinyWorld, random: Seeded): void {
  let before: SightingsLeaf["matches"] = [];
  world.exchange.sightings.tamper = (leaf) => {
    if (!random.chance(inventedShare)) return leaf;
    const others = before.flatMap(({ pairs }) => bytesOf(pairs).slice(0, 64));
    const told = leaf.matches.map((line) => {
      const pairs = concatBytes(bytesOf(line.pairs), random.bytes(64), ...others.slice(0, 2));
      return { ...line, count: "10+" as const, pairs: toBase64Url(pairs) };
    });
    before = leaf.matches;
    return { ...leaf, matches: told };
  };
}
