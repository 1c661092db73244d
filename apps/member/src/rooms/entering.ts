/**
 * How a room comes to be: an offer to who saw the same, an answer or silence, and a key for those who came.
 * An offer says nothing of its sender but that it saw the same value; what each opens goes only to those who
 * have accepted. PROTOCOL §3.4.
 */

import { verifyDocument } from "@tocsin/crypto";
import { canonicalJson, parseRound, roundSpan } from "@tocsin/kernel";
import type { LetterRow, MailChange, MailStore } from "@tocsin/store";
import {
  bytesOf,
  type DeclineLetter,
  type Gives,
  type InviteLetter,
  type JoinLetter,
  type OfferLetter,
  roomMembersMax,
  type SaidContent,
  type WelcomeLetter,
} from "@tocsin/wire";
import type { MatchPort } from "../mailbox/own-keys.ts";
import { type Received, receivedRow } from "../mailbox/receiving.ts";
import {
  isHost,
  outgoingKey,
  ownPseudonym,
  roomKey,
  roomOf,
  type RoomRecord,
  rowOf,
  stateAt,
  ticketHash,
} from "./room-record.ts";

export interface EnteringPorts {
  readonly mail: Pick<MailStore, "room" | "rooms" | "keys">;
  readonly matches: MatchPort | undefined;
  readonly roundMs: () => number;
}

/** Offers that wait for a person at one time; more are taken for a flood and left alone. */
const waitingOffersMax = 64;
/** Rounds that an answer may be late: it was on its way. */
const lateRoundsMax = 4;

export async function receiveOffer(
  { mail, matches, roundMs }: EnteringPorts,
  received: Received,
  offer: OfferLetter,
): Promise<MailChange | undefined> {
  const { key, message } = received;
  if (key.purpose !== "match" || message.round > offer.untilRound) return undefined;
  const match = await matches?.get(key.ref);
  if (match?.tag !== offer.tag) return undefined;
  const { signature, ...said } = offer;
  if (!verifyDocument("offer", said, bytesOf(signature), bytesOf(offer.host))) return undefined;
  if (!(await isHeard(mail, offer.room))) return undefined;
  const room = invitedRoom(offer, message.publishedMs);
  const { id, type, value } = match;
  return invitedChange({ ...room, match: { id, type, value } }, received, roundMs());
}

/** Into a room that is there, by the key of a report of ours. */
export async function receiveInvite(
  { mail, roundMs }: EnteringPorts,
  received: Received,
  invite: InviteLetter,
): Promise<MailChange | undefined> {
  const { key, message } = received;
  const isOurs = key.purpose === "report" && key.ref === invite.report;
  if (!isOurs || message.round > invite.untilRound) return undefined;
  const { signature, ...said } = invite;
  if (!verifyDocument("invite", said, bytesOf(signature), bytesOf(invite.host))) return undefined;
  if (!(await isHeard(mail, invite.room))) return undefined;
  const room = invitedRoom({ ...invite, invited: invite.present }, message.publishedMs);
  return invitedChange({ ...room, report: invite.report }, received, roundMs());
}

/**
 * One of our room would go on without its host: an invitation by its name of that room. One at a time of each,
 * so that nobody fills our list; the host itself is not asked.
 */
export async function renewedRoom(
  mail: Pick<MailStore, "rooms">,
  room: RoomRecord,
  from: string,
  said: Extract<SaidContent, { of: "renew" }>,
  { round, publishedMs }: Received["message"],
): Promise<RoomRecord | undefined> {
  if (isHost(room) || from === room.host || round > said.untilRound) return undefined;
  const waiting = (await mail.rooms())
    .map(roomOf)
    .some((it) => it.renews === room.id && it.host === from && stateAt(it, round) === "invited");
  if (waiting || !(await isHeard(mail, said.room))) return undefined;
  const others = room.members.filter(({ pk, left }) => !left && pk !== room.host && pk !== from);
  const offered = { ...said, host: from, invited: others.length };
  return { ...invitedRoom(offered, publishedMs), match: room.match, renews: room.id };
}

/** Not while a flood of offers waits, nor a second time. */
async function isHeard(mail: Pick<MailStore, "rooms">, room: string): Promise<boolean> {
  const rooms = (await mail.rooms()).map(roomOf);
  const waiting = rooms.filter(({ state }) => state === "invited").length;
  return waiting < waitingOffersMax && !rooms.some(({ id }) => id === room);
}

function invitedRoom(
  offer: Pick<OfferLetter, "room" | "host" | "ticket" | "replyTo" | "invited" | "untilRound">,
  nowMs: number,
): RoomRecord {
  return {
    v: 1,
    id: offer.room,
    state: "invited",
    host: offer.host,
    own: null,
    seed: null,
    members: [{ pk: offer.host, left: false, gives: null, replyTo: null, owed: false }],
    gives: null,
    gave: false,
    invited: [],
    invitation: { ticket: offer.ticket, replyTo: offer.replyTo },
    offeredTo: offer.invited,
    match: null,
    report: null,
    renews: null,
    untilRound: offer.untilRound,
    createdMs: nowMs,
    changedMs: nowMs,
  };
}

function invitedChange(room: RoomRecord, received: Received, roundMs: number): MailChange {
  const { untilMs } = roundSpan(parseRound(room.untilRound), roundMs);
  const json = canonicalJson({ untilMs });
  return { rooms: [rowOf(room)], letters: [receivedRow(received, { ref: room.id, json })] };
}

