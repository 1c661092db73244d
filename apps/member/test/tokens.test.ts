import {
  dayMs,
  dayOf,
  epochOf,
  epochSpan,
  hourMs,
  nextEpoch,
  type Random,
  systemRandom,
} from "@tocsin/kernel";
import { memberStoreInMemory } from "@tocsin/store/member";
import { everyone } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { bodyOf } from "./world/samples.ts";
import { energy, quotas } from "./world/tiny-issuer.ts";
import { type Node, startMs, TinyWorld } from "./world/tiny-world.ts";

const toAll = { audience: "members", review: null } as const;
const all = ["report energy", "report everyone", "read energy", "read everyone", "relay everyone"];

/** The next epoch's directory is in the ledger, shortly before the epoch begins. */
async function intoNextEpoch(world: TinyWorld, options = {}): Promise<number> {
  const epoch = nextEpoch(epochOf(world.clock.now()));
  const directory = await world.issuer.makeDirectory(epoch, options);
  world.issuer.directories.push(directory);
  world.exchange.notices.push({ kind: "key-directory", directory });
  const { fromMs } = epochSpan(epoch);
  await world.clock.runUntil(fromMs);
  return fromMs;
}

/** Of what each node draws the first byte is known, and so its moments are; all else is chance. */
function randomOf(node: string): Random {
  const first = { a: 0x10, b: 0x40, c: 0x70 }[node] ?? 0x40;
  return {
    bytes: (length) => {
      const drawn = systemRandom.bytes(length);
      drawn.fill(first, 0, 1);
      return drawn;
    },
  };
}

async function codesOf({ protocol }: Node): Promise<string[]> {
  return (await protocol.status()).alarms.map(({ code }) => code);
}

describe("fetching tokens", () => {
  test("a newcomer fetches the full quota of every key at once", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.ready("bob");
    const asked = world.issuer.seen.map(({ what }) => what);
    expect(asked.sort()).toEqual([...all, "status"].sort());
    const { tokens } = await bob.protocol.status();
    const left = Object.fromEntries(
      tokens.map(({ purpose, class: of, left: count }) => [`${purpose} ${of}`, count]),
    );
    expect(left).toMatchObject({
      "report energy": quotas.report,
      "report everyone": quotas.report,
      // One opened the read session.
      "read energy": (quotas.read ?? 0) - 1,
      "relay everyone": quotas.relay,
    });
  });

  test("at the turn of an epoch each node fetches within 48 hours, at a moment of its own", async () => {
    const start = Date.UTC(2026, 10, 30, 12);
    await using world = await TinyWorld.open({ startMs: start, roundMs: hourMs, randomOf });
    for (const name of ["a", "b", "c"]) await world.ready(name);
    const before = world.issuer.seen.length;
    const fromMs = await intoNextEpoch(world);
    await world.clock.runUntil(fromMs + 50 * hourMs);
    const fetched = world.issuer.seen.slice(before);
    const moments = world.issuer.members.map(({ id }) => {
      const mine = fetched.filter(({ member }) => member === id);
      expect(mine.map(({ what }) => what).sort()).toEqual([...all, "status"].sort());
      const times = mine.map(({ timeMs }) => timeMs - fromMs);
      expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...times)).toBeLessThanOrEqual(48 * hourMs + hourMs);
      return Math.min(...times);
    });
    expect(new Set(moments).size).toBe(3);
  });

  test("what is shared while others still fetch is paid with the last epoch's tokens", async () => {
    const start = Date.UTC(2026, 10, 30, 20);
    await using world = await TinyWorld.open({ startMs: start, roundMs: hourMs });
    const alice = await world.ready("alice");
    await intoNextEpoch(world);
    await world.rounds(1);
    const { id } = await alice.protocol.share({ body: bodyOf("a.example"), ...toAll });
    const epoch = (await alice.protocol.report(id))?.envelope.epoch;
    expect(epoch).toBe("2026-11");
    await world.rounds(3);
    expect(await alice.protocol.delivery(id)).toMatchObject({ state: "published" });
    expect(await codesOf(alice)).toEqual(["key-backup-due"]);
  });

  test("a node that is cut off at each answer of the issuer gets all its tokens, once each", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.node("bob");
    let answers = 0;
    world.intercept = (answer, { url }) => {
      if (!url.endsWith("/identified")) return answer;
      answers += 1;
      if (answers % 3 === 0) throw new Error("cut");
      return answer;
    };
    world.start(bob);
    await world.rounds(20);
    const { tokens } = await bob.protocol.status();
    expect(tokens).toHaveLength(all.length);
    for (const { left, quota, purpose } of tokens) {
      if (purpose !== "read") expect(left).toBe(quota);
    }
    // The issuer would have refused a request that differs from the one before.
    expect(await codesOf(bob)).toEqual([]);
  });

  test("a restart between asking and answer asks the same, and no key number is used twice", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.node("bob");
    world.intercept = (answer, { url }) => {
      if (url.endsWith("/identified")) throw new Error("cut");
      return answer;
    };
    world.start(bob);
    for (let at = 0; at < 4; at += 1) {
      await world.rounds(1);
      await world.restart(bob);
    }
    world.intercept = (answer) => answer;
    await world.rounds(12);
    expect(await codesOf(bob)).toEqual([]);
    expect((await bob.protocol.status()).tokens).toHaveLength(all.length);
    const [master] = await bob.store.keys.masters();
    expect(master?.next).toBe(2 * (quotas.report ?? 0));
  });

  test("an answer that the issuer did not sign, or that finishes no token, is not used", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.node("bob");
    world.intercept = (answer, { url }) => {
      const text = Buffer.from(answer.bytes).toString();
      if (!url.endsWith("/identified") || !text.includes('"is":"tokens"')) return answer;
      return { ...answer, bytes: Buffer.from(text.replace('"signed":["', '"signed":["","')) };
    };
    world.start(bob);
    await world.rounds(3);
    expect((await bob.protocol.status()).tokens).toEqual([]);
    world.issuer.spoil = true;
    world.intercept = (answer) => answer;
    await world.rounds(10);
    expect(await codesOf(bob)).toContain("tokens-invalid");
    expect((await bob.protocol.status()).tokens).toEqual([]);
    world.issuer.spoil = false;
    await world.rounds(30);
    expect(await codesOf(bob)).toEqual([]);
    expect((await bob.protocol.status()).tokens).toHaveLength(all.length);
  });

  test("keys that are replaced within an epoch are fetched anew, and the old tokens are not used", async () => {
    await using world = await TinyWorld.open({ roundMs: hourMs, randomOf });
    const bob = await world.ready("bob");
    const epoch = epochOf(startMs);
    const second = await world.issuer.makeDirectory(epoch, { revision: 2, name: "b" });
    world.issuer.directories.push(second);
    world.exchange.notices.push({ kind: "key-directory", directory: second });
    await world.rounds(2);
    expect((await bob.protocol.status()).tokens.length).toBeLessThan(all.length);
    await world.clock.runFor(50 * hourMs);
    expect((await bob.protocol.status()).tokens).toHaveLength(all.length);
    const { id } = await bob.protocol.share({ body: bodyOf("a.example"), ...toAll });
    await world.rounds(2);
    expect(await bob.protocol.delivery(id)).toMatchObject({ state: "published" });
  });

  test("members of a class that is too small speak for its parent", async () => {
    const world = new TinyWorld();
    const directory = await world.issuer.makeDirectory(epochOf(startMs), { merged: true });
    world.issuer.directories.push(directory);
    world.exchange.notices.push({ kind: "key-directory", directory });
    await world.exchange.rotateGateway();
    world.exchange.publish();
    world.startExchange();
    const bob = await world.ready("bob");
    expect(await bob.protocol.classes()).toEqual([everyone]);
    expect(await bob.protocol.crowd(energy)).toBe(41);
    const { id } = await bob.protocol.share({ body: bodyOf("a.example"), ...toAll });
    expect((await bob.protocol.report(id))?.envelope.class).toBe(everyone);
    await world[Symbol.asyncDispose]();
  });

  test("the relay is shown the token of the day, another one each day", async () => {
    const tokens = new Map<string, Set<string>>();
    await using world = await TinyWorld.open({ roundMs: hourMs });
    world.intercept = (answer, { url, headers }) => {
      if (!url.endsWith("/capsule")) return answer;
      const day = dayOf(world.clock.now());
      const seen = tokens.get(day) ?? new Set();
      seen.add(headers?.["authorization"] ?? "");
      tokens.set(day, seen);
      expect(answer.status).toBe(200);
      return answer;
    };
    await world.ready("bob");
    await world.clock.runFor(3 * dayMs);
    expect(tokens.size).toBeGreaterThanOrEqual(3);
    expect([...tokens.values()].map((seen) => seen.size)).toEqual([...tokens].map(() => 1));
    expect(new Set([...tokens.values()].flatMap((seen) => [...seen])).size).toBe(tokens.size);
  });
});

