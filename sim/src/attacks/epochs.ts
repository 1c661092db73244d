/**
 * Members join and leave. The issuer knows when, and reads the feed; everyone reads the counts that are
 * published of each epoch, and can take one from the other. PROTOCOL §1, §6.
 */

import { dayMs, epochOf, epochSpan, hourMs } from "@tocsin/kernel";
import { fetchableEpochs, spendableEpochs } from "@tocsin/member";
import type { CrowdCell } from "@tocsin/wire";

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge, plainFigure } from "../judge/finding.ts";
import { type Score, Tally } from "../judge/tally.ts";
import { published } from "../model/directory.ts";
import { rosterOf, type SimMember } from "../model/roster.ts";
import { communityOf, startMs } from "../model/sharing.ts";
import { Seeded } from "../seeded.ts";

/** One member in so many joined within the days that are played. */
const oneInJoined = 10;
const spendMs = 46 * hourMs;

function joinedMs({ seed, days }: Setting, { index }: SimMember): number {
  const random = new Seeded(seed, `joined ${index}`);
  const isNew = random.below(oneInJoined) === 0;
  return isNew ? startMs + Math.floor(random.share() * days * dayMs) : startMs - random.below(1000);
}

/** Suspects the newest member that was there; with `ownKeys` newcomers' tokens are of a key of theirs. */
async function byNewness(setting: Setting, ownKeys: boolean): Promise<Score> {
  const { members, reports } = await communityOf(setting);
  const joined = members.map((it) => joinedMs(setting, it));
  const tally = new Tally();
  for (const { author, sharedMs } of reports) {
    const authorJoined = joined[author] ?? 0;
    // A company that is not in yet has no report to its name, and is no suspect either.
    if (authorJoined > sharedMs) continue;
    const there = members.filter(({ index }) => (joined[index] ?? 0) <= sharedMs);
    const isNew = authorJoined >= startMs;
    const scores = there.map(({ index }) => {
      const atMs = joined[index] ?? 0;
      return ownKeys && atMs >= startMs === isNew ? sharedMs + atMs : atMs;
    });
    tally.add(
      scores,
      there.findIndex(({ index }) => index === author),
    );
  }
  return tally.score();
}

/**
 * Reports of those who joined in an epoch's first days, by whoever knows when each joined and sees the
 * epoch of each token. With `newOnly` newcomers have tokens of the new epoch alone.
 */
function firstDays(
  { seed, reports }: Setting,
  members: readonly SimMember[],
  newOnly: boolean,
): Score {
  const { fromMs } = epochSpan(epochOf(startMs));
  const random = new Seeded(seed, "first days");
  const newcomers = members.filter(({ index }) => index % oneInJoined === 0);
  const joined = new Map(newcomers.map(({ index }) => [index, fromMs + random.share() * spendMs]));
  const epochOfToken = (index: number, atMs: number) => {
    const enrolledMs = joined.get(index) ?? fromMs - dayMs;
    const held = enrolledMs < fromMs ? spendableEpochs(atMs) : fetchableEpochs(atMs, enrolledMs);
    return newOnly && enrolledMs >= fromMs ? held.at(-1) : held[0];
  };
  const tally = new Tally();
  for (let at = 0; at < reports; at += 1) {
    const author = random.pick(newcomers).index;
    const sharedMs = joined.get(author) ?? 0;
    const there = members.filter(({ index }) => (joined.get(index) ?? 0) <= sharedMs);
    const paid = epochOfToken(author, sharedMs);
    tally.add(
      there.map(({ index }) => (epochOfToken(index, sharedMs) === paid ? 1 : 0)),
      there.findIndex(({ index }) => index === author),
    );
  }
  return tally.score();
}

function smallestCell(cells: readonly CrowdCell[]): number {
  return Math.min(...cells.map(({ members }) => members));
}

/** The counts as they would be without merging. */
function unmerged(members: readonly SimMember[]): number {
  const sorts = Map.groupBy(members, (it) => [it.class, it.region, it.size].join());
  return Math.min(...Array.from(sorts.values(), (own) => own.length));
}

/** Of so many who join alone, how many are told region or size of by the two directories beside them. */
function toldByDifference(members: readonly SimMember[], tried: number): number {
  const after = published(members).counts.cells;
  const newcomers = members.slice(0, tried);
  const told = newcomers.filter((newcomer) => {
    const before = published(members.filter((it) => it !== newcomer)).counts.cells;
    const changed = after.filter(
      (cell) => !before.some((it) => isSame(it, cell) && it.members === cell.members),
    );
    const [only, more] = changed;
    return only !== undefined && more === undefined && (only.region ?? only.size) !== null;
  });
  return told.length / newcomers.length;
}

function isSame(a: CrowdCell, b: CrowdCell): boolean {
  return a.class === b.class && a.region === b.region && a.size === b.size;
}

const joiners = { short: 20, thorough: 60 } as const;

async function run(setting: Setting): Promise<readonly Finding[]> {
  const members = await rosterOf(setting.seed, setting.members);
  const joining = { attack: "joining and leaving", view: "exchange + issuer" as const };
  const counters = { attack: "counters differenced", view: "any reader" as const };
  const shared = { members: setting.members, cases: setting.reports };
  const { cells } = published(members).counts;
  const tried = setting.thorough ? joiners.thorough : joiners.short;
  return [
    judge({
      ...joining,
      ...shared,
      note: "the newest member",
      figure: aucFigure(await byNewness(setting, false)),
      threshold: { most: 0.52 },
      plant: { what: "keys of newcomers", figure: aucFigure(await byNewness(setting, true)) },
    }),
    judge({
      ...joining,
      ...shared,
      note: "newcomers in an epoch's first 46 h",
      figure: aucFigure(firstDays(setting, members, false)),
      threshold: { most: 0.52 },
      plant: {
        what: "new tokens alone for newcomers",
        figure: aucFigure(firstDays(setting, members, true)),
      },
    }),
    judge({
      ...counters,
      ...shared,
      cases: cells.length,
      note: "of one directory",
      figure: plainFigure("smallest set", smallestCell(cells)),
      threshold: { least: 5 },
      plant: { what: "cells not merged", figure: plainFigure("smallest set", unmerged(members)) },
    }),
    judge({
      ...counters,
      ...shared,
      cases: Math.min(tried, members.length),
      note: "of two, one member joined: its region or size is told",
      figure: plainFigure("share", toldByDifference(members, tried)),
      threshold: { most: 0 },
      admitted: true,
    }),
  ];
}

export const epochs: Attack = {
  name: "epochs",
  about: "who joined and left, and what the published counts tell of it",
  run,
};
