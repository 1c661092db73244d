/**
 * Mail: what is sealed to us among the messages of the ledger, rooms, and what leaves in one capsule
 * beside reports. Keys and letters stay on the company's machine.
 */

import type { NewTie } from "./tie-port.ts";

/** In the order in which they leave, after reports. */
export const parcelKinds = ["message", "vote", "tag", "refund", "appeal"] as const;
export type ParcelKind = (typeof parcelKinds)[number];

/** What leaves in one frame of its own. */
export interface QueuedParcel {
  /** By which it is found again in a batch. */
  readonly id: string;
  readonly kind: ParcelKind;
  /** Exactly these bytes leave. */
  readonly bytes: Uint8Array;
  /** The held token that pays for it: spent with the queueing. Null where nothing has to be paid. */
  readonly token: number | null;
  /** After this its token buys nothing. */
  readonly untilMs: number;
  /** Random: what waits leaves in this order, not in the one in which it was queued. */
  readonly order?: number;
  /** It does not leave before this round. */
  readonly dueRound?: number;
}

export interface ParcelRow {
  readonly id: string;
  readonly kind: ParcelKind;
  readonly state: "waiting" | "sent" | "published" | "lost";
  readonly round: number | null;
}

export interface ParcelStore {
  /** A known id changes nothing but gives back the token. */
  queue(parcels: readonly QueuedParcel[]): Promise<void>;
  get(id: string): Promise<ParcelRow | undefined>;
  waitingCount(kind: ParcelKind): Promise<number>;
  /** These were seen in a batch. */
  found(ids: readonly string[], round: number): Promise<void>;
  /**
   * What was sent `rounds` rounds before `heard` and was not found goes out again; what was lost for good,
   * since its token was refused or ran out, is given up and its id returned once.
   */
  resend(heard: number, rounds: number, nowMs: number): Promise<readonly string[]>;
}

/** A message of the ledger, sealed: for whom, only its addressee can tell. */
export interface NewMessage {
  readonly index: number;
  readonly round: number;
  readonly publishedMs: number;
  /** SHA-256 of the sealed bytes, base64url: a parcel's id. */
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** How often a report was voted on, as the ledger tells it: the newest bucket counts. */
export interface NewTally {
  readonly index: number;
  readonly round: number;
  readonly report: string;
  /** Canonical JSON of the counts. */
  readonly counts: string;
}

/** What the exchange's operator has decided on a report. */
export interface NewRuling {
  readonly index: number;
  readonly round: number;
  readonly report: string;
  /** Canonical JSON of the leaf. */
  readonly json: string;
}

/** Any other leaf of an audience, kept as it is for the room that reads it. */
export interface NewPosting {
  readonly index: number;
  readonly round: number;
  readonly kind: string;
  /** Canonical JSON of the leaf. */
  readonly json: string;
}

export interface PostingStore {
  /** Of a kind after a ledger position, in the order of the ledger. */
  after(kind: string, index: number, limit: number): Promise<readonly NewPosting[]>;
  /** Forgets those of a kind up to a position. */
  drop(kind: string, throughIndex: number): Promise<void>;
}

/** What a batch holds beside reports and facts. */
export interface LedgerMail {
  readonly messages: readonly NewMessage[];
  readonly tallies: readonly NewTally[];
  readonly rulings: readonly NewRuling[];
  readonly postings: readonly NewPosting[];
  readonly ties: readonly NewTie[];
}

/** A secret key that may open messages. */
export interface MailKeyRow {
  /** X25519 public key, base64url. */
  readonly pk: string;
  readonly secret: Uint8Array;
  /** Where the sender must know it too. */
  readonly psk: Uint8Array | null;
  readonly purpose: "reply" | "room" | "match";
  /** The room, question or match that it belongs to. */
  readonly ref: string;
  readonly untilMs: number;
}

export interface LetterRow {
  /** Random, chosen by the sender: the same letter twice is one. */
  readonly id: string;
  readonly kind: string;
  /** The room, or the report that it is about. */
  readonly ref: string;
  readonly mine: boolean;
  /** What it says, as JSON. */
  readonly json: string;
  readonly atMs: number;
  /** Ledger position; null until it is published. */
  readonly index: number | null;
  readonly unread: boolean;
  /** The parcel in which ours leaves. */
  readonly parcel: string | null;
}

export interface RoomRow {
  readonly id: string;
  readonly state: string;
  /** The room as JSON, with its secrets. */
  readonly json: string;
  readonly changedMs: number;
}

export interface MailDraftRow {
  readonly id: string;
  readonly json: string;
  readonly createdMs: number;
}

/** Everything that one step of mail changes: all of it, or nothing. */
export interface MailChange {
  /** Messages that were tried with every key. */
  readonly tried?: readonly number[];
  /** A letter whose id is known is not added. */
  readonly letters?: readonly LetterRow[];
  readonly rooms?: readonly RoomRow[];
  readonly keys?: readonly MailKeyRow[];
  readonly dropKeys?: readonly string[];
  readonly drafts?: readonly MailDraftRow[];
  readonly dropDrafts?: readonly string[];
  readonly parcels?: readonly QueuedParcel[];
}

export interface MailStore {
  /** Of a section that is stored after its batch; what is there already is left alone. */
  addLate(mail: LedgerMail): Promise<void>;
  /** Messages that nobody's key has opened, after a ledger position, oldest first. */
  untried(after: number, limit: number): Promise<readonly NewMessage[]>;
  apply(change: MailChange): Promise<void>;
  keys(nowMs: number): Promise<readonly MailKeyRow[]>;
  rooms(): Promise<readonly RoomRow[]>;
  room(id: string): Promise<RoomRow | undefined>;
  /** Oldest first; what is not published yet comes last. */
  letters(ref: string, limit: number): Promise<readonly LetterRow[]>;
  letter(id: string): Promise<LetterRow | undefined>;
  /** Newest first, what others wrote. */
  inbox(limit: number): Promise<readonly LetterRow[]>;
  unread(): Promise<number>;
  markRead(ref: string): Promise<void>;
  draft(id: string): Promise<MailDraftRow | undefined>;
  /** Forgets letters and drafts from before, keys that are over, and rooms without letters. */
  forget(beforeMs: number, nowMs: number): Promise<void>;
  tally(report: string): Promise<string | undefined>;
  ruling(report: string): Promise<string | undefined>;
}
