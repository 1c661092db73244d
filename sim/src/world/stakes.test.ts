import path from "node:path";

import { bodyOf, leaveRuling } from "@tocsin/exchange/testing";
import { dayMs, hourMs } from "@tocsin/kernel";
import { expect, it } from "vitest";

import { Seeded } from "../seeded.ts";
import type { SimNode } from "./node.ts";
import { openWorld, type SimWorld } from "./world.ts";

const roundMs = 6 * hourMs;
const quota = 2;
const seed = 3;

async function share(world: SimWorld, { protocol }: SimNode, mark: string): Promise<string> {
  const body = bodyOf(mark, 3);
  const { id } = await protocol.share({ body, audience: "members", review: null });
  await world.rounds(3);
  return id;
}

async function left({ protocol }: SimNode): Promise<number> {
  const { tokens } = await protocol.status();
  return tokens.find(({ purpose }) => purpose === "report")?.left ?? -1;
}

const stakeOf = async ({ protocol }: SimNode, report: string) =>
  (await protocol.talk.standing(report)).stake;

it("a stake comes back by way of exchange, ledger and issuer, and pays; that of a report ruled abuse does not", async () => {
  const startMs = Date.UTC(2026, 2, 2, 9);
  await using world = await openWorld({
    ...{ seed, nodes: 3, roundMs, startMs },
    quotas: { report: quota, read: 31, vote: 2 },
  });
  const [good, bad, reader] = world.nodes;
  if (good === undefined || bad === undefined || reader === undefined) throw new Error("nodes");
  const report = await share(world, good, "good");
  const abuse = await share(world, bad, "abuse");
  expect([await stakeOf(good, report), await left(good), await left(bad)]).toEqual([
    "held",
    quota - 1,
    quota - 1,
  ]);
  await reader.protocol.talk.vote(abuse, "abuse");
  await world.rounds(2);
  const ruling = { report: abuse, ruling: "abuse", reason: "Invented." } as const;
  await leaveRuling(path.join(world.stateDir, "exchange"), ruling, new Seeded(seed, "operator"));
  await world.rounds(3);
  expect(await stakeOf(bad, abuse)).toBe("lost");
  await world.offFor(13 * dayMs);
  // Asked at a moment drawn over two days, told in the next day's leaf, signed, found in the ledger.
  await world.rounds(5 * 4);
  expect(await stakeOf(good, report)).toBe("returned");
  expect([await left(good), await left(bad)]).toEqual([quota, quota - 1]);
  for (let at = 0; at < quota; at += 1) {
    const again = await share(world, good, `again${at}`);
    expect((await reader.protocol.report(again))?.index).toEqual(expect.any(Number));
  }
  await share(world, bad, "more");
  for (const node of [good, bad]) {
    await expect(share(world, node, "many")).rejects.toMatchObject({
      code: "tokens-exhausted",
    });
  }
  // Nobody's log says whose stake it was.
  expect(world.logs.join("\n")).not.toContain(report);
});
