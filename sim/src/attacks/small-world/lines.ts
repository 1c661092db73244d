/** Number, moment and bytes of what each node sends in the rounds up to a report. */

import { bodyOf } from "@tocsin/exchange/testing";
import { httpNetwork } from "@tocsin/member";
import { capsuleBytes, capsulePath, obliviousRequestMediaType } from "@tocsin/wire";

import { aucFigure, type Finding, judge } from "../../judge/finding.ts";
import { type Score, Tally } from "../../judge/tally.ts";
import type { Head } from "../../world/line.ts";
import type { SimNode } from "../../world/node.ts";
import { nodeAt, type Played } from "../../world/play.ts";
import { type SimWorld, worldRoundMs } from "../../world/world.ts";

const roundsBefore = 2;
const deadlineMs = 30_000;

export async function lines(played: Played): Promise<Finding> {
  const { world, shares } = played;
  const tally = new Tally();
  for (const { author, round } of shares) {
    tally.add(
      world.nodes.map((node) => strangeness(node, round)),
      author,
    );
  }
  return judge({
    attack: "lines to the relay",
    note: "number, moment, bytes of capsules",
    view: "the line to a node",
    members: world.nodes.length,
    cases: shares.length,
    figure: aucFigure(tally.score()),
    threshold: { most: 0.52 },
    plant: { what: "sends at once", figure: aucFigure(await impatient(played)) },
  });
}

/** In the round and the two before it. */
export function strangeness({ line }: SimNode, round: number): number {
  const capsules = line.heads.filter(isCapsule);
  const usualMs = (capsules[0]?.atMs ?? 0) % worldRoundMs;
  let sum = 0;
  for (let at = round - roundsBefore; at <= round; at += 1) {
    const seen = capsules.filter(({ atMs }) => Math.floor(atMs / worldRoundMs) === at);
    sum += Math.abs(seen.length - 1);
    for (const { atMs, bodyBytes } of seen) {
      sum += Math.abs((atMs % worldRoundMs) - usualMs) / worldRoundMs;
      sum += Math.abs(bodyBytes - capsuleBytes) / capsuleBytes;
    }
  }
  return sum;
}

function isCapsule({ text }: Head): boolean {
  return text.startsWith(`POST ${capsulePath} `);
}

/** A report of a node that does not wait for its moment. */
async function impatient({ world }: Played): Promise<Score> {
  const author = world.nodes.length - 1;
  const node = nodeAt(world, author);
  const body = bodyOf("impatient");
  const { id } = await node.protocol.share({ body, audience: "members", review: null });
  await sendAtOnce(world, node);
  await world.rounds(3);
  const round = (await node.protocol.report(id))?.round ?? 0;
  const tally = new Tally();
  tally.add(
    world.nodes.map((it) => strangeness(it, round)),
    author,
  );
  return tally.score();
}

/** One request more, of the right form and size. */
export async function sendAtOnce(world: SimWorld, { line }: SimNode): Promise<void> {
  const last = line.heads.findLast(isCapsule);
  const authorization = /^authorization: (.+)$/im.exec(last?.text ?? "")?.[1] ?? "";
  await world.clock.during(() =>
    httpNetwork.send({
      method: "POST",
      url: `http://127.0.0.1:${line.port}${capsulePath}`,
      headers: { authorization },
      body: { mediaType: obliviousRequestMediaType, bytes: new Uint8Array(capsuleBytes) },
      deadlineMs,
      bytesMax: 1024 * 1024,
    }),
  );
}
