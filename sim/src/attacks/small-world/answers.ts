/**
 * Does the exchange's answer to a capsule tell what was in it? A dummy, a report, what is spent and what is
 * forged are sent and answered; the sizes of the answers are all that the relay can see of them, beside
 * the time, which is measured in the thorough form alone. PROTOCOL §4.
 */

import { bodyOf, sealContent, sealDummy, sealSubmission } from "@tocsin/exchange/testing";
import { assert, canonicalJson, roundAt, utf8 } from "@tocsin/kernel";
import { httpNetwork } from "@tocsin/member";
import {
  capsulePath,
  type EncapsulatedRequest,
  importKeyConfiguration,
  obliviousRequestMediaType,
  parseKeyConfiguration,
} from "@tocsin/wire";

import { type Finding, judge, plainFigure } from "../../judge/finding.ts";
import { Seeded } from "../../seeded.ts";
import { nodeAt, type Played } from "../../world/play.ts";
import { worldRoundMs } from "../../world/world.ts";

const deadlineMs = 30_000;

export async function answers(played: Played): Promise<Finding> {
  const { world } = played;
  const sizes: string[] = [];
  for (const { bytes } of await capsules(played)) {
    const answer = await world.clock.during(() =>
      httpNetwork.send({
        method: "POST",
        url: world.exchangeUrl + capsulePath,
        body: { mediaType: obliviousRequestMediaType, bytes },
        deadlineMs,
        bytesMax: 1024 * 1024,
      }),
    );
    sizes.push(`${answer.status} ${answer.bytes.length}`);
  }
  for (const { asked } of world.nodes) {
    const own = asked.filter(({ path }) => path === capsulePath);
    sizes.push(...own.map(({ status, answerBytes }) => `${status} ${answerBytes}`));
  }
  return judge({
    attack: "answers as an oracle",
    note: "status and size",
    view: "relay + feed",
    members: world.nodes.length,
    cases: sizes.length,
    figure: plainFigure("bits", entropyOf(sizes)),
    threshold: { most: 0 },
    plant: {
      what: "409 where it is spent",
      figure: plainFigure("bits", entropyOf(["409 38", ...sizes.slice(1)])),
    },
  });
}

/** The same submission twice, one that no token pays for, what is no submission at all, a dummy, no frame. */
async function capsules({ world, seed }: Played): Promise<readonly EncapsulatedRequest[]> {
  const random = new Seeded(seed, "answers");
  const [fact] = await nodeAt(world, 0).store.ledger.gatewayKeys();
  const gateway = fact && (await importKeyConfiguration(parseKeyConfiguration(fact.config)));
  assert(gateway, "a gateway key in the ledger");
  const round = roundAt(world.clock.now(), worldRoundMs);
  const unpaid = { envelope: {}, signature: "", body: bodyOf("unpaid"), token: null };
  const bytes = utf8(canonicalJson(unpaid));
  return [
    ...(await sealSubmission(gateway, round, bytes, random)),
    ...(await sealSubmission(gateway, round, bytes, random)),
    ...(await sealSubmission(gateway, round, random.bytes(900), random)),
    await sealDummy(gateway, round, random),
    await sealContent(gateway, capsulePath, random.bytes(40), random),
    await sealContent(gateway, "/elsewhere", random.bytes(40), random),
  ];
}

function entropyOf(values: readonly string[]): number {
  const counts = [...Map.groupBy(values, (it) => it).values()].map((it) => it.length);
  return counts.reduce((sum, it) => sum + (it / values.length) * Math.log2(values.length / it), 0);
}
