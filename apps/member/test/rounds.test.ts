import { dayMs } from "@tocsin/kernel";
import { capsuleBytes, capsulePath } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { bodyOf, longBody } from "./world/samples.ts";
import { type Seen, TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;

function capsulesOf(world: TinyWorld, node: string): Seen[] {
  return world.seen.filter((it) => it.node === node && it.path === capsulePath);
}

function roundsOf(world: TinyWorld, node: string): number[] {
  return capsulesOf(world, node).map(({ timeMs }) => Math.floor(timeMs / world.roundMs));
}

describe("rounds", () => {
  test("over 1,000 rounds a node that shares and one that does not look the same", async () => {
    await using world = await TinyWorld.open();
    const silent = await world.ready("silent");
    const busy = await world.ready("busy");
    for (const [at, parts] of [1, 3, 1, 2, 1, 1].entries()) {
      await world.rounds(97);
      if (at < 3) await busy.protocol.share({ body: longBody(parts), ...toAll });
    }
    await world.rounds(1000 - 6 * 97);
    expect(world.exchange.accepted).toHaveLength(3);
    const shapes = [silent, busy].map(({ name }) => {
      const capsules = capsulesOf(world, name);
      const rounds = roundsOf(world, name);
      const gaps = rounds.slice(1).map((round, at) => round - (rounds[at] ?? 0));
      const [offset] = capsules.map(({ timeMs }) => timeMs % world.roundMs);
      expect(rounds.length).toBeGreaterThanOrEqual(1000);
      // One in every round, always at the same moment of it, always of one size and with one answer.
      expect(new Set(gaps)).toEqual(new Set([1]));
      expect(new Set(capsules.map(({ timeMs }) => timeMs % world.roundMs))).toEqual(
        new Set([offset]),
      );
      return new Set(
        capsules.map(({ bytes, headers, answerBytes, method }) =>
          JSON.stringify({ bytes, headers, answerBytes, method }),
        ),
      );
    });
    expect(shapes[0]).toEqual(shapes[1]);
    expect(shapes[0]?.size).toBe(1);
    expect([...(shapes[0] ?? [])][0]).toContain(`"bytes":${capsuleBytes}`);
    // Beside its capsules, a node that shares asks for nothing that the other does not ask for.
    const others = [silent, busy].map(
      ({ name }) =>
        new Set(
          world.seen.filter(({ node }) => node === name).map(({ method, path }) => method + path),
        ),
    );
    expect(others[0]).toEqual(others[1]);
  });

  test("what is shared while the relay is down leaves later, once", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    world.down.add("relay");
    const { id } = await alice.protocol.share({ body: longBody(2), ...toAll });
    const before = capsulesOf(world, "alice").length;
    await world.rounds(10);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "sending", partsSent: 0 });
    const status = await alice.protocol.status();
    expect(status.round.missedDay).toBe(10);
    expect(status.round.missed[0]).toBe(status.round.current - 1);
    world.down.delete("relay");
    await world.rounds(4);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published" });
    expect(capsulesOf(world, "alice")).toHaveLength(before + 4);
    expect(world.exchange.accepted).toHaveLength(1);
  });

  test("a lost answer makes the node send the part again, and the exchange takes it once", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    let lost = 0;
    world.intercept = (answer, { url }) => {
      if (!url.endsWith(capsulePath) || lost === 2) return answer;
      lost += 1;
      throw new Error("cut");
    };
    const { id } = await alice.protocol.share({ body: longBody(2), ...toAll });
    await world.rounds(5);
    expect(lost).toBe(2);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published" });
    expect(world.exchange.accepted).toHaveLength(1);
  });

  test("an answer that the gateway did not seal is none", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    world.intercept = (answer, { url }) =>
      url.endsWith(capsulePath)
        ? { ...answer, bytes: answer.bytes.map((byte) => byte ^ 1) }
        : answer;
    await world.rounds(3);
    expect((await alice.protocol.status()).round.missedDay).toBe(3);
  });

  test("several rounds without an answer are told, until a capsule arrives again", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const codes = async () => (await alice.protocol.status()).alarms.map(({ code }) => code);
    world.down.add("relay");
    await world.rounds(4);
    expect(await codes()).not.toContain("capsules-unanswered");
    await world.rounds(2);
    expect(await codes()).toContain("capsules-unanswered");
    await world.restart(alice);
    await world.rounds(1);
    world.down.delete("relay");
    await world.rounds(2);
    expect(await codes()).not.toContain("capsules-unanswered");
  });

  test("a node that was away for more than a month hears what the feed has erased meanwhile", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const codes = async () => (await alice.protocol.status()).alarms.map(({ code }) => code);
    const away = async (days: number) => {
      await world.stop(alice);
      world.clock.jump(days * dayMs);
      await world.restart(alice);
      await world.rounds(1);
    };
    await away(29);
    expect(await codes()).not.toContain("away-long");
    await away(31);
    expect(await codes()).toContain("away-long");
  });

  test("a restart within a round sends no second capsule, and the moment stays the same", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    for (let at = 0; at < 8; at += 1) {
      await world.clock.runFor(world.roundMs / 3);
      await world.restart(alice);
    }
    await world.rounds(2);
    const rounds = roundsOf(world, "alice");
    expect(new Set(rounds).size).toBe(rounds.length);
    const offsets = capsulesOf(world, "alice").map(({ timeMs }) => timeMs % world.roundMs);
    expect(new Set(offsets).size).toBe(1);
  });

  test("a node that was down says which rounds it missed", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    await world.stop(alice);
    await world.rounds(90);
    await world.restart(alice);
    await world.rounds(2);
    const { round } = await alice.protocol.status();
    expect(round.missedDay).toBeGreaterThanOrEqual(89);
    expect(round.missedDay).toBeLessThanOrEqual(91);
    expect(round.missed.length).toBe(round.missedDay);
    expect(round.lastSent).toBeGreaterThanOrEqual(round.current - 1);
  });

  test("a machine that slept past its moment does not send late", async () => {
    await using world = await TinyWorld.open();
    await world.ready("alice");
    const offset = (capsulesOf(world, "alice")[0]?.timeMs ?? 0) % world.roundMs;
    await world.clock.runFor(world.roundMs * 2);
    const before = capsulesOf(world, "alice").length;
    // Asleep from within a round until long after the moment of a later one.
    world.clock.jump(world.roundMs * 5.5);
    await world.rounds(3);
    const moments = capsulesOf(world, "alice")
      .slice(before)
      .map(({ timeMs }) => timeMs % world.roundMs);
    expect(new Set(moments)).toEqual(new Set([offset]));
    const rounds = roundsOf(world, "alice");
    expect(new Set(rounds).size).toBe(rounds.length);
  });

  test("a clock that was set back sends nothing twice, and says so", async () => {
    let skew = 0;
    await using world = await TinyWorld.open();
    const clock = world.clock.skewed(() => skew);
    const alice = await world.node("alice", clock);
    world.start(alice);
    await world.rounds(5);
    const before = capsulesOf(world, "alice").length;
    skew = -10 * world.roundMs;
    await world.rounds(4);
    expect(capsulesOf(world, "alice").length).toBeLessThanOrEqual(before + 1);
    const { alarms } = await alice.protocol.status();
    expect(alarms.map(({ code }) => code)).toContain("clock-stepped-back");
    skew = 0;
    await world.rounds(4);
    const after = await alice.protocol.status();
    expect(after.alarms.map(({ code }) => code)).not.toContain("clock-stepped-back");
    expect(capsulesOf(world, "alice").length).toBeGreaterThan(before + 2);
  });

  test.each([
    ["clock-behind", -3],
    ["clock-ahead", 3],
  ])("%s is noticed from the batches alone", async (code, rounds) => {
    await using world = await TinyWorld.open();
    const clock = world.clock.skewed(() => rounds * world.roundMs);
    const alice = await world.node("alice", clock);
    world.start(alice);
    const bob = await world.ready("bob");
    await bob.protocol.share({ body: bodyOf("a.example"), ...toAll });
    for (let at = 0; at < 7; at += 1) {
      await world.exchange.rotateGateway();
      await world.rounds(1);
    }
    const { alarms } = await alice.protocol.status();
    expect(alarms.map((alarm) => alarm.code)).toContain(code);
    expect((await bob.protocol.status()).alarms.map((alarm) => alarm.code)).toEqual([
      "key-backup-due",
    ]);
  });
});

