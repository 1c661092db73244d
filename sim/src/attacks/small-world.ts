/**
 * The small world with everything real, attacked from the sides that the large one leaves out: bytes on the
 * lines, answers, what is read, what the issuer shows to one member, what is left on the exchange's disk.
 * It also holds the large community's timetable against what really happened. HOSTILE "Relay and gateway".
 */

import type { Attack, Setting } from "../attack.ts";
import type { Finding } from "../judge/finding.ts";
import { play } from "../world/play.ts";
import { openWorld } from "../world/world.ts";
import { answers, answerTimes } from "./small-world/answers.ts";
import { blocking } from "./small-world/blocking.ts";
import { fingerprint } from "./small-world/fingerprint.ts";
import { forgingIssuer } from "./small-world/forged-keys.ts";
import { machines } from "./small-world/machines.ts";
import { lines } from "./small-world/lines.ts";
import { reading } from "./small-world/reading.ts";
import { seized } from "./small-world/seized.ts";
import { timetable } from "./small-world/timetable.ts";
import { votes } from "./small-world/votes.ts";

const sizes = { short: { nodes: 3, reports: 4 }, thorough: { nodes: 20, reports: 60 } } as const;

async function run({ seed, thorough, tell }: Setting): Promise<readonly Finding[]> {
  const { nodes, reports } = thorough ? sizes.thorough : sizes.short;
  const forging = forgingIssuer();
  await using world = await openWorld({ seed, nodes, tamper: forging.tamper });
  const shares = await play(world, seed, reports);
  tell(`${nodes} real nodes have published ${shares.length} reports`);
  const played = { world, shares, seed };
  const findings = [
    await timetable(played),
    reading(played),
    fingerprint(played),
    forging.finding(played),
    await answers(played),
    await lines(played),
    await votes(played),
    await blocking(played),
    // Last, because what they send would stand beside the nodes' own.
    ...(thorough ? [await answerTimes(played), await machines(played)] : []),
  ];
  await world.stop();
  return [...findings, await seized(played)];
}

export const smallWorld: Attack = {
  name: "small-world",
  about: "issuer, exchange, relay and nodes with all their cryptography, in one process",
  once: true,
  run,
};
