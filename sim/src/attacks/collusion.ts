/**
 * The admitted residual: relay and exchange in one hand. The exchange sees when a capsule with a report in it
 * comes, the relay when each node sends; the node's fixed moment of the round then names it. No threshold
 * can hold here; the figure is printed so that nobody forgets it. PROTOCOL "Parties".
 */

import type { Attack, Setting } from "../attack.ts";
import { aucFigure, type Finding, judge } from "../judge/finding.ts";
import { Tally } from "../judge/tally.ts";
import { startOf } from "../model/roster.ts";
import { capsulesOf, communityOf } from "../model/sharing.ts";

async function run(setting: Setting): Promise<readonly Finding[]> {
  const community = await communityOf(setting);
  const tally = new Tally();
  for (const { author, published } of community.reports) {
    const offsetMs = community.members[author]?.offsetMs ?? 0;
    const arrivedMs = startOf(published) + offsetMs;
    const scores = community.members.map(({ index }) => {
      const apartMs = capsulesOf(community, index, published).map(({ atMs }) =>
        Math.abs(atMs - arrivedMs),
      );
      return -Math.min(...apartMs);
    });
    tally.add(scores, author);
  }
  return [
    judge({
      attack: "relay and exchange together",
      view: "relay + exchange",
      members: setting.members,
      cases: community.reports.length,
      figure: aucFigure(tally.score()),
      threshold: { most: 0.52 },
      admitted: true,
    }),
  ];
}

export const collusion: Attack = {
  name: "collusion",
  about: "relay and exchange in one hand: what is admitted",
  run,
};
