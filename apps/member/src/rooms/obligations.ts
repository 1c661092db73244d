/**
 * What a room owes without a person: the host gives everyone who is in it a new key when someone came or
 * left; a guest tells the others once what it has already agreed to open. Nothing goes out that was not
 * approved when the offer was made or accepted.
 */

import { signDocument } from "@tocsin/crypto";
import { type Clock, type Random, toBase64Url } from "@tocsin/kernel";
import type { MailStore } from "@tocsin/store";
import { letterIdBytes, type RoomLetter, type SaidContent, type WelcomeLetter } from "@tocsin/wire";
import type { Addressed, Postage } from "../mailbox/postage.ts";
import { letterText } from "../mailbox/sealed-letter.ts";
import { oldKeys } from "./entering.ts";
import { isHost, ownKey, roomKey, roomOf, type RoomRecord, rowOf } from "./room-record.ts";

export interface ObligationPorts {
  readonly mail: MailStore;
  readonly postage: Postage;
  readonly clock: Clock;
  readonly random: Random;
}

const seedBytes = 32;

export async function settleRooms(ports: ObligationPorts): Promise<void> {
  for (const room of (await ports.mail.rooms()).map(roomOf)) {
    if (room.state !== "open") continue;
    if (room.members.some(({ owed }) => owed)) await renew(ports, room);
    else if (owesGives(room)) await tellGives(ports, room);
  }
}

/** A new key for all who are in the room, each told for itself. */
async function renew(ports: ObligationPorts, room: RoomRecord): Promise<void> {
  const { mail, postage, clock, random } = ports;
  const key = ownKey(room);
  if (key === undefined || room.gives === null) return;
  const seed = toBase64Url(random.bytes(seedBytes));
  const present = room.members.filter(({ left }) => !left).map(({ pk }) => pk);
  const letters: Addressed[] = [];
  for (const { replyTo, owed } of room.members) {
    if (!owed || replyTo === null) continue;
    const said: Omit<WelcomeLetter, "signature"> = {
      v: 1,
      kind: "welcome",
      id: toBase64Url(random.bytes(letterIdBytes)),
      room: room.id,
      seed,
      members: present,
      gives: room.gives,
    };
    const signature = toBase64Url(signDocument("welcome", said, key));
    letters.push({ text: letterText({ ...said, signature }), pk: replyTo, psk: undefined });
  }
  const nowMs = clock.now();
  const members = room.members.map((it) => ({ ...it, owed: false }));
  const keys = [...(await oldKeys(mail, room, nowMs)), await roomKey(room.id, seed, nowMs)];
  await postage.post(letters, (parcels) =>
    mail.apply({ rooms: [rowOf({ ...room, seed, members })], keys, parcels }),
  );
}

/** Where there are others beside the host, they have not heard it yet. */
function owesGives(room: RoomRecord): boolean {
  const present = room.members.filter(({ left }) => !left).length;
  return !room.gave && room.gives !== null && present > 2 && !isHost(room);
}

async function tellGives(ports: ObligationPorts, room: RoomRecord): Promise<void> {
  const { mail, postage, clock } = ports;
  if (room.gives === null || room.seed === null) return;
  const content: SaidContent = { of: "gives", gives: room.gives };
  const letter = saidLetter(room, content, ports.random);
  const { pk } = await roomKey(room.id, room.seed, clock.now());
  const addressed = { text: letterText(letter), pk, psk: undefined };
  await postage.post([addressed], (parcels) =>
    mail.apply({ rooms: [rowOf({ ...room, gave: true })], parcels }),
  );
}

/** Signed by our pseudonym of the room. */
export function saidLetter(room: RoomRecord, content: SaidContent, random: Random): RoomLetter {
  const key = ownKey(room);
  const said = {
    v: 1 as const,
    kind: "said" as const,
    id: toBase64Url(random.bytes(letterIdBytes)),
    room: room.id,
    from: key === undefined ? "" : toBase64Url(key.publicKey),
    content,
  };
  const signature = key === undefined ? "" : toBase64Url(signDocument("said", said, key));
  return { ...said, signature };
}
