import { ed25519SigningKey, importHpkeRecipient, signDocument } from "@tocsin/crypto";
import { systemRandom, toBase64Url } from "@tocsin/kernel";
import { bytesOf, type JoinLetter, type SaidContent } from "@tocsin/wire";
import { beforeEach, describe, expect, test } from "vitest";

import { letterText, openLetter, sealLetter } from "../src/mailbox/sealed-letter.ts";
import { saidLetter } from "../src/rooms/obligations.ts";
import { freshKey, newId } from "../src/rooms/planning.ts";
import { roomKey, roomOf, type RoomRecord } from "../src/rooms/room-record.ts";
import { silent, type TalkNode, TalkWorld } from "./world/talk-world.ts";

let world: TalkWorld;
let host: TalkNode;
let heron: TalkNode;
let ibis: TalkNode;
let plover: TalkNode;
/** The room of all four. */
let old: string;

beforeEach(async () => {
  world = new TalkWorld();
  [host, heron, ibis, plover] = [
    await world.node(),
    await world.node(),
    await world.node(),
    await world.node(),
  ];
  await world.matched(host, heron, ibis, plover);
  await host.send(await host.talk.plan.offer(host.matches[0]?.id ?? "", silent));
  await world.rounds(3);
  for (const node of [heron, ibis, plover]) await accept(node);
  await world.rounds(6);
  old = (await host.room()).id;
});

async function accept(node: TalkNode): Promise<void> {
  const offer = (await node.talk.offers()).find(({ state }) => state === "invited");
  await node.send(await node.talk.plan.accept(offer?.id ?? "", silent));
  await world.rounds(2);
}

async function recordOf(node: TalkNode, id: string): Promise<RoomRecord> {
  const row = await node.store.mail.room(id);
  if (row === undefined) throw new Error("no room");
  return roomOf(row);
}

async function nameIn(node: TalkNode, id: string): Promise<string> {
  return (await node.talk.room(id)).ourName;
}

/** The rooms that would go on, as a node has them. */
async function renewals(node: TalkNode) {
  return (await node.talk.offers()).filter(({ renews }) => renews === old);
}

/** The room that goes on. */
async function renewedBy(node: TalkNode): Promise<string> {
  await node.send(await node.talk.plan.renew(old, { ...silent, techniques: ["T1566"] }));
  await world.rounds(1);
  return (await renewals(node)).find(({ mine }) => mine)?.id ?? "";
}

async function heardIn(node: TalkNode, id: string): Promise<string[]> {
  const { messages } = await node.talk.room(id);
  return messages.flatMap(({ says }) => (says.of === "note" ? says.text : []));
}

/** Anything, sealed to the old room as one of it could. */
async function saidBy(node: TalkNode, content: SaidContent, more: Partial<RoomRecord> = {}) {
  const room = await recordOf(node, old);
  const letter = saidLetter({ ...room, ...more }, content, systemRandom);
  const { pk } = await roomKey(old, room.seed ?? "", world.nowMs);
  await world.publish([await sealLetter(letterText(letter), { pk, psk: undefined }, systemRandom)]);
}

async function renewal(more: Partial<Extract<SaidContent, { of: "renew" }>> = {}) {
  const { pk: replyTo } = await freshKey(systemRandom);
  const [room, ticket] = [newId(systemRandom), newId(systemRandom)];
  return { of: "renew" as const, room, replyTo, ticket, untilRound: world.round + 99, ...more };
}

