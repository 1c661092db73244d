/**
 * Sealed sightings of one incident: the exchange sees tags that it cannot read, in rounds that the node drew.
 * Do they tell whose they are, in which order the values stood, or that they belong together? They leave
 * by one capsule a round as everything else. PROTOCOL §3, §4.
 */

import { dayMs } from "@tocsin/kernel";
import { drawnPlace, sealSpreadRounds, tagsOnTheWayMax } from "@tocsin/member";

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, choiceFigure, type Finding, judge } from "../judge/finding.ts";
import { type Score, Tally } from "../judge/tally.ts";
import { roundMs } from "../model/roster.ts";
import { Seeded } from "../seeded.ts";

/** Values of one incident that are new to its company. */
const valuesOfIncident = 10;
const roundsADay = dayMs / roundMs;
/** Incidents of one member in a month; the others of its probe tokens go by ones and twos. */
const monthDays = 30;
const probeTokens = 256;

interface Tag {
  readonly member: number;
  /** -1: not of an incident. */
  readonly incident: number;
  /** Place of its value in what was seen. */
  readonly place: number;
  readonly round: number;
}

type Draws = (
  random: Seeded,
  nowRound: number,
  place: number,
) => { dueRound: number; order: number };

const honest: Draws = (random, nowRound) => drawnPlace(random, nowRound);
/** One after the other, as they stand in the log. */
const inOrder: Draws = (_, nowRound, place) => ({ dueRound: nowRound + 1, order: place });

/** Rounds in which tags that are sealed together leave: one a round, in the node's order. */
function leave(random: Seeded, sealedRound: number, count: number, draws: Draws): number[] {
  const left = Array.from({ length: Math.min(count, tagsOnTheWayMax) }, (_, place) => ({
    place,
    ...draws(random, sealedRound, place),
  }));
  const rounds: number[] = [];
  for (let round = sealedRound + 1; left.length > 0; round += 1) {
    const due = left.filter(({ dueRound }) => dueRound <= round);
    const next = due.sort((a, b) => a.order - b.order)[0];
    if (next === undefined) continue;
    rounds[next.place] = round;
    left.splice(left.indexOf(next), 1);
  }
  return rounds;
}

function incident(random: Seeded, index: number, member: number, draws: Draws): Tag[] {
  const sealed = random.below(roundsADay);
  return leave(random, sealed, valuesOfIncident, draws).map((round, place) => ({
    member,
    incident: index,
    place,
    round,
  }));
}

/** Tags of a day that are of no incident: what members see by ones. */
function others(random: Seeded, members: number): Tag[] {
  const count = Math.round((members * probeTokens) / monthDays);
  return Array.from({ length: count }, () => ({
    member: random.below(members),
    incident: -1,
    place: 0,
    round: random.below(roundsADay),
  }));
}

const incidentsPlayed = 300;

/** Given one tag of an incident, another of it against all tags of the day: the nearest is suspected. */
function linked({ seed, members }: Setting): Score {
  const random = new Seeded(seed, "tags linked");
  const tally = new Tally();
  for (let index = 0; index < incidentsPlayed; index += 1) {
    const day = others(random, members);
    const [first, second] = incident(random, index, 0, honest);
    if (first === undefined || second === undefined) continue;
    const near = (tag: Tag): number => -Math.abs(tag.round - first.round);
    tally.add([near(second), ...day.map(near)], 0);
  }
  return tally.score();
}

/** Of each two tags of an incident, the one that left first is taken for the one that stood first. */
function ordered({ seed }: Setting, draws: Draws): Score {
  const random = new Seeded(seed, "tags ordered");
  const tally = new Tally();
  for (let index = 0; index < incidentsPlayed; index += 1) {
    const tags = incident(random, index, 0, draws);
    for (let at = 0; at + 1 < tags.length; at += 2) {
      const [a, b] = [tags[at], tags[at + 1]];
      if (a !== undefined && b !== undefined) tally.add([-a.round, -b.round], 0);
    }
  }
  return tally.score();
}

/** Who sent most in the rounds in which an incident's tags came; a burst sends them beside the capsules. */
function authored({ seed, members }: Setting, burst: boolean): Score {
  const random = new Seeded(seed, "tags authored");
  const tally = new Tally();
  for (let index = 0; index < incidentsPlayed; index += 1) {
    const author = random.below(members);
    const tags = incident(random, index, author, honest);
    const rounds = new Set(tags.map(({ round }) => round)).size;
    const capsules = Array.from({ length: members }, (_, member) =>
      burst && member === author ? rounds + valuesOfIncident : rounds,
    );
    tally.add(capsules, author);
  }
  return tally.score();
}

function run(setting: Setting): Promise<readonly Finding[]> {
  const shared = { attack: "co-submitted tags", cases: incidentsPlayed, threshold: { most: 0.52 } };
  const { members } = setting;
  const findings = [
    judge({
      ...shared,
      members,
      note: "whose they are",
      view: "relay + feed",
      figure: aucFigure(authored(setting, false)),
      plant: { what: "a burst of capsules", figure: aucFigure(authored(setting, true)) },
    }),
    judge({
      ...shared,
      members,
      note: "order of the values",
      view: "exchange's database and logs",
      cases: (incidentsPlayed * valuesOfIncident) / 2,
      figure: choiceFigure(ordered(setting, honest)),
      plant: { what: "sealed in order", figure: choiceFigure(ordered(setting, inOrder)) },
    }),
    judge({
      ...shared,
      members,
      note: `together, among a day's, drawn over ${sealSpreadRounds} rounds`,
      view: "exchange's database and logs",
      figure: choiceFigure(linked(setting)),
      admitted: true,
    }),
  ];
  return Promise.resolve(findings);
}

export const tags: Attack = {
  name: "tags",
  about: "sealed sightings of one incident: whose, in which order, and that they belong together",
  run,
};
