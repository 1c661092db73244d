import { verifyDocument } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson } from "@tocsin/kernel";
import { bytesOf, envelope, parseMessage } from "@tocsin/wire";
import { describe, expect, test } from "vitest";

import { roomOf, rowOf } from "../src/rooms/room-record.ts";
import { bodyOf } from "./world/samples.ts";
import { silent, type TalkNode, TalkWorld } from "./world/talk-world.ts";

async function offered(world: TalkWorld, host: TalkNode, guest: TalkNode): Promise<void> {
  await world.matched(host, guest);
  await host.send(await host.talk.plan.offer(host.matches.at(-1)?.id ?? "", silent));
  await world.rounds(1);
}

async function accept(world: TalkWorld, guest: TalkNode): Promise<void> {
  const offer = (await guest.talk.offers()).find(({ state }) => state === "invited");
  await guest.send(await guest.talk.plan.accept(offer?.id ?? "", silent));
  await world.rounds(4);
}

async function together(world: TalkWorld): Promise<readonly [TalkNode, TalkNode]> {
  const [host, guest] = [await world.node(), await world.node()];
  await offered(world, host, guest);
  await accept(world, guest);
  return [host, guest];
}

const present = async (node: TalkNode): Promise<string[]> => {
  const { members } = await node.room();
  return members.flatMap(({ name, left }) => (left ? [] : name)).sort();
};

/** As many as a room's record holds. */
async function manyCameAndWent(host: TalkNode, id: string): Promise<void> {
  const row = await host.store.mail.room(id);
  if (row === undefined) throw new Error("no room");
  const room = roomOf(row);
  const gone = { left: true, gives: null, replyTo: null, owed: false };
  const before = Array.from({ length: 14 }, (_, at) => ({ pk: `gone ${String(at)}`, ...gone }));
  await host.store.mail.apply({
    rooms: [rowOf({ ...room, members: [...before, ...room.members] })],
  });
}

describe("a host", () => {
  test("invites those of another match, and the author of a report, into a room that is there", async () => {
    const world = new TalkWorld();
    const [host, guest] = await together(world);
    const [saw, wrote, reads] = [await world.node(), await world.node(), await world.node()];
    const { id } = await host.room();
    await world.matched(host, saw);
    await host.send(await host.talk.plan.invite(id, { match: host.matches.at(-1)?.id ?? "" }));
    const report = await wrote.writes(host, reads);
    await host.send(await host.talk.plan.invite(id, { report }));
    await world.rounds(2);
    expect(await saw.talk.offers()).toMatchObject([{ id, state: "invited", report: null }]);
    expect(await wrote.talk.offers()).toMatchObject([{ id, state: "invited", report }]);
    expect((await wrote.talk.inbox()).items).toMatchObject([{ kind: "offer", ref: id }]);
    expect(await reads.talk.offers()).toEqual([]);
    await host.note("Before they came.");
    await world.rounds(1);
    await accept(world, saw);
    await accept(world, wrote);
    await wrote.note("We reported it.");
    await world.rounds(2);
    const all = await present(host);
    expect(all).toHaveLength(4);
    for (const node of [guest, saw, wrote]) expect(await present(node)).toEqual(all);
    expect(await wrote.heard()).toEqual(["We reported it."]);
    expect(await guest.heard()).toEqual(["Before they came.", "We reported it."]);
    expect((await host.room()).host).toBe(true);
    expect((await guest.room()).host).toBe(false);
  });

  test("alone can do so; an invitation is for one, and for the report that it names", async () => {
    const world = new TalkWorld();
    const [host, guest] = await together(world);
    const [wrote, other] = [await world.node(), await world.node()];
    const report = await wrote.writes(host, guest, other);
    const { id } = await host.room();
    const refused = { code: "wrong-state" };
    await expect(guest.talk.plan.invite(id, { report })).rejects.toMatchObject(refused);
    await expect(guest.talk.remove(id, (await host.room()).ourName)).rejects.toMatchObject(refused);
    const own = await host.writes();
    await expect(host.talk.plan.invite(id, { report: own })).rejects.toMatchObject(refused);
    const plan = await host.talk.plan.invite(id, { report });
    const theirs = other.reports.get(await other.writes())?.envelope ?? "";
    const { pkHpke } = parseMessage(envelope, parseCanonicalJson(theirs));
    const astray = plan.letters.map((it) => ({ ...it, to: { pk: pkHpke, psk: null } }));
    await host.send({ ...plan, letters: astray });
    await world.rounds(2);
    expect(await other.talk.offers()).toEqual([]);
  });

  test("puts one out who lost its node, and lets it come again", async () => {
    const world = new TalkWorld();
    const [host, lost] = await together(world);
    const { id, members } = await host.room();
    await manyCameAndWent(host, id);
    const again = await world.node();
    again.matches.push(...lost.matches);
    const shadow = members.find(({ mine }) => !mine)?.name ?? "";
    await host.talk.remove(id, shadow);
    await expect(host.talk.remove(id, shadow)).rejects.toMatchObject({ code: "not-found" });
    await host.send(await host.talk.plan.invite(id, { match: host.matches[0]?.id ?? "" }));
    await world.rounds(2);
    await accept(world, again);
    await again.note("Here again.");
    await world.rounds(2);
    expect(await host.heard()).toEqual(["Here again."]);
    expect(await present(again)).toEqual(await present(host));
    expect(await present(host)).not.toContain(shadow);
    // The lost node's disk, found by somebody: it was in the room, and reads nothing of now.
    expect(await lost.heard()).toEqual([]);
  });
});

