/**
 * What travels in a frame of its own beside reports, as far as it can be checked without the store: its
 * form and its token, of the purpose that its kind needs. The exchange learns the class that pays and
 * nothing of the sender or, of a message, its addressee. PROTOCOL §1, §2, §7.
 */

import { parseToken, sha256, spentTokenId, type Token, verifyToken } from "@tocsin/crypto";
import { parseCanonicalJson, textOf, TocsinError } from "@tocsin/kernel";
import type { Spend } from "@tocsin/store";
import { bytesOf, type Parcel, parcel, parseMessage, type Vote } from "@tocsin/wire";

import { examineSighting, type ExaminedSighting } from "../sightings/examine-sighting.ts";
import type { KeyRing, RingKey, Span } from "../trust/key-ring.ts";
import { type ExaminedStake, examineStake } from "../stakes/examine-stake.ts";
import { type ExaminedTieSaying, examineTie } from "../ties/examine-tie.ts";
import type { TrustedKey } from "../trust/trust.ts";
import type { Refusal } from "./refusal.ts";

interface Paid {
  readonly ok: true;
  readonly spend: Spend;
  /** As it came, for the next round where this one has no room. */
  readonly json: Uint8Array;
}

/** Plain data: it crosses between threads. */
export interface ExaminedMessage extends Paid {
  readonly kind: "message";
  /** SHA-256 of the sealed bytes: its place in the batch. */
  readonly id: Uint8Array;
  /** base64url. */
  readonly sealed: string;
}

export interface ExaminedVote extends Paid {
  readonly kind: "vote";
  /** Pseudonym of the report. */
  readonly pkSign: Uint8Array;
  readonly vote: Vote;
  /** Whose token pays. */
  readonly class: string;
}

export type ExaminedParcel = ExaminedMessage | ExaminedVote;

export type ParcelExamination =
  | ExaminedParcel
  | ExaminedSighting
  | ExaminedStake
  | ExaminedTieSaying
  | { readonly ok: false; readonly why: Refusal };

type Mail = Extract<Parcel, { readonly kind: "message" | "vote" }>;

const purposes: Readonly<Record<Mail["kind"], TrustedKey["purpose"]>> = {
  message: "message",
  vote: "vote",
};

export function examineParcel(bytes: Uint8Array, ring: KeyRing, at: Span): ParcelExamination {
  const read = readParcel(bytes);
  if (read === undefined) return { ok: false, why: "malformed" };
  if (read.kind === "tag" || read.kind === "tag-off") return examineSighting(read, ring, at);
  if (read.kind === "refund" || read.kind === "appeal") return examineStake(read, ring, at);
  if (read.kind === "tie-off") return examineTie(read, { token: undefined, json: bytes }, ring, at);
  const token = tokenOrNot(bytesOf(read.token));
  if (read.kind === "tie") return examineTie(read, { token, json: bytes }, ring, at);
  if (token === undefined) return { ok: false, why: "malformed" };
  const key = ring.find(token, purposes[read.kind], at);
  if (key === undefined) return { ok: false, why: "key" };
  if (!verifyToken(token, key.publicKey, key.challenge).ok) return { ok: false, why: "token" };
  return examined(read, bytes, token, key);
}

function examined(read: Mail, json: Uint8Array, token: Token, key: RingKey): ExaminedParcel {
  const paid = { ok: true, spend: { epoch: key.epoch, id: spentTokenId(token) }, json } as const;
  if (read.kind === "message") {
    const { sealed } = read;
    return { ...paid, kind: "message", id: sha256(bytesOf(sealed)), sealed };
  }
  return {
    ...paid,
    kind: "vote",
    pkSign: bytesOf(read.pkSign),
    vote: read.vote,
    class: key.class,
  };
}

function readParcel(bytes: Uint8Array): Parcel | undefined {
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  return undefinedIfInvalid(() => parseMessage(parcel, parseCanonicalJson(text)));
}

function tokenOrNot(bytes: Uint8Array): Token | undefined {
  return undefinedIfInvalid(() => parseToken(bytes));
}

function undefinedIfInvalid<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
