/**
 * Reports of a large community, from a person's click to the round of the batch. A node sends one capsule
 * in every round in which it is up; a report takes as many of them as it has parts. PROTOCOL §4.
 */

import { dayMs, type Round } from "@tocsin/kernel";
import { nextRound, sendingTime } from "@tocsin/member";
import { capsuleBytes, splitSubmission } from "@tocsin/wire";

import type { Setting } from "../attack.ts";
import { Seeded } from "../seeded.ts";
import { isUp, rosterOf, roundMs, type SimMember } from "./roster.ts";

export interface SimReport {
  readonly author: number;
  /** When a person said "share". */
  readonly sharedMs: number;
  /** Rounds whose capsules carry it; the last is that of the batch. */
  readonly rounds: readonly number[];
  readonly published: number;
}

export interface Community {
  readonly seed: number;
  readonly members: readonly SimMember[];
  readonly availability: number;
  readonly reports: readonly SimReport[];
}

/** What the line between a node and the relay shows: nothing of it depends on keys. */
export interface Capsule {
  readonly atMs: number;
  readonly bytes: number;
}

export const startMs = Date.UTC(2026, 2, 3);
const waitRoundsMax = 10_000;

export interface CommunityOptions {
  readonly availability?: number;
  /** Moment of sharing: by default any moment of the days. */
  readonly moment?: (author: SimMember, random: Seeded, anyMs: number) => number;
}

export async function communityOf(
  { seed, members: count, days, reports: wanted }: Setting,
  { availability = 1, moment }: CommunityOptions = {},
): Promise<Community> {
  const members = await rosterOf(seed, count);
  const random = new Seeded(seed, `reports ${availability}`);
  const reports = Array.from({ length: wanted }, () => {
    const author = random.pick(members);
    const anyMs = startMs + Math.floor(random.share() * days * dayMs);
    const sharedMs = moment === undefined ? anyMs : moment(author, random, anyMs);
    return reportOf(seed, author, sharedMs, availability, random);
  });
  return { seed, members, availability, reports };
}

function reportOf(
  seed: number,
  author: SimMember,
  sharedMs: number,
  availability: number,
  random: Seeded,
): SimReport {
  const parts = splitSubmission(new Uint8Array(bytesOfReport(random))).length;
  const { offsetMs } = author;
  const rounds: number[] = [];
  const first = nextRound({ nowMs: sharedMs, roundMs, offsetMs, claimed: null });
  for (let round: number = first; rounds.length < parts; round += 1) {
    if (round > first + waitRoundsMax) throw new RangeError("a node that is never up");
    if (isUp(seed, author.index, round, availability)) rounds.push(round);
  }
  const published = rounds.at(-1) ?? first;
  return { author: author.index, sharedMs, rounds, published };
}

/** Most reports are a few kilobytes; some bring hundreds of observables. */
function bytesOfReport(random: Seeded): number {
  return Math.min(190_000, Math.floor(Math.exp(8 + 1.2 * random.normal())) + 1500);
}

/** What the node of that member sends in the round, on a line that is watched. */
export function capsulesOf(
  { seed, members, availability }: Community,
  member: number,
  round: number,
): readonly Capsule[] {
  const sender = members[member];
  if (sender === undefined || !isUp(seed, member, round, availability)) return [];
  return [{ atMs: sendingTime(round as Round, roundMs, sender.offsetMs), bytes: capsuleBytes }];
}
