/**
 * A room as this node keeps it, with its secrets: they never leave the machine but the room's seed, which the
 * host gives to those who come. Everyone in it is a pseudonym made for this room alone.
 */

import {
  deriveHpkeKeyPair,
  ed25519SigningKey,
  type Ed25519SigningKey,
  sha256,
} from "@tocsin/crypto";
import { canonicalJson, dayMs, parseJson, toBase64Url, utf8 } from "@tocsin/kernel";
import type { MailKeyRow, RoomRow } from "@tocsin/store";
import { bytesOf, gives, parseMessage, roomMembersMax } from "@tocsin/wire";
import type { RoomState } from "@tocsin/wire/node-api";
import { z } from "zod";

/** A room without a word for so long is over. */
export const roomDaysMax = 90;
/** A key that was replaced opens what was on its way. */
const oldKeyMs = dayMs;

/** Invitations of one room that are remembered; the oldest are void. */
export const invitedMax = 64;

const roomMember = z.strictObject({
  /** Pseudonym: Ed25519, base64url. */
  pk: z.string(),
  left: z.boolean(),
  gives: gives.nullable(),
  /** The host's: where this guest is written to, and whether it is still to be given the new key. */
  replyTo: z.string().nullable(),
  owed: z.boolean(),
});

const invitedPeer = z.strictObject({
  /** SHA-256 of the ticket, base64url. */
  ticket: z.string(),
  used: z.boolean(),
  /** Pseudonym of the only one who may come by it; null where whoever has it may. */
  by: z.string().nullable().default(null),
});

export const roomRecord = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  state: z.enum(["offered", "invited", "joining", "open", "declined", "expired", "left"]),
  /** Pseudonym of the host. */
  host: z.string(),
  /** Seed of our own pseudonym; null until we accept. */
  own: z.string().nullable(),
  /** Seed of the room's key; null until we are in it. */
  seed: z.string().nullable(),
  members: z.array(roomMember).max(roomMembersMax * 2),
  /** What we open to those who come. */
  gives: gives.nullable(),
  /** Guest: whether it has told the others, too, what it gives. */
  gave: z.boolean(),
  /** The host's: whom it has invited. */
  invited: z.array(invitedPeer).max(invitedMax),
  /** The guest's: by what it may come, and where the answer goes. */
  invitation: z.strictObject({ ticket: z.string(), replyTo: z.string() }).nullable(),
  /** With how many others it was offered. */
  offeredTo: z.number().int(),
  match: z.strictObject({ id: z.string(), type: z.string(), value: z.string() }).nullable(),
  /** The report of ours whose author was invited. */
  report: z.string().nullable().default(null),
  /** The room that goes on in this one. Our pseudonym here is the one of there. */
  renews: z.string().nullable().default(null),
  untilRound: z.number().int(),
  createdMs: z.number().int(),
  changedMs: z.number().int(),
});
export type RoomRecord = z.output<typeof roomRecord>;

export function roomOf(row: RoomRow): RoomRecord {
  return parseMessage(roomRecord, parseJson(row.json));
}

export function rowOf(room: RoomRecord): RoomRow {
  const { id, state, changedMs } = room;
  return { id, state, changedMs, json: canonicalJson(parseMessage(roomRecord, room)) };
}

export function ownKey(room: RoomRecord): Ed25519SigningKey | undefined {
  return room.own === null ? undefined : ed25519SigningKey(bytesOf(room.own));
}

export function ownPseudonym(room: RoomRecord): string | undefined {
  const key = ownKey(room);
  return key && toBase64Url(key.publicKey);
}

export function isHost(room: RoomRecord): boolean {
  return ownPseudonym(room) === room.host;
}

/** The key of a seed, as it is tried on messages. */
export async function roomKey(room: string, seed: string, nowMs: number): Promise<MailKeyRow> {
  const { publicKey, secretKey } = await deriveHpkeKeyPair(bytesOf(seed));
  const pk = toBase64Url(publicKey);
  const untilMs = nowMs + roomDaysMax * dayMs;
  return { pk, secret: secretKey, psk: null, purpose: "room", ref: room, untilMs };
}

/** The same, soon to be forgotten. */
export function outgoingKey(key: MailKeyRow, nowMs: number): MailKeyRow {
  return { ...key, untilMs: nowMs + oldKeyMs };
}

export function ticketHash(ticket: string): string {
  return toBase64Url(sha256(bytesOf(ticket)));
}

const birds = [
  "Avocet",
  "Bittern",
  "Curlew",
  "Dipper",
  "Egret",
  "Fulmar",
  "Gannet",
  "Heron",
  "Ibis",
  "Jackdaw",
  "Kestrel",
  "Lapwing",
  "Merlin",
  "Nightjar",
  "Osprey",
  "Plover",
] as const;

/** The same for all in the room, and another one in every other room. */
export function nameOf(pk: string): string {
  const digest = sha256(utf8(`tocsin/room-name/v1 ${pk}`));
  const bird = birds[(digest[0] ?? 0) % birds.length] ?? birds[0];
  return `${bird} ${Buffer.from(digest.subarray(1, 3)).toString("hex")}`;
}

/** An offer that nobody took in time is over, on both sides, without a word. */
export function stateAt(room: RoomRecord, round: number): RoomState {
  const waits = room.state === "offered" || room.state === "invited" || room.state === "joining";
  return waits && round > room.untilRound ? "expired" : room.state;
}
