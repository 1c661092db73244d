/** What others say in a room: signed by a pseudonym of this room, or it is not heard. */

import { verifyDocument } from "@tocsin/crypto";
import { canonicalJson, parseCanonicalJson } from "@tocsin/kernel";
import type { LetterRow, MailChange, MailStore } from "@tocsin/store";
import { bytesOf, gives, parseMessage, type RoomLetter, saidContent } from "@tocsin/wire";
import { z } from "zod";
import { type Received, receivedRow } from "../mailbox/receiving.ts";
import { renewedRoom } from "./entering.ts";
import { isHost, ownPseudonym, roomOf, type RoomRecord, rowOf } from "./room-record.ts";

/** One line of a room as it is stored, ours and others'. */
export const roomEntry = z.strictObject({
  from: z.string(),
  content: z.union([saidContent, z.strictObject({ of: z.literal("join"), gives })]),
  /** Of what others may have to be shown: an agreement. */
  signature: z.string().nullable().default(null),
});
export type RoomEntry = z.output<typeof roomEntry>;

/** How a line is stored, ours and others'. */
export function entryText({ from, content, signature }: RoomLetter): string {
  const entry = { from, content };
  return canonicalJson(content.of === "agree" ? { ...entry, signature } : entry);
}

export function entryOf(row: Pick<LetterRow, "json">): RoomEntry {
  return parseMessage(roomEntry, parseCanonicalJson(row.json));
}

export async function receiveSaid(
  mail: Pick<MailStore, "room" | "rooms">,
  received: Received,
  letter: RoomLetter,
): Promise<MailChange | undefined> {
  const { key, message } = received;
  if (key.purpose !== "room" || key.ref !== letter.room) return undefined;
  const row = await mail.room(letter.room);
  const room = row && roomOf(row);
  if (room?.state !== "open" || !isHeard(room, letter)) return undefined;
  const changed = { ...changedBy(room, letter), changedMs: message.publishedMs };
  const json = entryText(letter);
  const { from, content } = letter;
  const renewed =
    content.of === "renew" ? await renewedRoom(mail, room, from, content, message) : undefined;
  return {
    rooms: renewed === undefined ? [rowOf(changed)] : [rowOf(changed), rowOf(renewed)],
    letters: [receivedRow(received, { ref: room.id, json, kind: "said" })],
  };
}

function isHeard(room: RoomRecord, { signature, ...said }: RoomLetter): boolean {
  const isPresent = room.members.some(({ pk, left }) => pk === said.from && !left);
  if (!isPresent || said.from === ownPseudonym(room)) return false;
  return verifyDocument("said", said, bytesOf(signature), bytesOf(said.from));
}

function changedBy(room: RoomRecord, { from, content }: RoomLetter): RoomRecord {
  if (content.of === "gives") {
    const given = content.gives;
    return {
      ...room,
      members: room.members.map((it) => (it.pk === from ? { ...it, gives: given } : it)),
    };
  }
  if (content.of !== "leave") return room;
  // Who left must not read on: the host owes the others a new key.
  const owes = isHost(room);
  const members = room.members.map((it) =>
    it.pk === from
      ? { ...it, left: true, owed: false }
      : { ...it, owed: owes && !it.left && it.replyTo !== null },
  );
  return { ...room, members };
}
