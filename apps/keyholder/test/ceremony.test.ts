import { readdirSync, rmSync } from "node:fs";
import path from "node:path";

import { holderIndices } from "@tocsin/crypto";
import { epochOf, nextEpoch } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { startMs, ThreeHolders } from "./three-holders.ts";

const epoch = epochOf(startMs);

async function standings(world: ThreeHolders, of = epoch) {
  return Promise.all(holderIndices.map((index) => world.holder(index).standing(of)));
}

test("holders that stop and start at any step make keys, and end them with their epoch", async () => {
  await using world = await ThreeHolders.open();
  for (let at = 0; at < 5; at += 1) {
    for (const holder of world.running.values()) await holder.look();
    world.ledger.issuerIsUp = at === 0;
    const index = holderIndices[at];
    if (index !== undefined) {
      await world.stop(index);
      await world.start(index);
    }
    world.ledger.endRound();
  }
  await world.rounds(0);
  const [one, two, three] = await standings(world);
  expect(one).toMatchObject({ phase: "done", attempt: 1, culprits: [], isUsable: true });
  expect(two?.keys).toEqual(one?.keys);
  expect(three?.keys).toEqual(one?.keys);
  const said = world.ledger.records.map(({ record }) => record.is).sort();
  const each = ["keys", "opening", "shares"];
  expect(said).toEqual(each.flatMap((it) => [it, it, it]));

  // The next epoch's keys are made before it begins.
  const next = nextEpoch(epoch);
  world.clock.nowMs = Date.UTC(2026, 10, 28);
  await world.rounds(4);
  expect((await standings(world, next)).map((it) => it.isUsable)).toEqual([true, true, true]);
  expect((await standings(world)).map((it) => it.isUsable)).toEqual([true, true, true]);

  // Half an hour into it the old ones are gone, and the ledger says so.
  world.clock.nowMs = Date.UTC(2026, 11, 1, 0, 30);
  await world.rounds(2);
  for (const standing of await standings(world)) {
    expect(standing).toMatchObject({ isUsable: false, destroyedBy: [1, 2, 3] });
  }
  for (const index of holderIndices) {
    expect(readdirSync(world.stateDir(index))).not.toContain(`epoch-${epoch}.key`);
  }
  expect((await standings(world, next)).map((it) => it.isUsable)).toEqual([true, true, true]);
});

test("who spoils an attempt is named by all; a ledger that forks stops everything", async () => {
  await using world = await ThreeHolders.open();
  world.ledger.spoil = (signed) => {
    const { record } = signed;
    if (record.is !== "shares" || record.holder !== 3 || record.attempt !== 1) return signed;
    const [one, two] = record.sealed;
    if (one === undefined || two === undefined) throw new Error("no shares");
    // What was meant for one holder is sent to the other.
    const sealed = [
      { ...two, to: one.to },
      { ...one, to: two.to },
    ];
    return world.signAs(3, { ...record, sealed });
  };
  await world.rounds(4);
  // The second attempt is spoilt by a holder that has lost all but its own key.
  await world.stop(2);
  for (const name of readdirSync(world.stateDir(2))) {
    if (name !== "holder.key") rmSync(path.join(world.stateDir(2), name));
  }
  await world.start(2);
  await world.rounds(6);
  for (const standing of await standings(world)) {
    expect(standing).toMatchObject({
      phase: "done",
      attempt: 3,
      culprits: [
        { attempt: 1, holder: 3, why: "wrong-share" },
        { attempt: 2, holder: 2, why: "gave-up" },
      ],
      isUsable: true,
    });
  }
  // Each holder tells each once; the one that lost its state tells the first again.
  expect(world.logged.filter((line) => line.includes("ceremony-spoiled"))).toHaveLength(7);

  world.ledger.forge();
  await world.rounds(1);
  expect(world.logged.filter((line) => line.includes("ledger-halted"))).not.toHaveLength(0);
});
