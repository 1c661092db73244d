/**
 * Makes the letters that a person asked for, with fresh keys for each room and each question: none of them
 * is ever used for anything else, so no two conversations can be tied to each other. PROTOCOL §2, §3.4.
 */

import {
  deriveHpkeKeyPair,
  ed25519SigningKey,
  type Ed25519SigningKey,
  sha256,
  signDocument,
} from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  hourMs,
  parseCanonicalJson,
  type Random,
  roundAt,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import type { MailStore, ReportStore } from "@tocsin/store";
import {
  type AnswerLetter,
  bytesOf,
  envelope,
  fileBytesMax,
  type FilePart,
  filePartBytesMax,
  type Gives,
  type JoinLetter,
  letterIdBytes,
  type OfferLetter,
  parseMessage,
  type QuestionLetter,
  type RoomLetter,
  roomMembersMax,
  type SaidContent,
} from "@tocsin/wire";
import type { NewMessageRequest } from "@tocsin/wire/node-api";
import type { ReportKeyring } from "../keys/report-keys.ts";
import type { MatchForTalk, MatchPort } from "../mailbox/own-keys.ts";
import { questionIn } from "../mailbox/receiving.ts";
import { letterText } from "../mailbox/sealed-letter.ts";
import { saidLetter } from "./obligations.ts";
import { noPlan, type Plan, type PlannedLetter } from "./plan.ts";
import { entryText } from "./saying-in-room.ts";
import { ownPseudonym, roomOf, type RoomRecord, stateAt, ticketHash } from "./room-record.ts";

/** An offer that nobody answers in this time is over. */
export const offerMs = 72 * hourMs;
const seedBytes = 32;

export interface PlanningPorts {
  readonly mail: MailStore;
  readonly reports: Pick<ReportStore, "get" | "own">;
  readonly keyring: ReportKeyring;
  readonly matches: MatchPort | undefined;
  readonly roundMs: () => number;
  readonly clock: Clock;
  readonly random: Random;
}

/** To everyone who saw the same, up to the size of a room: each gets an offer of its own. */
export async function planOffer(ports: PlanningPorts, id: string, gives: Gives): Promise<Plan> {
  const { random, clock, roundMs } = ports;
  const match = await ports.matches?.get(id);
  if (match === undefined || match.peers.length === 0) throw new TocsinError("not-found");
  const known = (await ports.mail.rooms()).map(roomOf);
  const round = roundAt(clock.now(), roundMs());
  const isOpen = (it: RoomRecord): boolean =>
    it.match?.id === id && ["offered", "open"].includes(stateAt(it, round)) && it.own !== null;
  if (known.some(isOpen)) throw new TocsinError("wrong-state", { detail: "offered already" });
  const own = random.bytes(seedBytes);
  const key = ed25519SigningKey(own);
  const reply = await freshKey(random);
  const room = newId(random);
  const peers = match.peers.slice(0, roomMembersMax - 1);
  const untilRound = roundAt(clock.now() + offerMs, roundMs());
  const terms = { room, key, reply: reply.pk, untilRound, invited: peers.length };
  const offers = peers.map(({ pk }) => offerTo(match, pk, terms, random));
  const host = toBase64Url(key.publicKey);
  const begun: RoomRecord = {
    v: 1,
    id: room,
    state: "offered",
    host,
    own: toBase64Url(own),
    seed: null,
    members: [{ pk: host, left: false, gives, replyTo: null, owed: false }],
    gives,
    gave: true,
    invited: offers.map(({ ticket }) => ({ ticket: ticketHash(ticket), used: false, by: null })),
    invitation: null,
    offeredTo: peers.length,
    match: { id: match.id, type: match.type, value: match.value },
    report: null,
    renews: null,
    untilRound,
    createdMs: clock.now(),
    changedMs: clock.now(),
  };
  const letters = offers.map(({ planned }) => planned);
  return { ...noPlan, letters, room: begun, keys: [{ ...reply, ref: room }] };
}

