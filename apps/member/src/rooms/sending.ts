/** Takes a planned letter to the outbox: sealed, paid and queued in one transaction with what it changes. */

import { type Clock, dayMs, roundAt, TocsinError } from "@tocsin/kernel";
import type { LetterRow, MailChange, MailKeyRow, MailStore, QueuedParcel } from "@tocsin/store";
import { bytesOf } from "@tocsin/wire";
import type { Addressed, Postage } from "../mailbox/postage.ts";
import { appealParcel } from "../votes/appealing.ts";
import type { Address, Plan } from "./plan.ts";
import { openRoom } from "./planning.ts";
import {
  invitedMax,
  roomKey,
  roomDaysMax,
  roomOf,
  type RoomRecord,
  rowOf,
  stateAt,
} from "./room-record.ts";

export interface SendingPorts {
  readonly mail: MailStore;
  readonly postage: Postage;
  readonly roundMs: () => number;
  readonly clock: Clock;
}

/** Throws `tokens-exhausted`, and `wrong-state` where the room has changed meanwhile. */
export async function sendPlan(
  ports: SendingPorts,
  plan: Plan,
  draft: string | undefined,
): Promise<void> {
  const { mail, postage, clock } = ports;
  const letters: Addressed[] = [];
  for (const { text, to } of plan.letters) letters.push({ text, ...(await placeOf(ports, to)) });
  const rooms = await roomsAfter(ports, plan);
  const nowMs = clock.now();
  const untilMs = nowMs + roomDaysMax * dayMs;
  const keys = plan.keys.map(({ pk, secret, ref }): MailKeyRow => {
    return { pk, secret: bytesOf(secret), psk: null, purpose: "reply", ref, untilMs };
  });
  const appeals = plan.appeal === null ? [] : [appealParcel(plan.appeal, clock)];
  await postage.post(letters, (sealed) => {
    const parcels = [...sealed, ...appeals];
    const change: MailChange = { letters: rowsOf(plan, parcels, nowMs), rooms, keys, parcels };
    return mail.apply(draft === undefined ? change : { ...change, dropDrafts: [draft] });
  });
}

function rowsOf(
  { letters }: Plan,
  parcels: readonly QueuedParcel[],
  atMs: number,
): readonly LetterRow[] {
  return letters.flatMap(({ id, row }, at) => {
    const parcel = parcels[at]?.id ?? null;
    return row === null
      ? []
      : [{ id, ...row, mine: true, atMs, index: null, unread: false, parcel }];
  });
}

async function placeOf(
  { mail, clock }: SendingPorts,
  to: Address,
): Promise<Omit<Addressed, "text">> {
  if ("room" in to) {
    const { id, seed } = await openRoom(mail, to.room);
    if (seed === null) throw new TocsinError("wrong-state", { detail: "room without a key yet" });
    return { pk: (await roomKey(id, seed, clock.now())).pk, psk: undefined };
  }
  const { pk, psk } = to;
  return { pk, psk: psk === null ? undefined : { key: bytesOf(psk.key), id: bytesOf(psk.id) } };
}

async function roomsAfter(
  { mail, clock, roundMs }: SendingPorts,
  { room, enters, opens, invites }: Plan,
): Promise<MailChange["rooms"] & object> {
  const changedMs = clock.now();
  if (room !== null) return [rowOf(room)];
  if (enters !== null) {
    const invited = await known(mail, enters.room);
    if (stateAt(invited, roundAt(changedMs, roundMs())) !== "invited") {
      throw new TocsinError("wrong-state");
    }
    const { own, gives } = enters;
    return [rowOf({ ...invited, state: "joining", own, gives, changedMs })];
  }
  if (invites !== null) {
    const hosted = await known(mail, invites.room);
    const tickets = invites.tickets.map((ticket) => ({ ticket, used: false, by: null }));
    const invited = [...hosted.invited, ...tickets].slice(-invitedMax);
    return [rowOf({ ...hosted, invited, changedMs })];
  }
  if (opens === null) return [];
  const opened = await known(mail, opens.room);
  return [rowOf({ ...opened, gives: opens.gives, changedMs })];
}

async function known(mail: MailStore, id: string): Promise<RoomRecord> {
  const row = await mail.room(id);
  if (row === undefined) throw new TocsinError("not-found");
  return roomOf(row);
}
