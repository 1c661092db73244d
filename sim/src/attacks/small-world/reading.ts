/**
 * Who asks for the batch with a report in it more often than the others, or keeps asking for it? Every node
 * downloads everything, so there is nothing in what it asks for. PROTOCOL §4.
 */

import { batchPath } from "@tocsin/wire";

import { aucFigure, type Finding, judge } from "../../judge/finding.ts";
import { type Score, Tally } from "../../judge/tally.ts";
import type { Asked, SimNode } from "../../world/node.ts";
import type { Played, Shared } from "../../world/play.ts";

export function reading(played: Played): Finding {
  const { world, shares } = played;
  return judge({
    attack: "what is read",
    view: "relay + feed",
    members: world.nodes.length,
    cases: shares.length,
    figure: aucFigure(scored(played, ({ asked }) => asked)),
    threshold: { most: 0.52 },
    plant: {
      what: "reads its own again",
      figure: aucFigure(
        scored(played, ({ asked }, at, { author, round }) =>
          at === author ? [...asked, ...asked.filter(isBatch(round))] : asked,
        ),
      ),
    },
  });
}

type Heard = (node: SimNode, at: number, share: Shared) => readonly Asked[];

/** Both ways by which the batch comes: as a file, and at the end of a wait for news. */
function scored({ world, shares }: Played, heard: Heard): Score {
  const tally = new Tally();
  for (const share of shares) {
    const scores = world.nodes.map((node, at) =>
      heard(node, at, share)
        .filter(isBatch(share.round))
        .reduce((sum, { answerBytes }) => sum + answerBytes, 0),
    );
    tally.add(scores, share.author);
  }
  return tally.score();
}

function isBatch(round: number): (asked: Asked) => boolean {
  return ({ path, news }) =>
    path === batchPath(round as Parameters<typeof batchPath>[0]) || news === round;
}
