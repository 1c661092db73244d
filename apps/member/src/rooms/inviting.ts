/**
 * A host invites into a room that is there: those of another match, or the author of a report. Who is invited
 * learns that there is a room and how many are in it, and of the others nothing before it accepts; the room
 * learns of it when it comes. The exchange sees messages like any other. PROTOCOL §3.4.
 */

import { ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { parseCanonicalJson, roundAt, toBase64Url, TocsinError } from "@tocsin/kernel";
import { bytesOf, envelope, type InviteLetter, parseMessage, roomMembersMax } from "@tocsin/wire";
import type { RoomInvitation } from "@tocsin/wire/node-api";
import { letterText } from "../mailbox/sealed-letter.ts";
import { noPlan, type Plan, type PlannedLetter } from "./plan.ts";
import {
  freshKey,
  newId,
  offerMs,
  offerTo,
  openRoom,
  type OfferTerms,
  type PlanningPorts,
} from "./planning.ts";
import { isHost, nameOf, ownPseudonym, type RoomRecord, ticketHash } from "./room-record.ts";

/** Throws `not-found`, and `wrong-state` for who is not the host, or where the room is full. */
export async function planInvite(
  ports: PlanningPorts,
  id: string,
  whom: RoomInvitation,
): Promise<Plan> {
  const { random, clock, roundMs } = ports;
  const room = await openRoom(ports.mail, id);
  if (!isHost(room) || room.own === null) throw notHost();
  const present = room.members.filter(({ left }) => !left).length;
  const places = roomMembersMax - present;
  if (places < 1) throw new TocsinError("wrong-state", { detail: "the room is full" });
  const reply = await freshKey(random);
  const terms = {
    room: id,
    key: ed25519SigningKey(bytesOf(room.own)),
    reply: reply.pk,
    untilRound: roundAt(clock.now() + offerMs, roundMs()),
    invited: present,
  };
  const invitations =
    "match" in whom
      ? await toMatch(ports, whom.match, terms, places)
      : [await toAuthor(ports, whom.report, terms)];
  return {
    ...noPlan,
    letters: invitations.map(({ planned }) => planned),
    invites: { room: id, tickets: invitations.map(({ ticket }) => ticketHash(ticket)) },
    keys: [{ ...reply, ref: id }],
  };
}

interface Invitation {
  readonly ticket: string;
  readonly planned: PlannedLetter;
}

/** Whoever of them is in the room already does not hear it. */
async function toMatch(
  { matches, random }: PlanningPorts,
  id: string,
  terms: OfferTerms,
  places: number,
): Promise<Invitation[]> {
  const match = await matches?.get(id);
  if (match === undefined || match.peers.length === 0) throw new TocsinError("not-found");
  const peers = match.peers.slice(0, Math.max(places, roomMembersMax - 1));
  const offered = { ...terms, invited: peers.length };
  return peers.map(({ pk }) => offerTo(match, pk, offered, random));
}

async function toAuthor(
  { reports, random }: PlanningPorts,
  id: string,
  { room, key, reply, untilRound, invited: present }: OfferTerms,
): Promise<Invitation> {
  const report = await reports.get(id);
  if (report === undefined || report.index === null) throw new TocsinError("not-found");
  if (report.withdrawn) throw new TocsinError("already-withdrawn");
  if (report.mine) throw new TocsinError("wrong-state", { detail: "a report of ours" });
  const { pkHpke } = parseMessage(envelope, parseCanonicalJson(report.envelope));
  const ticket = newId(random);
  const said: Omit<InviteLetter, "signature"> = {
    v: 1,
    kind: "invite",
    id: newId(random),
    report: id,
    room,
    host: toBase64Url(key.publicKey),
    replyTo: reply,
    ticket,
    present,
    untilRound,
  };
  const signature = toBase64Url(signDocument("invite", said, key));
  const text = letterText({ ...said, signature });
  return { ticket, planned: { id: said.id, text, to: { pk: pkHpke, psk: null }, row: null } };
}

/**
 * The room without one who is in it: such as the shadow of a member that has lost its node and came again. All
 * others are owed a new key. Throws `not-found`, `wrong-state`.
 */
export function withoutMember(room: RoomRecord, name: string, nowMs: number): RoomRecord {
  if (!isHost(room)) throw notHost();
  const ours = ownPseudonym(room);
  const gone = room.members.find((it) => !it.left && it.pk !== ours && nameOf(it.pk) === name);
  if (gone === undefined) throw new TocsinError("not-found");
  const members = room.members.map((it) =>
    it === gone
      ? { ...it, left: true, owed: false }
      : { ...it, owed: !it.left && it.replyTo !== null },
  );
  return { ...room, members, changedMs: nowMs };
}

function notHost(): TocsinError {
  return new TocsinError("wrong-state", { detail: "the host alone can do this" });
}
