import { describe, expect, test } from "vitest";
import { generateHpkeKeyPair } from "@tocsin/crypto";
import { systemRandom, toBase64Url } from "@tocsin/kernel";
import { sealedMessageBytes } from "@tocsin/wire";

import { leafOf, twoWhoSaw } from "./world/blind-node.ts";
import { silent, type TalkNode, TalkWorld } from "./world/talk-world.ts";

const giving = { ...silent, techniques: ["T1566"], contact: "soc at one.example" };

async function offered(world: TalkWorld, host: TalkNode, ...guests: readonly TalkNode[]) {
  await world.matched(host, ...guests);
  const match = host.matches.at(-1)?.id ?? "";
  await host.send(await host.talk.plan.offer(match, giving));
  await world.rounds(guests.length);
}

async function accept(world: TalkWorld, guest: TalkNode, gives = silent): Promise<void> {
  const [offer] = await guest.talk.offers();
  await guest.send(await guest.talk.plan.accept(offer?.id ?? "", gives));
  await world.rounds(2);
}

async function together(world: TalkWorld): Promise<readonly [TalkNode, TalkNode]> {
  const [host, guest] = [await world.node(), await world.node()];
  await offered(world, host, guest);
  await accept(world, guest, { ...silent, seen: "2026-11-20" });
  return [host, guest];
}

describe("two who saw the same", () => {
  test("agree, open what each chose to, and talk", async () => {
    const world = new TalkWorld();
    const [host, guest] = await together(world);
    const [ours, theirs] = [await host.room(), await guest.room()];
    expect([ours.state, theirs.state]).toEqual(["open", "open"]);
    expect(ours.members.find(({ mine }) => !mine)?.gives?.seen).toBe("2026-11-20");
    expect(theirs.members.find(({ mine }) => !mine)?.gives).toEqual(giving);
    expect(ours.ourName).toBe(theirs.members.find(({ mine }) => !mine)?.name);
    await host.note("We blocked it at the proxy.");
    await guest.note("So did we, a day later.");
    await world.rounds(2);
    const said = ["So did we, a day later.", "We blocked it at the proxy."];
    expect((await host.heard()).sort()).toEqual(said);
    expect((await guest.heard()).sort()).toEqual(said);
    expect((await guest.talk.inbox()).unread).toBe(3);
    await guest.talk.markRead(theirs.id);
    expect((await guest.talk.inbox()).unread).toBe(0);
    expect((await guest.room()).messages.every(({ delivery }) => delivery !== "waiting")).toBe(
      true,
    );
  });

  test("nobody else can open anything, and all messages have one size", async () => {
    const world = new TalkWorld();
    const stranger = await world.node();
    await together(world);
    expect((await stranger.talk.inbox()).items).toEqual([]);
    expect(await stranger.talk.offers()).toEqual([]);
    const sizes = new Set(world.published.map(({ sealed }) => sealed.length));
    expect([...sizes]).toEqual([sealedMessageBytes]);
  });

  test("before an answer, an offer tells nothing but that someone saw it, too", async () => {
    const world = new TalkWorld();
    const [host, guest] = [await world.node(), await world.node()];
    await offered(world, host, guest);
    expect(await guest.talk.offers()).toMatchObject([
      { state: "invited", mine: false, invited: 1 },
    ]);
    expect(await guest.talk.rooms()).toEqual([]);
    expect(await host.talk.offers()).toMatchObject([{ state: "offered", mine: true }]);
    expect(JSON.stringify(await guest.store.mail.rooms())).not.toContain("soc at one");
  });

  test("a no is told only where it is to be", async () => {
    const world = new TalkWorld();
    const [host, first, second] = [await world.node(), await world.node(), await world.node()];
    await offered(world, host, first);
    await first.talk.decline((await first.talk.offers())[0]?.id ?? "", true);
    await offered(world, second, host);
    await host.talk.decline((await host.talk.offers()).find(({ mine }) => !mine)?.id ?? "", false);
    await world.rounds(2);
    expect((await host.talk.offers()).map(({ state }) => state)).toEqual(["declined", "declined"]);
    expect(await second.talk.offers()).toMatchObject([{ state: "offered" }]);
  });

  test("an offer that nobody answers is over on both sides, and cannot be accepted any more", async () => {
    const world = new TalkWorld();
    const [host, guest] = [await world.node(), await world.node()];
    await offered(world, host, guest);
    const [offer] = await guest.talk.offers();
    const plan = await guest.talk.plan.accept(offer?.id ?? "", silent);
    world.nowMs += 73 * 3_600_000;
    world.round += 73 * 60;
    expect(await host.talk.offers()).toMatchObject([{ state: "expired" }]);
    expect(await guest.talk.offers()).toMatchObject([{ state: "expired" }]);
    await expect(guest.send(plan)).rejects.toMatchObject({ code: "wrong-state" });
    await expect(guest.talk.plan.accept(offer?.id ?? "", silent)).rejects.toMatchObject({
      code: "wrong-state",
    });
  });

  test("an offer is not made twice for one match", async () => {
    const world = new TalkWorld();
    const [host, guest] = [await world.node(), await world.node()];
    await offered(world, host, guest);
    const again = host.talk.plan.offer(host.matches[0]?.id ?? "", silent);
    await expect(again).rejects.toMatchObject({ code: "wrong-state" });
  });

  test("a file travels in pieces and is shown once it is whole", async () => {
    const world = new TalkWorld();
    const [host, guest] = await together(world);
    const text = "title: Proxy rule\n".repeat(300);
    const { id } = await host.room();
    const file = { of: "file" as const, name: "proxy.yml", format: "sigma" as const, text };
    const plan = await host.talk.plan.message(id, file);
    expect(plan.letters).toHaveLength(3);
    await host.send(plan);
    await world.rounds(2);
    const files = async () =>
      (await guest.room()).messages.flatMap(({ says }) => (says.of === "file" ? says.file : []));
    expect(await files()).toMatchObject([{ name: "proxy.yml", parts: 3, got: 2, text: null }]);
    await world.rounds(1);
    expect(await files()).toMatchObject([{ got: 3, text }]);
    const huge = { ...file, text: "x".repeat(30_000) };
    await expect(host.talk.plan.message(id, huge)).rejects.toMatchObject({ code: "too-large" });
  });

  test("a capsule that is lost goes out again, and nothing is heard twice", async () => {
    const world = new TalkWorld();
    const [host, guest] = await together(world);
    await host.note("Once.");
    world.loses = 1;
    await world.rounds(8);
    expect(await guest.heard()).toEqual(["Once."]);
    expect(await host.heard()).toEqual(["Once."]);
  });

  test("without tokens nothing is said, and nothing is lost", async () => {
    const world = new TalkWorld();
    const [host, guest] = [await world.node(1), await world.node()];
    await offered(world, host, guest);
    await accept(world, guest);
    expect((await guest.talk.offers())[0]?.state).toBe("joining");
    expect(host.failures).toBeGreaterThan(0);
    await host.giveTokens("2025-02", 9);
    await world.rounds(1);
    await host.talk.look();
    await world.rounds(1);
    expect((await guest.room()).state).toBe("open");
  });
});

