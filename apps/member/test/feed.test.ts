import { dayMs, hourMs, parseEpoch } from "@tocsin/kernel";
import { everyone } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { bodyOf } from "./world/samples.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;

describe("reading", () => {
  test("a node that was off for a month catches up in order, and tells how far it is", async () => {
    const start = Date.UTC(2026, 10, 2);
    await using world = await TinyWorld.open({ roundMs: hourMs, startMs: start });
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    await world.stop(bob);
    const bodies = [];
    for (let at = 0; at < 33; at += 1) {
      if (at === 27) {
        const directory = await world.issuer.makeDirectory(parseEpoch("2026-12"));
        world.issuer.directories.push(directory);
        world.exchange.notices.push({ kind: "key-directory", directory });
      }
      await world.clock.runFor(dayMs);
      if (at % 5 !== 0) continue;
      const of = at % 2 === 0 ? {} : { class: everyone };
      const body = bodyOf(`day-${at}.example`);
      bodies.push(body);
      await alice.protocol.share({ body, ...of, ...toAll });
    }
    await world.rounds(2);
    const sizes: number[] = [];
    await world.restart(bob);
    bob.protocol.on("changes", () => {
      void bob.protocol.status().then(({ sync }) => sizes.push(sync.size));
    });
    await world.clock.runFor(dayMs);
    const changes = await bob.protocol.changes(0, 100);
    expect(changes.map(({ body }) => body)).toEqual(bodies);
    const indexes = changes.map(({ index }) => index);
    expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
    const { sync, alarms } = await bob.protocol.status();
    expect(sync).toMatchObject({ state: "current", size: world.exchange.size });
    expect(sizes.at(-1)).toBe(sync.size);
    expect(alarms.map(({ code }) => code)).toEqual(["away-long"]);
    const [missed] = await bob.store.rounds.missed(0, 10);
    expect((missed?.to ?? 0) - (missed?.from ?? 0)).toBeGreaterThan(30 * 24);
    // Its gateway keys, tokens and session are those of today: it can speak at once.
    const { id } = await bob.protocol.share({ body: bodyOf("back.example"), ...toAll });
    await world.rounds(3);
    expect(await bob.protocol.delivery(id)).toMatchObject({ state: "published" });
  });

  test("what was published before a node had its keys is opened when they come", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    for (let at = 0; at < 3; at += 1) {
      await alice.protocol.share({ body: bodyOf(`n${at}.example`), ...toAll });
      await world.rounds(2);
    }
    const bob = await world.node("bob");
    world.down.add("issuer");
    world.start(bob);
    await world.rounds(2);
    expect(await bob.protocol.changes(0, 10)).toEqual([]);
    expect(await bob.store.feed.closedCount()).toBe(3);
    expect(await bob.protocol.status()).toMatchObject({ sync: { state: "current" }, alarms: [] });
    world.down.clear();
    await world.rounds(4);
    expect(await bob.protocol.changes(0, 10)).toHaveLength(3);
    expect(await bob.store.feed.closedCount()).toBe(0);
  });

  test("an amendment that is opened before its report waits for it", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    await world.rounds(2);
    await alice.protocol.amend(id, { body: bodyOf("b.example"), review: null });
    await world.rounds(2);
    const bob = await world.node("bob");
    // The first section is damaged at first, so its report is not known.
    let isGood = false;
    const damagedRound = world.exchange.batches[1]?.round;
    world.exchange.tamper = (bytes, round) =>
      isGood || round !== damagedRound
        ? bytes
        : bytes.map((byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
    world.start(bob);
    await world.rounds(4);
    expect(await bob.protocol.changes(0, 10)).toEqual([]);
    expect(await bob.store.feed.closedCount()).toBe(2);
    isGood = true;
    await bob.store.feed.setSession("expired", 0);
    await world.restart(bob);
    await world.rounds(4);
    const kinds = (await bob.protocol.changes(0, 10)).map(({ kind }) => kind);
    expect(kinds).toEqual(["report", "amendment"]);
    expect(await bob.store.feed.closedCount()).toBe(0);
  });

  test("a session is opened once a day, at a moment of the node's own", async () => {
    await using world = await TinyWorld.open({ roundMs: hourMs });
    const bob = await world.ready("bob");
    await world.clock.runFor(6 * dayMs);
    const opened = world.seen.filter(({ path }) => path === "/session").map(({ timeMs }) => timeMs);
    expect(opened.length).toBeGreaterThanOrEqual(6);
    expect(opened.length).toBeLessThanOrEqual(8);
    const ages = opened.slice(2).map((timeMs) => Math.floor((timeMs % dayMs) / hourMs));
    expect(Math.max(...ages) - Math.min(...ages)).toBeLessThanOrEqual(1);
    const [read] = (await bob.protocol.status()).tokens.filter(({ purpose }) => purpose === "read");
    expect((read?.quota ?? 0) - (read?.left ?? 0)).toBe(opened.length);
  });

  test("a session whose answer was lost costs a token and nothing else", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.node("bob");
    let lost = false;
    world.intercept = (answer, { url }) => {
      if (lost || !url.endsWith("/session")) return answer;
      lost = true;
      throw new Error("cut");
    };
    world.start(bob);
    await world.rounds(4);
    const { tokens, alarms } = await bob.protocol.status();
    const read = tokens.find(({ purpose, class: of }) => purpose === "read" && of === "energy");
    expect([lost, (read?.quota ?? 0) - (read?.left ?? 0)]).toEqual([true, 2]);
    expect(alarms).toEqual([]);
    expect(await bob.store.feed.session()).toBeDefined();
  });

  test("large batches are stored in slices, and a kill between two loses and doubles nothing", async () => {
    await using world = await TinyWorld.open();
    const alice = await world.ready("alice");
    const bob = await world.ready("bob");
    await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    await world.rounds(2);
    // The section is as one that was too large for its step, and the node was killed before it was stored.
    const carol = await world.node("carol");
    const { ledger } = carol.store;
    const apply = ledger.apply.bind(ledger);
    ledger.apply = (steps) =>
      apply(
        steps.map((step) => ({
          ...step,
          records: [],
          sections: step.records.map(({ round, audience, epoch }) => ({
            ...{ round, audience, epoch },
            why: "waiting" as const,
          })),
        })),
      );
    await carol.store.feed.addAudienceKeys(await bob.store.feed.audienceKeys());
    await world.restart(carol);
    await world.rounds(3);
    expect(await carol.protocol.changes(0, 10)).toHaveLength(1);
    expect(await carol.store.feed.closedCount()).toBe(0);
  });

  test("the ledger check recomputes what is stored and finds a flipped bit", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    const good = await bob.protocol.checkLedger();
    expect(good).toMatchObject({ ok: true, size: world.exchange.size, wrong: [] });
    const { ledger } = bob.store;
    const commitments = ledger.commitments.bind(ledger);
    ledger.commitments = async (from, limit) =>
      (await commitments(from, limit)).map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    const bad = await bob.protocol.checkLedger();
    expect(bad.ok).toBe(false);
    expect(bad.wrong).toContain("its root is that of the leaves");
  });
});