describe("what does not arrive", () => {
  test("a submission that is in no batch goes again, unchanged, and is published once", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    world.exchange.loses = 1;
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    await world.rounds(8);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published", attempts: 2 });
    expect(world.exchange.accepted).toHaveLength(1);
    const codes = (await alice.protocol.status()).alarms.map(({ code }) => code);
    expect(codes).not.toContain("report-lost");
  });

  test("lost twice is told, is tried more and more rarely, and is over when it is published", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    world.exchange.loses = 3;
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    await world.rounds(9);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "lost" });
    const codes = (await alice.protocol.status()).alarms.map(({ code }) => code);
    expect(codes).toContain("report-lost");
    await world.rounds(40);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published", attempts: 4 });
    const after = (await alice.protocol.status()).alarms.map(({ code }) => code);
    expect(after).not.toContain("report-lost");
  });

  test("nothing counts as lost while the feed is silent", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    world.down.add("feed");
    world.intercept = (answer, { url }) => {
      if (url.includes("/feed/live/")) throw new Error("cut");
      return answer;
    };
    await world.rounds(12);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "sent", attempts: 1 });
    expect((await alice.protocol.status()).sync.state).toBe("offline");
    world.down.clear();
    world.intercept = (answer) => answer;
    await world.rounds(12);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published", attempts: 1 });
  });

  test("what waits until its token is worth nothing is refused, and said", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    world.down.add("relay");
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    world.clock.jump(12 * 86_400_000);
    await world.rounds(3);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "refused" });
    await expect(alice.protocol.withdraw(id)).rejects.toMatchObject({ code: "not-published" });
    const codes = (await alice.protocol.status()).alarms.map(({ code }) => code);
    expect(codes).toContain("report-refused");
  });
});