test("two nodes whose sealed sightings met talk about what both saw", async () => {
  const { a, b, sealed } = await twoWhoSaw(["domain", "invented-portal-7.net"]);
  for (const it of [a, b]) await it.read(leafOf(sealed));
  const world = new TalkWorld();
  const host = await world.node(9, a.room.matches);
  const guest = await world.node(9, b.room.matches);
  const { items } = await a.room.matches.list({ limit: 9 });
  await host.send(await host.talk.plan.offer(items[0]?.id ?? "", giving));
  await world.rounds(1);
  expect(await guest.talk.offers()).toMatchObject([
    { state: "invited", value: { type: "domain", value: "invented-portal-7.net" } },
  ]);
  await accept(world, guest);
  await guest.note("Seen here, too.");
  await world.rounds(1);
  expect(await host.heard()).toEqual(["Seen here, too."]);
});

describe("rooms of many", () => {
  test("everyone hears everyone; who comes later reads nothing from before", async () => {
    const world = new TalkWorld();
    const [host, early, late] = [await world.node(), await world.node(), await world.node()];
    await offered(world, host, early, late);
    await accept(world, early, { ...silent, techniques: ["T1059"] });
    await early.note("Before.");
    await world.rounds(1);
    await accept(world, late);
    await world.rounds(4);
    await late.note("After.");
    await world.rounds(2);
    expect(await late.heard()).toEqual(["After."]);
    expect(await early.heard()).toEqual(["Before.", "After."]);
    expect(await host.heard()).toEqual(["Before.", "After."]);
    const names = (await late.room()).members.map(({ name }) => name).sort();
    expect((await early.room()).members.map(({ name }) => name).sort()).toEqual(names);
    expect((await late.room()).members.some(({ gives }) => gives?.techniques[0] === "T1059")).toBe(
      true,
    );
  });

  test("who left cannot read what is said after", async () => {
    const world = new TalkWorld();
    const [host, stays, leaves] = [await world.node(), await world.node(), await world.node()];
    await offered(world, host, stays, leaves);
    await accept(world, stays);
    await accept(world, leaves);
    await world.rounds(4);
    const kept = await leaves.store.mail.rooms();
    const keys = await leaves.store.mail.keys(world.nowMs);
    await leaves.talk.leave((await leaves.room()).id);
    await world.rounds(5);
    // A leaver that keeps its keys and listens on.
    await leaves.store.mail.apply({ rooms: kept, keys });
    await stays.note("It has left.");
    await world.rounds(2);
    expect(await host.heard()).toEqual(["It has left."]);
    expect(await leaves.heard()).toEqual([]);
    expect((await host.room()).members.filter(({ left }) => left)).toHaveLength(1);
    expect((await stays.room()).members.filter(({ left }) => left)).toHaveLength(1);
  });
});

describe("a stolen one-time key", () => {
  test("opens no offer without what only they know who saw the value", async () => {
    const world = new TalkWorld();
    const [host, guest, thief] = [await world.node(), await world.node(), await world.node()];
    await world.matched(host, guest);
    const stolen = guest.matches[0];
    if (stolen === undefined) throw new Error("match");
    thief.matches.push({ ...stolen, pairKey: systemRandom.bytes(32) });
    await host.send(await host.talk.plan.offer(stolen.id, giving));
    await world.rounds(1);
    expect(await thief.talk.offers()).toEqual([]);
    expect(await guest.talk.offers()).toHaveLength(1);
  });

  test("a value that others did not see brings no offer to them", async () => {
    const world = new TalkWorld();
    const [host, guest] = [await world.node(), await world.node()];
    await world.matched(host, guest);
    const { publicKey } = await generateHpkeKeyPair(systemRandom);
    const known = host.matches[0];
    if (known === undefined) throw new Error("match");
    const forged = { ...known, id: "forged", tag: toBase64Url(systemRandom.bytes(32)) };
    host.matches.push({ ...forged, peers: [...known.peers, { pk: publicKey }] });
    await host.send(await host.talk.plan.offer("forged", silent));
    await world.rounds(2);
    expect(await guest.talk.offers()).toEqual([]);
  });
});
