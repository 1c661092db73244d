/** What a dishonest exchange or relay can do with the feed, and that the node notices. */

import { sha256 } from "@tocsin/crypto";
import { parseRound, type Round } from "@tocsin/kernel";
import { formatCheckpoint, parseForkEvidence, signNote } from "@tocsin/ledger";
import { describe, expect, test } from "vitest";

import { alarmCodes, altered, onDamagedLeaf, syncState } from "./world/altered-feed.ts";
import { type Node, TinyWorld } from "./world/tiny-world.ts";

/** A node with the ledger as it is, then a new leaf that the feed gives as `tamper` says. */
async function tampered(
  world: TinyWorld,
  tamper: (bytes: Uint8Array, round: Round) => Uint8Array | undefined,
): Promise<Node> {
  const bob = await world.ready("bob");
  world.exchange.tamper = tamper;
  await world.exchange.rotateGateway();
  await world.rounds(2);
  return bob;
}

describe("a feed that is not what was signed", () => {
  const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((byte, place) => (place === bytes.length + at || place === at ? byte ^ 1 : byte));

  test.each<[string, string, (bytes: Uint8Array) => Uint8Array | undefined]>([
    ["cut short", "feed-damaged", (bytes) => bytes.subarray(0, bytes.length - 1)],
    ["with bytes behind it", "feed-damaged", (bytes) => Buffer.concat([bytes, bytes])],
    ["of nothing", "feed-damaged", () => new Uint8Array()],
    ["with another magic", "feed-damaged", (bytes) => flipped(bytes, 0)],
    [
      "with an altered signature",
      "feed-damaged",
      (bytes) =>
        altered(bytes, ({ header }) => ({
          header: { ...header, checkpoint: header.checkpoint.replace(/.{6}=\n$/, "AAAAAA=\n") },
        })),
    ],
    [
      "with an altered commitment",
      "ledger-wrong-root",
      (bytes) =>
        altered(bytes, ({ commitments }) => ({
          commitments: commitments.map((hash) => hash.map((byte) => byte ^ 1)),
        })),
    ],
    [
      "of another place",
      "feed-withheld",
      (bytes) =>
        altered(bytes, ({ header }) => ({ header: { ...header, first: header.first + 5 } })),
    ],
    ["that is named and not given", "feed-withheld", () => undefined],
  ])("a batch %s is told, and nothing of it is taken", async (_name, code, tamper) => {
    await using world = await TinyWorld.open();
    const bob = await tampered(world, tamper);
    const { size } = (await bob.protocol.status()).sync;
    expect(size).toBeLessThan(world.exchange.size);
    expect(await alarmCodes(bob)).toEqual([code]);
    expect(await syncState(bob)).toBe("alarm");
    if (code !== "feed-damaged") {
      expect(await bob.store.alarms.evidence(code)).not.toEqual([]);
    }
    // What it was is over once the feed is good again.
    world.exchange.tamper = (bytes) => bytes;
    await world.rounds(12);
    expect(await alarmCodes(bob)).toEqual([]);
    expect(await bob.protocol.status()).toMatchObject({
      sync: { state: "current", size: world.exchange.size },
    });
  });

  test("an old batch given for a new round is not taken", async () => {
    await using world = await TinyWorld.open();
    const [old] = world.exchange.batches;
    const bob = await tampered(world, (_bytes, round) => {
      const bytes = world.exchange.batchFile(old?.round ?? parseRound(0));
      return bytes && altered(bytes, ({ header }) => ({ header: { ...header, round } }));
    });
    expect(await alarmCodes(bob)).toEqual(["ledger-rollback"]);
    expect((await bob.protocol.status()).sync.size).toBe(old?.leaves);
  });

  test("a checkpoint that stays older than ours is told as a rollback", async () => {
    await using world = await TinyWorld.open();
    const [old] = world.exchange.batches;
    const bob = await world.ready("bob");
    await world.exchange.rotateGateway();
    await world.rounds(2);
    world.exchange.batches.splice(1);
    await world.restart(bob);
    await world.rounds(4);
    expect(await alarmCodes(bob)).toEqual(["ledger-rollback"]);
    const [evidence] = await bob.store.alarms.evidence("ledger-rollback");
    expect(Buffer.from(evidence ?? []).toString()).toContain(
      JSON.stringify(old?.checkpoint).slice(1, 40),
    );
  });
});

describe("two stories", () => {
  test("a fork stops reading for good, also after a restart, and its proof is kept", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    const { exchange } = world;
    const size = exchange.size;
    const note = signNote(formatCheckpoint({ origin: exchange.origin, size, root: sha256() }), [
      exchange.signer,
    ]);
    expect(await bob.protocol.judgeCheckpoint(note)).toBe("fork");
    await exchange.rotateGateway();
    await world.rounds(4);
    expect(await alarmCodes(bob)).toEqual(["ledger-fork"]);
    await world.restart(bob);
    await world.rounds(3);
    expect((await bob.protocol.status()).sync).toMatchObject({ state: "alarm", size });
    const check = await bob.protocol.checkLedger();
    expect(check.ok).toBe(false);
    expect(check.wrong).toEqual(["1 proofs of another history are kept"]);
    const [evidence] = await bob.store.alarms.evidence("ledger-fork");
    const kept = parseForkEvidence(Buffer.from(evidence ?? []).toString());
    expect(kept).toMatchObject({ later: note, earlier: exchange.batches.at(-2)?.checkpoint });
  });

  test("a ledger that was restored from an old copy and went on is a fork", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    const { exchange } = world;
    await exchange.rotateGateway();
    await exchange.rotateGateway();
    await world.rounds(2);
    exchange.rollBack(1);
    await exchange.rotateGateway();
    await world.rounds(3);
    expect(await alarmCodes(bob)).toContain("ledger-fork");
    expect(await syncState(bob)).toBe("alarm");
  });

  test("a leaf that is damaged on our own disk accuses nobody, and reading goes on", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    await world.exchange.rotateGateway();
    await world.rounds(2);
    const damaged = await onDamagedLeaf(world, bob);
    for (const { checkpoint } of world.exchange.batches) {
      await expect(damaged.judgeCheckpoint(checkpoint)).rejects.toMatchObject({
        code: "store-damaged",
      });
    }
    expect(await alarmCodes(bob)).toEqual([]);
    expect(await syncState(bob)).not.toBe("alarm");
    expect((await damaged.checkLedger()).ok).toBe(false);
  });

  test("checkpoints of one history are told apart", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    await world.exchange.rotateGateway();
    await world.rounds(2);
    const [first, newest] = world.exchange.batches.map(({ checkpoint }) => checkpoint);
    expect(await bob.protocol.judgeCheckpoint(first ?? "")).toBe("older");
    expect(await bob.protocol.judgeCheckpoint(newest ?? "")).toBe("same");
    expect(await bob.protocol.judgeCheckpoint("nonsense")).toBe("worthless");
    await world.stop(bob);
    await world.exchange.rotateGateway();
    await world.rounds(2);
    const ahead = world.exchange.batches.at(-1)?.checkpoint ?? "";
    expect(await bob.protocol.judgeCheckpoint(ahead)).toBe("ahead");
    expect(await alarmCodes(bob)).toEqual([]);
  });
});
