/**
 * The members of a large community: who they are, and the moments at which their nodes do what every node
 * does. Moments come from the node's own modules; only keys and ciphertexts are left out, of which
 * the adversary sees random bytes of one length.
 */

import { type Epoch, roundSpan } from "@tocsin/kernel";
import { fetchingMoment, fractionRange, sendingOffset } from "@tocsin/member";
import { type ClassId, classId, parseMessage, type SizeBand } from "@tocsin/wire";

import { Seeded, shareAt } from "../seeded.ts";

export const roundMs = 60_000;
/** Nodes that are down stay so for about this many rounds. */
const outageRounds = 15;

export interface SimMember {
  readonly index: number;
  readonly class: ClassId;
  readonly region: string;
  readonly size: SizeBand;
  /** Hours that its clock on the wall is ahead of UTC. */
  readonly zoneHours: number;
  /** Products in use. */
  readonly products: ReadonlySet<string>;
  /** The moment of each round at which its node sends. */
  readonly offsetMs: number;
  readonly fetchDrawn: number;
}

export const sectors = ["energy", "health", "finance", "water", "transport"] as const;
const regions: readonly (readonly [string, number])[] = [
  ["north", 4],
  ["south", 3],
  ["east", 2],
  ["west", 1],
];
const sizes: readonly (readonly [SizeBand, number])[] = [
  ["under-50", 2],
  ["50-249", 4],
  ["250-999", 3],
  ["1000-4999", 2],
  ["5000-or-more", 1],
];
/** Invented products with the share of members that run them; the gate assumes one in three. */
export const products: readonly (readonly [string, number])[] = [
  ["Arbour Gateway", 0.5],
  ["Brindle Mail", 0.4],
  ["Corvid Backup", 1 / 3],
  ["Dapple Firewall", 1 / 3],
];
/** What few run: the gate does not know it. */
export const rareProducts: readonly (readonly [string, number])[] = [
  ["Eider Historian", 0.05],
  ["Fallow Scheduler", 0.02],
];
/** The hours of a community that spans four zones, as the United States' mainland does. */
export const zones: readonly (readonly [number, number])[] = [
  [-5, 48],
  [-6, 29],
  [-7, 7],
  [-8, 16],
];

export async function rosterOf(seed: number, count: number): Promise<SimMember[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => memberOf(seed, index)));
}

async function memberOf(seed: number, index: number): Promise<SimMember> {
  const random = new Seeded(seed, `member ${index}`);
  const drawn = new Map<string, number>();
  // The node's store of moments: what was drawn first stays.
  const fix = (name: string, value: number): Promise<number> => {
    const kept = drawn.get(name) ?? value;
    drawn.set(name, kept);
    return Promise.resolve(kept);
  };
  return {
    index,
    class: parseMessage(classId, random.weighted(sectors.map((it, at) => [it, 5 - at]))),
    region: random.weighted(regions),
    size: random.weighted(sizes),
    zoneHours: random.weighted(zones),
    products: new Set(
      [...products, ...rareProducts].filter(([, of]) => random.chance(of)).map(([name]) => name),
    ),
    offsetMs: await sendingOffset({ fix }, random, roundMs),
    fetchDrawn: random.below(fractionRange),
  };
}

/** Whether its node is up in that round; `availability` of the rounds, in outages of some length. */
export function isUp(seed: number, member: number, round: number, availability: number): boolean {
  if (availability >= 1) return true;
  const block = Math.floor((round + member * 7) / outageRounds);
  return shareAt(seed, member, block) < availability;
}

export function fetchedMs({ fetchDrawn }: SimMember, epoch: Epoch): number {
  return fetchingMoment(epoch, fetchDrawn);
}

export function startOf(round: number): number {
  return roundSpan(round as Parameters<typeof roundSpan>[0], roundMs).fromMs;
}
