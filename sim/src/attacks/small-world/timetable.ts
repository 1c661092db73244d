/**
 * The honest part of the large community: its capsules and publications are computed by the node's own
 * modules, not sent. Here everything was sent; each capsule and each publication that differs from
 * what those modules say is counted.
 */

import type { Round } from "@tocsin/kernel";
import { nextRound, sendingTime } from "@tocsin/member";
import { capsuleBytes } from "@tocsin/wire";

import { type Finding, judge, plainFigure } from "../../judge/finding.ts";
import { capsulesIn, nodeAt, type Played } from "../../world/play.ts";
import { worldRoundMs } from "../../world/world.ts";

export async function timetable(played: Played): Promise<Finding> {
  const { world, shares } = played;
  const offsets = await Promise.all(
    world.nodes.map(async ({ protocol }) => (await protocol.status()).round.offsetMs),
  );
  return judge({
    attack: "timetable",
    note: "what was sent against what is computed",
    view: "the line to a node",
    members: world.nodes.length,
    cases: shares.length,
    figure: plainFigure("count", differences(played, offsets)),
    threshold: { most: 0 },
    plant: {
      what: "moments of another node",
      figure: plainFigure("count", differences(played, [...offsets.slice(1), 0])),
    },
  });
}

function differences({ world, shares }: Played, offsets: readonly number[]): number {
  let count = 0;
  const busyUntil = new Map<number, number>();
  for (const { author, sharedMs, parts, round } of shares) {
    const offsetMs = offsets[author] ?? 0;
    const claimed = busyUntil.get(author) ?? null;
    const first = nextRound({ nowMs: sharedMs, roundMs: worldRoundMs, offsetMs, claimed });
    const expected = first + parts - 1;
    busyUntil.set(author, expected);
    if (round !== expected) count += 1;
    for (const [at] of world.nodes.entries()) {
      const expectedMs = sendingTime(round as Round, worldRoundMs, offsets[at] ?? 0);
      const sent = capsulesIn(nodeAt(world, at).asked, round);
      const [capsule] = sent;
      const same = sent.length === 1 && capsule?.sentBytes === capsuleBytes;
      if (!same || capsule.atMs !== expectedMs) count += 1;
    }
  }
  return count;
}