/** Someone accepts: it comes in, and everyone is owed a new key. */
export async function receiveJoin(
  { mail }: EnteringPorts,
  received: Received,
  join: JoinLetter,
): Promise<MailChange | undefined> {
  const room = await hostedRoom(mail, received, join.room);
  if (room === undefined || !isInvited(room, join, received)) return undefined;
  const { signature, ...said } = join;
  if (!verifyDocument("join", said, bytesOf(signature), bytesOf(join.from))) return undefined;
  const present = room.members.filter(({ left }) => !left);
  const known = room.members.some(({ pk }) => pk === join.from);
  if (known || present.length >= roomMembersMax) return undefined;
  const { from, replyTo, gives } = join;
  const guests = room.members.map((it) => ({ ...it, owed: it.replyTo !== null && !it.left }));
  const opened: RoomRecord = {
    ...room,
    state: "open",
    members: [...remembered(guests), { pk: from, left: false, gives, replyTo, owed: true }],
    invited: withUsed(room, join),
    changedMs: received.message.publishedMs,
  };
  return { rooms: [rowOf(opened)], letters: [entered(received, room.id, from, gives)] };
}

export async function receiveDecline(
  { mail }: EnteringPorts,
  received: Received,
  decline: DeclineLetter,
): Promise<MailChange | undefined> {
  const room = await hostedRoom(mail, received, decline.room);
  if (room === undefined || !isInvited(room, decline, received)) return undefined;
  const invited = withUsed(room, decline);
  const isOver = room.state === "offered" && invited.every(({ used }) => used);
  const { publishedMs: changedMs } = received.message;
  const state = isOver ? "declined" : room.state;
  return { rooms: [rowOf({ ...room, state, invited, changedMs })] };
}

/** The host lets us in, or tells that someone came or left. */
export async function receiveWelcome(
  { mail }: EnteringPorts,
  received: Received,
  welcome: WelcomeLetter,
): Promise<MailChange | undefined> {
  const { key, message } = received;
  if (key.purpose !== "reply" || key.ref !== welcome.room) return undefined;
  const row = await mail.room(welcome.room);
  const room = row && roomOf(row);
  const ours = room && ownPseudonym(room);
  if (room === undefined || ours === undefined || isHost(room)) return undefined;
  if (room.state !== "joining" && room.state !== "open") return undefined;
  const { signature, ...said } = welcome;
  const { members } = welcome;
  const isGood =
    members.includes(ours) &&
    members.includes(room.host) &&
    new Set(members).size === members.length &&
    verifyDocument("welcome", said, bytesOf(signature), bytesOf(room.host));
  if (!isGood || welcome.seed === room.seed) return undefined;
  const opened: RoomRecord = {
    ...room,
    state: "open",
    seed: welcome.seed,
    members: membersAfter(room, welcome),
    changedMs: message.publishedMs,
  };
  const nowMs = message.publishedMs;
  const old = await oldKeys(mail, room, nowMs);
  const isFirst = room.state === "joining";
  return {
    rooms: [rowOf(opened)],
    keys: [...old, await roomKey(room.id, welcome.seed, nowMs)],
    letters: isFirst ? [entered(received, room.id, room.host, welcome.gives)] : [],
  };
}

/** Keys of the room as they are soon to be forgotten. */
export async function oldKeys(
  mail: Pick<MailStore, "keys">,
  room: RoomRecord,
  nowMs: number,
): Promise<MailChange["keys"] & object> {
  const keys = await mail.keys(nowMs);
  return keys
    .filter(({ purpose, ref }) => purpose === "room" && ref === room.id)
    .map((key) => outgoingKey(key, nowMs));
}

/** Who is there, and of those who have left the last ones: many may come and go. */
function remembered(members: RoomRecord["members"]): RoomRecord["members"] {
  const gone = members.filter(({ left }) => left).slice(-(roomMembersMax - 1));
  return members.filter((it) => !it.left || gone.includes(it));
}

function membersAfter(room: RoomRecord, { members, gives }: WelcomeLetter): RoomRecord["members"] {
  const known = new Map(room.members.map((it) => [it.pk, it]));
  const present = members.map((pk) => ({
    ...(known.get(pk) ?? { pk, gives: null, replyTo: null, owed: false }),
    left: false,
  }));
  const withHost = present.map((it) => (it.pk === room.host ? { ...it, gives } : it));
  const gone = room.members
    .filter(({ pk }) => !members.includes(pk))
    .map((it) => ({ ...it, left: true }))
    .slice(-roomMembersMax);
  return [...withHost, ...gone];
}

async function hostedRoom(
  mail: Pick<MailStore, "room">,
  { key }: Received,
  id: string,
): Promise<RoomRecord | undefined> {
  if (key.purpose !== "reply" || key.ref !== id) return undefined;
  const row = await mail.room(id);
  const room = row && roomOf(row);
  return room !== undefined && isHost(room) ? room : undefined;
}

/** What a ticket comes with; `from` where it is signed by who comes. */
type Answer = Pick<DeclineLetter, "ticket"> & Partial<Pick<JoinLetter, "from">>;

function isInvited(room: RoomRecord, answer: Answer, { message }: Received): boolean {
  const state = stateAt(room, Math.max(0, message.round - lateRoundsMax));
  const isTicket = room.invited.some((it) => isTicketOf(it, answer) && !it.used);
  return isTicket && (state === "offered" || state === "open");
}

function withUsed(room: RoomRecord, answer: Answer): RoomRecord["invited"] {
  return room.invited.map((it) => (isTicketOf(it, answer) ? { ...it, used: true } : it));
}

function isTicketOf(
  { ticket, by }: RoomRecord["invited"][number],
  { ticket: given, from }: Answer,
): boolean {
  return ticket === ticketHash(given) && (by === null || by === from);
}

function entered(received: Received, ref: string, from: string, gives: Gives): LetterRow {
  const json = canonicalJson({ from, content: { of: "join", gives } });
  return receivedRow(received, { ref, json, kind: "said" });
}