describe("a room whose host is gone", () => {
  test("goes on with those who come, under the names that they have, without a word of before", async () => {
    world.nodes.splice(world.nodes.indexOf(host), 1);
    await heron.note("Is anyone there?");
    await world.rounds(1);
    const id = await renewedBy(heron);
    const asked = { id, state: "invited", mine: false, renews: old, invited: 2 };
    expect(await renewals(ibis)).toMatchObject([{ ...asked, value: { value: "c2.example" } }]);
    expect((await ibis.talk.inbox()).items[0]?.says).toContain("would go on in a new room");
    await accept(ibis);
    await accept(plover);
    await world.rounds(4);
    for (const node of [heron, ibis, plover]) {
      const { members, state, ourName } = await node.talk.room(id);
      expect(state).toBe("open");
      expect(members).toHaveLength(3);
      expect(ourName).toBe(await nameIn(node, old));
    }
    const shown = (await plover.talk.room(id)).members;
    expect(shown.find(({ gives }) => gives?.techniques[0] === "T1566")?.name).toBe(
      await nameIn(heron, old),
    );
    await plover.send(await plover.talk.plan.message(id, { of: "note", text: "On we go." }));
    await world.rounds(1);
    for (const node of [heron, ibis, plover])
      expect(await heardIn(node, id)).toEqual(["On we go."]);
    expect((await heron.talk.room(id)).host).toBe(true);
  });

  test("lets the lost host in again like anyone, and who stays silent stays behind", async () => {
    const id = await renewedBy(heron);
    await accept(ibis);
    await world.rounds(3);
    expect((await heron.talk.room(id)).members).toHaveLength(2);
    expect((await plover.talk.rooms()).map((room) => room.id)).toEqual([old]);
    await heron.send(await heron.talk.plan.invite(id, { match: heron.matches[0]?.id ?? "" }));
    await world.rounds(4);
    await accept(host);
    await world.rounds(3);
    expect((await heron.talk.room(id)).members).toHaveLength(3);
    expect(await nameIn(host, id)).not.toBe(await nameIn(host, old));
  });

  test("the host hears it and is not asked; two may ask, and each chooses", async () => {
    const [first, second] = [await renewedBy(heron), await renewedBy(ibis)];
    expect(await renewals(host)).toEqual([]);
    const { messages } = await host.talk.room(old);
    expect(messages.filter(({ says }) => says.of === "renew")).toHaveLength(2);
    const asked = (await renewals(plover)).map(({ id }) => id);
    expect(asked.sort()).toEqual([first, second].sort());
  });

  test("is not renewed by its host, twice by one, or for nobody", async () => {
    const refused = { code: "wrong-state" };
    await expect(host.talk.plan.renew(old, silent)).rejects.toMatchObject(refused);
    await renewedBy(heron);
    await expect(heron.talk.plan.renew(old, silent)).rejects.toMatchObject(refused);
    const [offer] = await renewals(ibis);
    await expect(ibis.talk.decline(offer?.id ?? "", true)).rejects.toMatchObject(refused);
    await ibis.talk.decline(offer?.id ?? "", false);
    expect(await renewals(ibis)).toMatchObject([{ state: "declined" }]);
    for (const name of [await nameIn(heron, old), await nameIn(ibis, old)]) {
      await host.talk.remove(old, name);
    }
    await world.rounds(3);
    await expect(plover.talk.plan.renew(old, silent)).rejects.toMatchObject(refused);
  });
});

describe("a malicious member", () => {
  test("does not ask from outside, in the host's name, or late", async () => {
    await saidBy(plover, await renewal(), { own: toBase64Url(systemRandom.bytes(32)) });
    await saidBy(plover, await renewal({ untilRound: world.round - 1 }));
    await saidBy(host, await renewal());
    expect(await renewals(heron)).toEqual([]);
  });

  test("asks as often as it likes, and fills nobody's list", async () => {
    for (let at = 0; at < 5; at += 1) await saidBy(plover, await renewal());
    expect(await renewals(heron)).toHaveLength(1);
    const known = await renewal({ room: old });
    await saidBy(ibis, known);
    expect((await heron.talk.room(old)).state).toBe("open");
  });

  test("comes once, and brings nobody: the ticket is for those who are named", async () => {
    const id = await renewedBy(heron);
    const { invitation } = await recordOf(plover, id);
    const { own } = await recordOf(plover, old);
    const join = async (seed: Uint8Array): Promise<void> => {
      const key = ed25519SigningKey(seed);
      const said: Omit<JoinLetter, "signature"> = {
        ...{ v: 1, kind: "join", id: newId(systemRandom), room: id },
        ...{ ticket: invitation?.ticket ?? "", from: toBase64Url(key.publicKey) },
        ...{ replyTo: (await freshKey(systemRandom)).pk, gives: silent },
      };
      const text = letterText({ ...said, signature: toBase64Url(signDocument("join", said, key)) });
      const to = { pk: invitation?.replyTo ?? "", psk: undefined };
      await world.publish([await sealLetter(text, to, systemRandom)]);
    };
    await join(systemRandom.bytes(32));
    expect((await recordOf(heron, id)).members).toHaveLength(1);
    await join(bytesOf(own ?? ""));
    await join(bytesOf(own ?? ""));
    expect((await recordOf(heron, id)).members).toHaveLength(2);
    // It says no for the others: their places stay.
    const no = { v: 1 as const, kind: "decline" as const, id: newId(systemRandom), room: id };
    const text = letterText({ ...no, ticket: invitation?.ticket ?? "" });
    const to = { pk: invitation?.replyTo ?? "", psk: undefined };
    await world.publish([await sealLetter(text, to, systemRandom)]);
    await accept(ibis);
    await world.rounds(3);
    expect((await heron.talk.room(id)).members).toHaveLength(3);
  });

  test("who was put out before reads and enters nothing of the new room", async () => {
    await host.talk.remove(old, await nameIn(plover, old));
    await world.rounds(3);
    const id = await renewedBy(heron);
    await accept(ibis);
    await world.rounds(2);
    await heron.send(await heron.talk.plan.message(id, { of: "note", text: "Without it." }));
    await world.rounds(1);
    expect(await renewals(plover)).toEqual([]);
    const keys = await plover.store.mail.keys(world.nowMs);
    for (const { secret } of keys) {
      const recipient = await importHpkeRecipient(secret);
      for (const { sealed } of world.published.slice(-2)) {
        expect(await openLetter({ recipient, psk: undefined }, sealed)).toBeUndefined();
      }
    }
  });
});