export interface OfferTerms {
  readonly room: string;
  readonly key: Ed25519SigningKey;
  readonly reply: string;
  readonly untilRound: number;
  readonly invited: number;
}

export function offerTo(match: MatchForTalk, pk: Uint8Array, terms: OfferTerms, random: Random) {
  const { room, key, reply, untilRound, invited } = terms;
  const ticket = newId(random);
  const said: Omit<OfferLetter, "signature"> = {
    v: 1,
    kind: "offer",
    id: newId(random),
    tag: match.tag,
    room,
    host: toBase64Url(key.publicKey),
    replyTo: reply,
    ticket,
    invited,
    untilRound,
  };
  const signature = toBase64Url(signDocument("offer", said, key));
  const psk = { key: toBase64Url(match.pairKey), id: match.tag };
  const planned: PlannedLetter = {
    id: said.id,
    text: letterText({ ...said, signature }),
    to: { pk: toBase64Url(pk), psk },
    row: null,
  };
  return { ticket, planned };
}

export async function planAccept(ports: PlanningPorts, id: string, gives: Gives): Promise<Plan> {
  const { random } = ports;
  const { room, invitation } = await invitedRoom(ports, id);
  const own = room.renews === null ? random.bytes(seedBytes) : await ownIn(ports, room.renews);
  const key = ed25519SigningKey(own);
  const reply = await freshKey(random);
  const said: Omit<JoinLetter, "signature"> = {
    v: 1,
    kind: "join",
    id: newId(random),
    room: id,
    ticket: invitation.ticket,
    from: toBase64Url(key.publicKey),
    replyTo: reply.pk,
    gives,
  };
  const signature = toBase64Url(signDocument("join", said, key));
  const json = canonicalJson({ from: said.from, content: { of: "join", gives } });
  return {
    ...noPlan,
    letters: [
      {
        id: said.id,
        text: letterText({ ...said, signature }),
        to: { pk: invitation.replyTo, psk: null },
        row: { kind: "said", ref: id, json },
      },
    ],
    enters: { room: id, own: toBase64Url(own), gives },
    keys: [{ ...reply, ref: id }],
  };
}

/** Into a room that goes on we come as who we were. Throws `wrong-state`. */
async function ownIn({ mail }: PlanningPorts, id: string): Promise<Uint8Array> {
  const row = await mail.room(id);
  const own = row && roomOf(row).own;
  if (own === undefined || own === null) throw new TocsinError("wrong-state", { detail: "room" });
  return bytesOf(own);
}

/** A letter that says no; silence needs none, and is the only answer to whoever would go on with a room. */
export async function planDecline(ports: PlanningPorts, id: string): Promise<Plan> {
  const { room, invitation } = await invitedRoom(ports, id);
  if (room.renews !== null) throw new TocsinError("wrong-state", { detail: "say nothing" });
  const { ticket, replyTo } = invitation;
  const letter = { v: 1, kind: "decline", id: newId(ports.random), room: id, ticket } as const;
  const to = { pk: replyTo, psk: null };
  return { ...noPlan, letters: [{ id: letter.id, text: letterText(letter), to, row: null }] };
}

/** Throws `not-found`, and `wrong-state` where there is nothing to answer any more. */
export async function invitedRoom(ports: PlanningPorts, id: string) {
  const { mail, clock, roundMs } = ports;
  const row = await mail.room(id);
  if (row === undefined) throw new TocsinError("not-found");
  const room = roomOf(row);
  const { invitation } = room;
  const state = stateAt(room, roundAt(clock.now(), roundMs()));
  if (state !== "invited" || invitation === null) throw new TocsinError("wrong-state");
  return { room, invitation };
}

export async function planMessage(
  ports: PlanningPorts,
  id: string,
  message: NewMessageRequest,
): Promise<Plan> {
  const room = await openRoom(ports.mail, id);
  const contents = message.of === "file" ? filePieces(message, ports.random) : [message];
  const letters = contents.map((content) => saidIn(room, content, ports.random));
  const opens = message.of === "gives" ? { room: id, gives: message.gives } : null;
  return { ...noPlan, letters, opens };
}

