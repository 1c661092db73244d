/**
 * Who voted on a report? A vote leaves in a capsule like any other, so the line to a node shows the same
 * whether it votes or not; the exchange learns that a member of the class did. PROTOCOL §7.
 */

import { assert, roundAt } from "@tocsin/kernel";

import { aucFigure, type Finding, judge } from "../../judge/finding.ts";
import { type Score, Tally } from "../../judge/tally.ts";
import { nodeAt, type Played } from "../../world/play.ts";
import { worldRoundMs } from "../../world/world.ts";
import { sendAtOnce, strangeness } from "./lines.ts";

const roundsAfter = 3;

export async function votes(played: Played): Promise<Finding> {
  const { world } = played;
  const voters = world.nodes.length - 1;
  return judge({
    attack: "votes",
    note: "lines of all nodes after a vote",
    view: "the line to a node",
    members: world.nodes.length,
    cases: voters,
    figure: aucFigure(await cast(played, 0, voters, false)),
    threshold: { most: 0.52 },
    plant: { what: "sends at once", figure: aucFigure(await cast(played, voters, 1, true)) },
  });
}

/** So many nodes from this one on confirm a report of somebody else. */
async function cast(
  { world, shares }: Played,
  first: number,
  count: number,
  atOnce: boolean,
): Promise<Score> {
  const tally = new Tally();
  for (let voter = first; voter < first + count; voter += 1) {
    const node = nodeAt(world, voter);
    const report = shares.find(({ author }) => author !== voter);
    assert(report, "a report of somebody else");
    const round = roundAt(world.clock.now(), worldRoundMs);
    await node.protocol.talk.vote(report.id, "confirm");
    if (atOnce) await sendAtOnce(world, node);
    await world.rounds(roundsAfter);
    const { counts } = await node.protocol.talk.standing(report.id);
    assert(counts.length > 0, "the vote is counted");
    tally.add(
      world.nodes.map((it) => strangeness(it, round + roundsAfter - 1)),
      voter,
    );
  }
  return tally.score();
}
