/**
 * A letter that waits for a person: its exact bytes, where it would go, and what changes here once it goes.
 * It is kept on this machine; nothing of it has left.
 */

import { canonicalJson, parseJson } from "@tocsin/kernel";
import { gives, parseMessage, roomMembersMax } from "@tocsin/wire";
import { letterDraft } from "@tocsin/wire/node-api";
import { z } from "zod";
import { roomRecord } from "./room-record.ts";

const address = z.union([
  /** To whoever is in the room when it leaves. */
  z.strictObject({ room: z.string() }),
  z.strictObject({
    pk: z.string(),
    psk: z.strictObject({ key: z.string(), id: z.string() }).nullable(),
  }),
]);
export type Address = z.output<typeof address>;

const plannedLetter = z.strictObject({
  id: z.string(),
  /** Canonical JSON: these bytes are sealed. */
  text: z.string(),
  to: address,
  /** How it is listed here; null where it is not. */
  row: z.strictObject({ kind: z.string(), ref: z.string(), json: z.string() }).nullable(),
});
export type PlannedLetter = z.output<typeof plannedLetter>;

const plannedKey = z.strictObject({ pk: z.string(), secret: z.string(), ref: z.string() });

const plan = z.strictObject({
  letters: z.array(plannedLetter).max(16),
  /** A room that begins with it. */
  room: roomRecord.nullable(),
  /** A room that we enter with it. */
  enters: z.strictObject({ room: z.string(), own: z.string(), gives }).nullable(),
  /** What we open in a room from now on. */
  opens: z.strictObject({ room: z.string(), gives }).nullable(),
  /** Keys of answers to it. */
  keys: z.array(plannedKey).max(4),
  /** Tickets by which others may come into a room that is there, as hashes. */
  invites: z
    .strictObject({ room: z.string(), tickets: z.array(z.string()).max(roomMembersMax) })
    .nullable()
    .default(null),
  /** To the exchange's operator, in a parcel of its own: canonical JSON, signed by the report's key. */
  appeal: z.strictObject({ id: z.string(), text: z.string() }).nullable().default(null),
});
export type Plan = z.output<typeof plan>;

export const noPlan: Omit<Plan, "letters"> = {
  room: null,
  enters: null,
  opens: null,
  keys: [],
  invites: null,
  appeal: null,
};

const keptDraft = z.strictObject({ view: letterDraft, plan });
export type KeptDraft = z.output<typeof keptDraft>;

export function draftText(kept: KeptDraft): string {
  return canonicalJson(parseMessage(keptDraft, kept));
}

export function draftIn(json: string): KeptDraft {
  return parseMessage(keptDraft, parseJson(json));
}
