/**
 * Does the exchange's answer to a capsule tell what was in it? A dummy, a report, what is spent and what is
 * forged are sent and answered; sizes and times of the answers are all that the relay can see of them.
 * Times are this machine's, and so measured where nobody waits for a test. PROTOCOL §4.
 */

import { bodyOf, sealContent, sealDummy, sealSubmission } from "@tocsin/exchange/testing";
import { assert, canonicalJson, roundAt, utf8 } from "@tocsin/kernel";
import { httpNetwork } from "@tocsin/member";
import {
  capsulePath,
  type EncapsulatedRequest,
  type GatewayPublicKey,
  importKeyConfiguration,
  obliviousRequestMediaType,
  parseKeyConfiguration,
} from "@tocsin/wire";

import { choiceFigure, type Finding, judge, plainFigure } from "../../judge/finding.ts";
import { Tally } from "../../judge/tally.ts";
import { Seeded } from "../../seeded.ts";
import { nodeAt, type Played } from "../../world/play.ts";
import { type SimWorld, worldRoundMs } from "../../world/world.ts";

const deadlineMs = 30_000;
/** Pairs of a dummy and a part whose answers are timed. */
const pairsTimed = 1000;
/** What it would take to examine a report before answering: parsing, two signatures, a look into the store. */
const lookMs = 1;
const errors = 3;

export async function answers(played: Played): Promise<Finding> {
  const { world } = played;
  const sizes: string[] = [];
  for (const { bytes } of await capsules(played)) sizes.push((await sent(world, bytes)).form);
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

/** Of a dummy and a part of a submission, is the one that takes longer the part? */
export async function answerTimes({ world, seed }: Played): Promise<Finding> {
  const random = new Seeded(seed, "answer times");
  const gateway = await gatewayOf(world);
  const honest = new Tally();
  const planted = new Tally();
  for (let pair = 0; pair < pairsTimed; pair += 1) {
    const round = roundAt(world.clock.now(), worldRoundMs);
    const dummy = await sealDummy(gateway, round, random);
    const [part] = await sealSubmission(gateway, round, random.bytes(900), random);
    assert(part, "a submission of one part");
    const isFirst = random.chance(0.5);
    const [a, b] = isFirst ? [part, dummy] : [dummy, part];
    const first = await sent(world, a.bytes);
    const second = await sent(world, b.bytes);
    const [ofPart, ofDummy] = isFirst ? [first.ms, second.ms] : [second.ms, first.ms];
    honest.add([ofPart, ofDummy], 0);
    planted.add([ofPart + lookMs, ofDummy], 0);
  }
  const figure = choiceFigure(honest.score());
  return judge({
    attack: "answers as an oracle",
    note: "time, of a dummy and a part",
    view: "relay + feed",
    members: world.nodes.length,
    cases: pairsTimed,
    figure,
    threshold: { most: Math.max(0.52, 0.5 + errors * (figure.error ?? 0)) },
    plant: { what: "looks before it answers", figure: choiceFigure(planted.score()) },
  });
}

interface Sent {
  /** Status and size of the answer. */
  readonly form: string;
  readonly ms: number;
}

async function sent(world: SimWorld, bytes: Uint8Array): Promise<Sent> {
  const startedMs = performance.now();
  const answer = await world.clock.during(() =>
    httpNetwork.send({
      method: "POST",
      url: world.exchangeUrl + capsulePath,
      body: { mediaType: obliviousRequestMediaType, bytes },
      deadlineMs,
      bytesMax: 1024 * 1024,
    }),
  );
  const ms = performance.now() - startedMs;
  return { form: `${answer.status} ${answer.bytes.length}`, ms };
}

async function gatewayOf(world: SimWorld): Promise<GatewayPublicKey> {
  const [fact] = await nodeAt(world, 0).store.ledger.gatewayKeys();
  const gateway = fact && (await importKeyConfiguration(parseKeyConfiguration(fact.config)));
  assert(gateway, "a gateway key in the ledger");
  return gateway;
}

/** The same submission twice, one that no token pays for, what is no submission at all, a dummy, no frame. */
async function capsules({ world, seed }: Played): Promise<readonly EncapsulatedRequest[]> {
  const random = new Seeded(seed, "answers");
  const gateway = await gatewayOf(world);
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