/** Throws `not-found`, `wrong-state`. */
export async function openRoom(mail: Pick<MailStore, "room">, id: string): Promise<RoomRecord> {
  const row = await mail.room(id);
  if (row === undefined) throw new TocsinError("not-found");
  const room = roomOf(row);
  if (room.state !== "open" || ownPseudonym(room) === undefined) {
    throw new TocsinError("wrong-state", { detail: "room" });
  }
  return room;
}

export function saidIn(room: RoomRecord, content: SaidContent, random: Random): PlannedLetter {
  const letter: RoomLetter = saidLetter(room, content, random);
  return {
    id: letter.id,
    text: letterText(letter),
    to: { room: room.id },
    row: { kind: "said", ref: room.id, json: entryText(letter) },
  };
}

/** One for each capsule. Throws `too-large`. */
export function filePieces(
  { name, format, text }: Pick<FilePart, "name" | "format"> & { readonly text: string },
  random: Random,
): SaidContent[] {
  const bytes = utf8(text);
  if (bytes.length > fileBytesMax) {
    throw new TocsinError("too-large", { detail: `file of ${String(fileBytesMax)} bytes` });
  }
  const parts = Math.ceil(bytes.length / filePartBytesMax);
  const shared = { file: newId(random), name, format, hash: toBase64Url(sha256(bytes)), parts };
  return Array.from({ length: parts }, (_, part) => {
    const piece = bytes.slice(part * filePartBytesMax, (part + 1) * filePartBytesMax);
    const file: FilePart = { ...shared, part, bytes: toBase64Url(piece) };
    return { of: "file", file };
  });
}

export async function planQuestion(ports: PlanningPorts, id: string, text: string): Promise<Plan> {
  const report = await ports.reports.get(id);
  if (report === undefined || report.index === null) throw new TocsinError("not-found");
  if (report.withdrawn) throw new TocsinError("already-withdrawn");
  const { pkHpke } = parseMessage(envelope, parseCanonicalJson(report.envelope));
  const reply = await freshKey(ports.random);
  const question: QuestionLetter = {
    v: 1,
    kind: "question",
    id: newId(ports.random),
    report: id,
    text,
    replyTo: reply.pk,
  };
  const json = letterText(question);
  const row = { kind: "question", ref: id, json };
  const to = { pk: pkHpke, psk: null };
  return {
    ...noPlan,
    letters: [{ id: question.id, text: json, to, row }],
    keys: [{ ...reply, ref: question.id }],
  };
}

/** Throws `not-found` for what nobody asked us, `not-ours` where the report's key is not here. */
export async function planAnswer(ports: PlanningPorts, id: string, text: string): Promise<Plan> {
  const row = await ports.mail.letter(id);
  if (row?.kind !== "question" || row.mine) throw new TocsinError("not-found");
  const question = questionIn(row);
  const own = await ports.reports.own(question.report);
  if (own === undefined) throw new TocsinError("not-ours");
  const { signing } = await ports.keyring.keysOf(own, 0);
  const said: Omit<AnswerLetter, "signature"> = {
    v: 1,
    kind: "answer",
    id: newId(ports.random),
    question: id,
    report: question.report,
    text,
  };
  const signature = toBase64Url(signDocument("answer", said, signing));
  const json = letterText({ ...said, signature });
  const to = { pk: question.replyTo, psk: null };
  const listed = { kind: "answer", ref: question.report, json };
  return { ...noPlan, letters: [{ id: said.id, text: json, to, row: listed }] };
}

export async function freshKey(
  random: Random,
): Promise<{ readonly pk: string; readonly secret: string }> {
  const { publicKey, secretKey } = await deriveHpkeKeyPair(random.bytes(seedBytes));
  return { pk: toBase64Url(publicKey), secret: toBase64Url(secretKey) };
}

export function newId(random: Random): string {
  return toBase64Url(random.bytes(letterIdBytes));
}
