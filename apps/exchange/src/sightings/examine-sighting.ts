/**
 * Everything about a sealed sighting that can be checked without the store. It shows that some member has
 * a probe token, of the class of all members, so not even of which class; the tag says nothing to whoever
 * has not had the same value evaluated. PROTOCOL §1, §3.
 */

import {
  parseToken,
  sightingLock,
  spentTokenId,
  takenMark,
  type Token,
  verifyToken,
} from "@tocsin/crypto";
import { dayMs, type Epoch, epochOf, epochSpan, TocsinError } from "@tocsin/kernel";
import type { NewTag, Spend, TagWithdrawal } from "@tocsin/store";
import {
  bytesOf,
  everyone,
  type SealedSighting,
  type SightingWithdrawal,
  tagDaysMax,
} from "@tocsin/wire";

import type { KeyRing, Span } from "../trust/key-ring.ts";

/** Plain data: it crosses between threads. */
export interface ExaminedTag {
  readonly ok: true;
  readonly kind: "tag";
  readonly tag: NewTag;
  readonly spend: Spend;
  /** By which the sender finds that it was taken. */
  readonly taken: Uint8Array;
}

export interface ExaminedWithdrawal {
  readonly ok: true;
  readonly kind: "tag-off";
  readonly withdrawal: TagWithdrawal;
}

export type ExaminedSighting = ExaminedTag | ExaminedWithdrawal;

export type SightingExamination =
  | ExaminedSighting
  | { readonly ok: false; readonly why: "epoch" | "expiry" | "malformed" | "key" | "token" };

/** `at`: the round for which it is sequenced. */
export function examineSighting(
  sighting: SealedSighting | SightingWithdrawal,
  ring: KeyRing,
  at: Span,
): SightingExamination {
  if (sighting.kind === "tag") return examineTag(sighting, ring, at);
  return { ok: true, kind: "tag-off", withdrawal: withdrawalOf(sighting) };
}

/** Cheap checks first. */
function examineTag(sighting: SealedSighting, ring: KeyRing, at: Span): SightingExamination {
  if (!epochsAt(at).includes(sighting.epoch)) return { ok: false, why: "epoch" };
  const untilDay = dayNumber(sighting.expires);
  const today = Math.floor(at.fromMs / dayMs);
  if (untilDay < today || untilDay > today + tagDaysMax + 1) return { ok: false, why: "expiry" };
  const bytes = bytesOf(sighting.token);
  const token = parsedToken(bytes);
  if (token === undefined) return { ok: false, why: "malformed" };
  const key = ring.find(token, "probe", at);
  // A token of a smaller class would tell the class of whoever saw the value.
  if (key?.class !== everyone) return { ok: false, why: "key" };
  if (!verifyToken(token, key.publicKey, key.challenge).ok) return { ok: false, why: "token" };
  const { tag, pk, mac, lock } = sighting;
  return {
    ok: true,
    kind: "tag",
    tag: {
      ...{ tag: bytesOf(tag), pk: bytesOf(pk), mac: bytesOf(mac) },
      ...{ lock: bytesOf(lock), untilDay },
    },
    spend: { epoch: key.epoch, id: spentTokenId(token) },
    taken: takenMark(bytes),
  };
}

/** Whose lock the secret opens is for the store to say. */
function withdrawalOf({ tag, pk, secret }: SightingWithdrawal): TagWithdrawal {
  return { tag: bytesOf(tag), pk: bytesOf(pk), lock: sightingLock(bytesOf(secret)) };
}

/** The epoch and the one before it, whose values may still wait for their turn. */
function epochsAt({ fromMs, untilMs }: Span): Epoch[] {
  const now = epochOf(fromMs);
  return [now, epochOf(untilMs), epochOf(epochSpan(now).fromMs - 1)];
}

/** Whole days since 1970 of a day that its schema has checked. */
function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / dayMs);
}

function parsedToken(bytes: Uint8Array): Token | undefined {
  try {
    return parseToken(bytes);
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