describe("the member's key", () => {
  test("an invitation is used once, and a broken enrolment is completed with it", async () => {
    await using world = await TinyWorld.open();
    const invitation = world.issuer.invite("LEI late");
    const store = memberStoreInMemory(world.clock);
    const protocol = await world.protocolOn(store, "late");
    expect(() => protocol.start()).toThrow("has not joined");
    world.intercept = () => {
      throw new Error("cut");
    };
    await expect(protocol.enrol(invitation)).rejects.toThrow("cut");
    world.intercept = (answer) => answer;
    const again = await world.protocolOn(store, "late");
    await again.enrol(invitation);
    expect(again.enrolled).toBe(true);
    expect(world.issuer.members).toHaveLength(1);
    await expect(again.enrol(invitation)).rejects.toMatchObject({ code: "already-enrolled" });
    const other = await world.protocolOn(memberStoreInMemory(world.clock), "other");
    await expect(other.enrol(invitation)).rejects.toMatchObject({ code: "invitation-refused" });
  });

  test("an issuer with another key than the invitation's is not believed", async () => {
    await using world = await TinyWorld.open();
    const other = new TinyWorld();
    const { issuerKey } = other.issuer.invite("LEI other");
    const protocol = await world.protocolOn(memberStoreInMemory(world.clock), "bob");
    const enrolling = protocol.enrol({ ...world.issuer.invite("LEI bob"), issuerKey });
    await expect(enrolling).rejects.toMatchObject({ code: "remote-answer-invalid" });
    expect(protocol.enrolled).toBe(false);
  });

  test("a rotation survives a lost answer: the key that the issuer knows is found", async () => {
    await using world = await TinyWorld.open();
    const bob = await world.node("bob");
    const before = world.issuer.members[0]?.key;
    world.intercept = () => {
      throw new Error("cut");
    };
    await expect(bob.protocol.rotateKey()).rejects.toThrow("cut");
    world.intercept = (answer) => answer;
    expect(world.issuer.members[0]?.key).not.toBe(before);
    await bob.protocol.rotateKey();
    world.start(bob);
    await world.rounds(3);
    expect((await bob.protocol.status()).tokens).toHaveLength(all.length);
  });
});
