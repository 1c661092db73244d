import { type HolderIndex, loadRistretto, type Quorum, voprfFinalizeAll } from "@tocsin/crypto";
import { toBase64Url, toHex } from "@tocsin/kernel";
import { evaluationSlotMs, type EvaluationBody } from "@tocsin/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Member } from "./small-ledger.ts";
import { type Batch, batchOf, combined, ThreeHolders } from "./three-holders.ts";

const group = await loadRistretto();
let world: ThreeHolders;
let keys: Awaited<ReturnType<ThreeHolders["ceremony"]>>;
let member: Member;
beforeAll(async () => {
  world = await ThreeHolders.open();
  keys = await world.ceremony();
});
afterAll(() => world[Symbol.asyncDispose]());

async function newMember(): Promise<void> {
  member = world.ledger.join();
  world.clock.nowMs += 10 * 60_000;
  for (const holder of world.running.values()) await holder.look();
}

async function ask(
  holder: HolderIndex,
  quorum: Quorum,
  batch: Batch,
  changes?: Partial<EvaluationBody>,
) {
  return world.send(holder, world.request(member, batch, holder, quorum, changes));
}

function refused(why: string): object {
  return { is: "refused", why };
}

/** Outputs of a batch that two holders evaluated. */
async function outputs(quorum: Quorum, batch: Batch): Promise<string[]> {
  const [i, j] = quorum;
  const answers = [
    [i, await ask(i, quorum, batch)],
    [j, await ask(j, quorum, batch)],
  ] as const;
  const { high, low } = combined(group, keys, batch, answers);
  if (!high.ok || !low.ok) throw new Error("a proof does not hold");
  const items = [...high.evaluated, ...low.evaluated].map((evaluated, at) => {
    const [input, blinding] = [batch.inputs[at], batch.blinds[at]];
    if (input === undefined || blinding === undefined) throw new Error("no value");
    return { input, blind: blinding.blind, evaluated };
  });
  return voprfFinalizeAll(group, items).map(toHex);
}

describe("any two of three holders", () => {
  it("give a member the same outputs, which another pair gives another member too", async () => {
    await newMember();
    const first = await outputs([1, 2], batchOf(group, "a"));
    await newMember();
    expect(await outputs([2, 3], batchOf(group, "a"))).toEqual(first);
    await newMember();
    expect(await outputs([1, 3], batchOf(group, "b"))).not.toEqual(first);
    expect(new Set(first).size).toBe(32);
  });

  it("are enough while the third is down", async () => {
    await newMember();
    await world.stop(1);
    expect(await outputs([2, 3], batchOf(group, "c"))).toHaveLength(32);
    await world.start(1);
  });

  it("are found out and named where one answers with another share or alters a point", async () => {
    await newMember();
    const batch = batchOf(group, "d");
    const good = await ask(1, [1, 2], batch);
    const other = await ask(2, [1, 2], batch);
    if (good.is !== "evaluated" || other.is !== "evaluated") throw new Error("refused");
    const swapped = { ...other, low: { ...other.low, proof: other.high.proof } };
    expect(
      combined(group, keys, batch, [
        [1, good],
        [2, swapped],
      ]),
    ).toMatchObject({
      high: { ok: true },
      low: { ok: false, culprits: [2] },
    });
    expect(
      combined(group, keys, batch, [
        [1, other],
        [2, other],
      ]).high,
    ).toEqual({
      ok: false,
      culprits: [1],
    });
  });
});

describe("a slot", () => {
  it("is answered once: the same batch again with the same answer, another not", async () => {
    await newMember();
    const batch = batchOf(group, "e");
    const first = await ask(1, [1, 2], batch);
    expect(first.is).toBe("evaluated");
    expect(await ask(1, [1, 2], batch)).toEqual(first);
    const many = await Promise.all([1, 2].map(() => ask(1, [1, 3], batch)));
    expect(many.map(({ is }) => is)).toEqual(["evaluated", "evaluated"]);
    expect(many[0]).toEqual(many[1]);
    expect(await ask(1, [1, 2], batchOf(group, "f"))).toEqual(refused("slot-used"));
    await world.stop(1);
    await world.start(1);
    expect(await ask(1, [1, 2], batch)).toEqual(first);
    expect(await ask(1, [1, 2], batchOf(group, "f"))).toEqual(refused("slot-used"));
    world.clock.nowMs += evaluationSlotMs;
    expect((await ask(1, [1, 2], batchOf(group, "f"))).is).toBe("evaluated");
  });

  it("has one winner of many different batches at once", async () => {
    await newMember();
    const batches = Array.from({ length: 6 }, (_, at) => batchOf(group, `g${at}`));
    const answers = await Promise.all(batches.map((batch) => ask(3, [1, 3], batch)));
    expect(answers.filter(({ is }) => is === "evaluated")).toHaveLength(1);
  });

  it("far from now, of another month, or for another holder is refused", async () => {
    await newMember();
    const batch = batchOf(group, "h");
    const slot = Math.floor(world.clock.nowMs / evaluationSlotMs);
    for (const far of [slot - 3, slot + 3, 0]) {
      expect(await ask(1, [1, 2], batch, { slot: far })).toEqual(refused("slot-closed"));
    }
    const epoch = "2026-12" as EvaluationBody["epoch"];
    expect(await ask(1, [1, 2], batch, { epoch })).toEqual(refused("no-key"));
    const misled = world.request(member, batch, 2, [1, 2]);
    expect(await world.send(1, misled)).toEqual(refused("wrong-holder"));
  });
});

describe("a request", () => {
  it("of a stranger, altered, or old is refused", async () => {
    await newMember();
    const batch = batchOf(group, "i");
    const request = world.request(member, batch, 1, [1, 2]);
    const altered = { ...request, body: { ...request.body, slot: request.body.slot + 1 } };
    expect(await world.send(1, altered)).toEqual(refused("bad-signature"));
    const late = { ...request, timeMs: request.timeMs - 6 * 60_000 };
    expect(await world.send(1, late)).toEqual(refused("clock-skew"));
    world.ledger.members.pop();
    world.clock.nowMs += 6 * 60_000;
    await world.holder(1).look();
    expect(await ask(1, [1, 2], batch)).toEqual(refused("unknown-member"));
  });

  it("with a point that is none uses up no slot", async () => {
    await newMember();
    const batch = batchOf(group, "j");
    const [first, ...rest] = batch.high;
    for (const bad of [
      new Uint8Array(32),
      new Uint8Array(32).fill(255),
      Uint8Array.of(1, ...new Uint8Array(31)),
    ]) {
      const high = toBase64Url(Buffer.concat([bad, ...rest]));
      expect(await ask(1, [1, 2], batch, { high })).toEqual(refused("invalid-point"));
    }
    expect(first).toBeDefined();
    expect((await ask(1, [1, 2], batch)).is).toBe("evaluated");
  });

  it("leaves nothing of member, point or key in the log", () => {
    const text = world.logged.join("\n");
    expect(text).toContain("ceremony");
    expect(text).not.toMatch(/member-\d|[A-Za-z0-9_-]{40}/);
  });
});
