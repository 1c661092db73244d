import { deriveHpkeKeyPair, ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { canonicalJson, concatBytes, systemRandom, toBase64Url, utf8 } from "@tocsin/kernel";
import { bytesOf, type Letter, sealedMessageBytes } from "@tocsin/wire";
import { beforeEach, expect, test } from "vitest";

import { hpkeSeal, importHpkePublicKey } from "@tocsin/crypto";
import { letterText, openLetter, sealLetter } from "../src/mailbox/sealed-letter.ts";
import { saidLetter } from "../src/rooms/obligations.ts";
import { offerTo } from "../src/rooms/planning.ts";
import { roomKey, roomOf, type RoomRecord, ticketHash } from "../src/rooms/room-record.ts";
import { silent, type TalkNode, TalkWorld } from "./world/talk-world.ts";

let world: TalkWorld;
let host: TalkNode;
let guest: TalkNode;

beforeEach(async () => {
  world = new TalkWorld();
  [host, guest] = [await world.node(), await world.node()];
  await world.matched(host, guest);
  await host.send(await host.talk.plan.offer(host.matches[0]?.id ?? "", silent));
  await world.rounds(1);
  const [offer] = await guest.talk.offers();
  await guest.send(await guest.talk.plan.accept(offer?.id ?? "", silent));
  await world.rounds(2);
});

async function recordOf(node: TalkNode): Promise<RoomRecord> {
  const [row] = await node.store.mail.rooms();
  if (row === undefined) throw new Error("room");
  return roomOf(row);
}

/** Anything, sealed to the room as one of its members could. */
async function toRoom(text: string): Promise<Uint8Array> {
  const { id, seed } = await recordOf(host);
  const { pk } = await roomKey(id, seed ?? "", world.nowMs);
  return sealLetter(text, { pk, psk: undefined }, systemRandom);
}

async function fromGuest(more: Partial<RoomRecord> = {}): Promise<Letter> {
  const room = { ...(await recordOf(guest)), ...more };
  return saidLetter(room, { of: "note", text: "Hello." }, systemRandom);
}

test("a member is heard, and the same message again is not heard twice", async () => {
  const sealed = await toRoom(letterText(await fromGuest()));
  await world.publish([sealed]);
  await world.publish([sealed]);
  expect(await host.heard()).toEqual(["Hello."]);
});

test("the same letter under another seal is the same letter", async () => {
  const text = letterText(await fromGuest());
  await world.publish([await toRoom(text), await toRoom(text)]);
  expect(await host.heard()).toEqual(["Hello."]);
});

test.each<[string, () => Promise<Letter>]>([
  ["for another room", () => fromGuest({ id: toBase64Url(systemRandom.bytes(16)) })],
  ["of one who is not in the room", () => fromGuest({ own: toBase64Url(systemRandom.bytes(32)) })],
  [
    "with another's name on it",
    async () => {
      const letter = await fromGuest();
      return letter.kind === "said" ? { ...letter, from: (await recordOf(host)).host } : letter;
    },
  ],
  [
    "altered after it was signed",
    async () => {
      const letter = await fromGuest();
      const content = { of: "note", text: "Other words." } as const;
      return letter.kind === "said" ? { ...letter, content } : letter;
    },
  ],
])("a message %s is not heard", async (_name, make) => {
  await world.publish([await toRoom(letterText(await make()))]);
  expect(await host.heard()).toEqual([]);
});

test.each([
  ["control characters", "a\u001b[2Jb"],
  ["a right-to-left override", "abc\u202edef"],
  ["more than 25 words", "word ".repeat(26).trim()],
  ["more than 240 characters", "x".repeat(241)],
  ["a line end", "a\nb"],
])("a note with %s is no letter", async (_name, text) => {
  const room = await recordOf(guest);
  const key = ed25519SigningKey(bytesOf(room.own ?? ""));
  const said = {
    v: 1,
    kind: "said",
    id: toBase64Url(systemRandom.bytes(16)),
    room: room.id,
    from: toBase64Url(key.publicKey),
    content: { of: "note", text },
  };
  const signature = toBase64Url(signDocument("said", said, key));
  await world.publish([await toRoom(canonicalJson({ ...said, signature }))]);
  expect(await host.heard()).toEqual([]);
});

test("what is sealed for us and is no letter is read as nothing", async () => {
  const { id, seed } = await recordOf(host);
  const { pk } = await roomKey(id, seed ?? "", world.nowMs);
  const recipient = await importHpkePublicKey(bytesOf(pk));
  const info = utf8("tocsin/letter/v1");
  const plain = [
    new Uint8Array(4096).fill(0xff),
    new Uint8Array(4096),
    new Uint8Array(10),
    concatBytes(Uint8Array.of(0, 2), utf8("{}"), new Uint8Array(4092)),
    concatBytes(Uint8Array.of(0, 4), utf8("null"), new Uint8Array(4090)),
  ];
  for (const text of plain) {
    const options = { recipient, info, random: systemRandom };
    const { enc, ciphertext } = await hpkeSeal(options, text, new Uint8Array());
    await world.publish([concatBytes(enc, ciphertext)]);
  }
  await world.publish([systemRandom.bytes(sealedMessageBytes), new Uint8Array(sealedMessageBytes)]);
  expect(await host.heard()).toEqual([]);
  expect((await host.room()).state).toBe("open");
});

test("a guest cannot make itself the host: its new key is not taken", async () => {
  const room = await recordOf(guest);
  const key = ed25519SigningKey(bytesOf(room.own ?? ""));
  const [reply] = await guest.store.mail.keys(world.nowMs);
  const said = {
    v: 1 as const,
    kind: "welcome" as const,
    id: toBase64Url(systemRandom.bytes(16)),
    room: room.id,
    seed: toBase64Url(systemRandom.bytes(32)),
    members: room.members.map(({ pk }) => pk),
    gives: silent,
  };
  const text = letterText({ ...said, signature: toBase64Url(signDocument("welcome", said, key)) });
  const keys = await guest.store.mail.keys(world.nowMs);
  const pk = keys.find(({ purpose }) => purpose === "reply")?.pk ?? reply?.pk ?? "";
  await world.publish([await sealLetter(text, { pk, psk: undefined }, systemRandom)]);
  expect((await recordOf(guest)).seed).toBe(room.seed);
});

test("a ticket lets one in, once; a guessed one nobody", async () => {
  const { invited, id } = await recordOf(host);
  const { invitation } = await recordOf(guest);
  const used = { ticket: ticketHash(invitation?.ticket ?? ""), used: true, by: null };
  expect(invited).toEqual([used]);
  for (const ticket of [invitation?.ticket ?? "", toBase64Url(systemRandom.bytes(16))]) {
    const key = ed25519SigningKey(systemRandom.bytes(32));
    const { publicKey } = await deriveHpkeKeyPair(systemRandom.bytes(32));
    const said = {
      v: 1 as const,
      kind: "join" as const,
      id: toBase64Url(systemRandom.bytes(16)),
      room: id,
      ticket,
      from: toBase64Url(key.publicKey),
      replyTo: toBase64Url(publicKey),
      gives: silent,
    };
    const signature = toBase64Url(signDocument("join", said, key));
    const text = letterText({ ...said, signature });
    const to = { pk: invitation?.replyTo ?? "", psk: undefined };
    await world.publish([await sealLetter(text, to, systemRandom)]);
  }
  expect((await host.room()).members).toHaveLength(2);
});

test("an offer that is sent again opens no second room", async () => {
  const before = world.published.map(({ sealed }) => sealed);
  await world.publish(before);
  await world.rounds(2);
  expect(await guest.talk.offers()).toHaveLength(1);
  expect(await guest.talk.rooms()).toHaveLength(1);
  expect((await host.room()).members).toHaveLength(2);
});

test("a letter to a pair key cannot be opened with the key pair alone", async () => {
  const match = guest.matches[0];
  if (match === undefined) throw new Error("match");
  const pk = toBase64Url(match.own.publicKey);
  const psk = { key: match.pairKey, id: bytesOf(match.tag) };
  const sealed = await sealLetter(letterText(await fromGuest()), { pk, psk }, systemRandom);
  const { importHpkeRecipient } = await import("@tocsin/crypto");
  const recipient = await importHpkeRecipient(match.own.secretKey);
  expect(await openLetter({ recipient, psk }, sealed)).toBeDefined();
  expect(await openLetter({ recipient, psk: undefined }, sealed)).toBeUndefined();
  const wrong = { key: systemRandom.bytes(32), id: psk.id };
  expect(await openLetter({ recipient, psk: wrong }, sealed)).toBeUndefined();
});

test("a node that comes back from an old copy of its store goes on, and uses no key twice", async () => {
  const rooms = await guest.store.mail.rooms();
  const keys = await guest.store.mail.keys(world.nowMs);
  await guest.note("Before the copy was lost.");
  await world.rounds(1);
  const restored = await world.node();
  await restored.store.mail.apply({ rooms, keys });
  await restored.talk.look();
  await restored.note("After it.");
  await world.rounds(1);
  expect(await host.heard()).toEqual(["Before the copy was lost.", "After it."]);
  const encapsulated = world.published.map(({ sealed }) => toBase64Url(sealed.subarray(0, 32)));
  expect(new Set(encapsulated).size).toBe(encapsulated.length);
});

test("a flood of messages costs trying and is forgotten", async () => {
  const noise = Array.from({ length: 200 }, () => systemRandom.bytes(sealedMessageBytes));
  await world.publish(noise);
  await world.rounds(1);
  world.round += 20;
  await host.note("Still here.");
  await world.rounds(2);
  expect(await guest.heard()).toEqual(["Still here."]);
  expect((await guest.store.mail.untried(-1, 500)).length).toBeLessThan(5);
});

test("offers that flood wait up to a number, and one that comes after a person looked is heard", async () => {
  const match = guest.matches[0];
  if (match === undefined) throw new Error("match");
  const offers = async (count: number): Promise<void> => {
    const key = ed25519SigningKey(systemRandom.bytes(32));
    const terms = { key, reply: match.tag, untilRound: world.round + 99, invited: 1 };
    const sealed: Uint8Array[] = [];
    for (let at = 0; at < count; at += 1) {
      const room = toBase64Url(systemRandom.bytes(16));
      const { planned } = offerTo(match, match.own.publicKey, { room, ...terms }, systemRandom);
      const psk = { key: match.pairKey, id: bytesOf(match.tag) };
      const pk = toBase64Url(match.own.publicKey);
      sealed.push(await sealLetter(planned.text, { pk, psk }, systemRandom));
    }
    await world.publish(sealed);
  };
  const waiting = async () =>
    (await guest.talk.offers()).filter(({ state }) => state === "invited");
  await offers(70);
  expect(await waiting()).toHaveLength(64);
  await guest.talk.decline((await waiting())[0]?.id ?? "", false);
  await offers(1);
  expect(await waiting()).toHaveLength(64);
  expect((await guest.room()).state).toBe("open");
});
