/**
 * The relay keeps back everybody's capsules but one node's, and sees whether a report comes out: it then
 * knows whose. It cannot answer in the gateway's place, so all the others notice. PROTOCOL §4.
 */

import { type Finding, judge, plainFigure } from "../../judge/finding.ts";
import { nodeAt, type Played } from "../../world/play.ts";

const blockedRounds = 7;
const code = "capsules-unanswered";

export async function blocking({ world }: Played): Promise<Finding> {
  const others = world.nodes.slice(1);
  for (const node of others) node.isBlocked = true;
  await world.rounds(blockedRounds);
  const alarmed = await Promise.all(
    others.map(async ({ protocol }) => {
      const { alarms } = await protocol.status();
      return alarms.some((it) => it.code === code);
    }),
  );
  // One whose owner would not hear of it.
  await nodeAt(world, 1).store.alarms.clear(code, "");
  const { alarms } = await nodeAt(world, 1).protocol.status();
  const deaf = alarms.some((it) => it.code === code) ? 0 : 1;
  for (const node of others) node.isBlocked = false;
  const share = (count: number): number => count / others.length;
  const heard = alarmed.filter((it) => it).length;
  return judge({
    attack: "n-1 blocking",
    note: `nodes that say so after ${blockedRounds} rounds`,
    view: "dishonest relay",
    members: world.nodes.length,
    cases: others.length,
    figure: plainFigure("share", share(heard)),
    threshold: { least: 1 },
    plant: { what: "a node without the alarm", figure: plainFigure("share", share(heard - deaf)) },
  });
}
