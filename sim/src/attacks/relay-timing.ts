/**
 * Who watches the lines of all nodes to the relay, and reads the feed, looks for the node that did
 * something else than usual before a report came out: one capsule more, one at another moment, one of
 * another size. PROTOCOL §4.
 */

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge } from "../judge/finding.ts";
import { type Score, Tally } from "../judge/tally.ts";
import { roundMs, startOf } from "../model/roster.ts";
import {
  type Capsule,
  capsulesOf,
  type Community,
  communityOf,
  type SimReport,
} from "../model/sharing.ts";

/** What a node sends in the round of a report's last capsule; a planted leak says something else. */
type Sends = (
  community: Community,
  member: number,
  round: number,
  report: SimReport,
) => readonly Capsule[];

const honest: Sends = capsulesOf;

/** Sends at once what a person shares, beside its capsules. */
const impatient: Sends = (community, member, round, report) => {
  const sent = capsulesOf(community, member, round);
  const isHere = member === report.author && round === Math.floor(report.sharedMs / roundMs);
  const [usual] = sent;
  return isHere && usual ? [...sent, { ...usual, atMs: report.sharedMs }] : sent;
};

/** Sends its capsule of the round late when there is something in it. */
const moved: Sends = (community, member, round, report) =>
  capsulesOf(community, member, round).map((it) =>
    member === report.author && report.rounds.includes(round) ? { ...it, atMs: it.atMs + 900 } : it,
  );

/** Does not fill a capsule that has little in it. */
const unpadded: Sends = (community, member, round, report) =>
  capsulesOf(community, member, round).map((it) =>
    member === report.author && report.rounds.includes(round) ? { ...it, bytes: 4096 } : it,
  );

/** Rounds before the publication that are looked at. */
const roundsBefore = 2;

/** How far what was seen of a node is from one capsule a round at the usual moment of the usual size. */
function strangeness(
  community: Community,
  report: SimReport,
  member: number,
  sends: Sends,
  by: Clue,
) {
  const usual = community.members[member]?.offsetMs ?? 0;
  let sum = 0;
  for (let back = 0; back <= roundsBefore; back += 1) {
    const round = report.published - back;
    const seen = sends(community, member, round, report);
    if (by === "moment") {
      sum += Math.abs(seen.length - 1);
      for (const { atMs } of seen) sum += Math.abs(atMs - startOf(round) - usual) / roundMs;
    } else for (const { bytes } of seen) sum += bytes === seen[0]?.bytes ? bytes : 2 * bytes;
  }
  return sum;
}

type Clue = "moment" | "size";

function scored(community: Community, sends: Sends, by: Clue): Score {
  const tally = new Tally();
  for (const report of community.reports) {
    const scores = community.members.map(({ index }) =>
      strangeness(community, report, index, sends, by),
    );
    tally.add(by === "size" ? scores.map(distanceToMedian(scores)) : scores, report.author);
  }
  return tally.score();
}

function distanceToMedian(values: readonly number[]): (value: number) => number {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return (value) => Math.abs(value - middle);
}

const threshold = { most: 0.52 };

async function run(setting: Setting): Promise<readonly Finding[]> {
  const community = await communityOf(setting);
  const shared = {
    view: "relay + feed" as const,
    members: setting.members,
    cases: community.reports.length,
    threshold,
  };
  const plants = [
    { what: "sends at once", sends: impatient, by: "moment" },
    { what: "late when full", sends: moved, by: "moment" },
    { what: "unpadded", sends: unpadded, by: "size" },
  ] as const;
  return plants.map(({ what, sends, by }) =>
    judge({
      ...shared,
      attack: by === "size" ? "sizes" : "relay timing",
      note:
        by === "size" ? "" : what === "sends at once" ? "capsules a round" : "moment in the round",
      figure: aucFigure(scored(community, honest, by)),
      plant: { what, figure: aucFigure(scored(community, sends, by)) },
    }),
  );
}

export const relayTiming: Attack = {
  name: "relay-timing",
  about: "capsules that leave a node, against what is published",
  run,
};