describe("a report that a room publishes together", () => {
  const body = canonicalJson(
    bodyOf("c2.example", { notes: [{ text: "Block it at the proxy.", class: "DM" }] }),
  );

  test("needs everyone's signature on exactly these bytes", async () => {
    const world = new TalkWorld();
    const [host, guest] = await together(world);
    const { id } = await host.room();
    await host.send(await host.talk.plan.propose(id, body));
    await world.rounds(4);
    const [ours] = (await host.room()).proposals;
    const [theirs] = (await guest.room()).proposals;
    const hash = ours?.body ?? "";
    expect(ours).toMatchObject({ mine: true, byUs: true, byAll: false, text: body });
    expect(theirs).toMatchObject({ body: hash, mine: false, byUs: false, text: body });
    const refused = { code: "room-not-agreed" };
    await expect(host.talk.agreement(id, hash)).rejects.toMatchObject(refused);
    await guest.send(await guest.talk.plan.agree(id, hash));
    await world.rounds(2);
    expect((await host.room()).proposals).toMatchObject([{ byAll: true }]);
    const joint = await host.talk.agreement(id, hash);
    expect(joint).toHaveLength(2);
    expect(new Set(joint.map(({ from }) => from)).size).toBe(2);
    for (const { signature, ...of } of joint) {
      const said = { v: 1, kind: "said", ...of, content: { of: "agree", body: hash } };
      expect(verifyDocument("said", said, bytesOf(signature), bytesOf(of.from))).toBe(true);
    }
    const other = hash.replace(/^./, (it) => (it === "A" ? "B" : "A"));
    await expect(host.talk.agreement(id, other)).rejects.toMatchObject(refused);
  });

  test("whoever comes in later has to agree, too; what is not whole or no report cannot be agreed to", async () => {
    const world = new TalkWorld();
    const [host, guest] = await together(world);
    const { id } = await host.room();
    await host.send(await host.talk.plan.propose(id, body));
    await world.rounds(4);
    const hash = (await host.room()).proposals[0]?.body ?? "";
    await guest.send(await guest.talk.plan.agree(id, hash));
    await world.rounds(2);
    const late = await world.node();
    await world.matched(host, late);
    await host.send(await host.talk.plan.invite(id, { match: host.matches.at(-1)?.id ?? "" }));
    await world.rounds(2);
    await accept(world, late);
    await expect(host.talk.agreement(id, hash)).rejects.toMatchObject({ code: "room-not-agreed" });
    // It has not read the proposal: it came after it.
    await expect(late.talk.plan.agree(id, hash)).rejects.toMatchObject({ code: "not-found" });
    await guest.send(await guest.talk.plan.propose(id, '{"no":"report"}'));
    await world.rounds(4);
    const bad = (await host.room()).proposals.at(-1)?.body ?? "";
    await expect(host.talk.plan.agree(id, bad)).rejects.toMatchObject({ code: "message-invalid" });
  });
});
