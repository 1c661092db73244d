/**
 * What was said of two reports, as far as it can be checked without the store: its form and its token. The
 * exchange learns the class that pays; who takes it back shows no more than that it said it. PROTOCOL §7.
 */

import { spentTokenId, tieLock, type Token, verifyToken } from "@tocsin/crypto";
import type { Spend } from "@tocsin/store";
import { bytesOf, type TieOffParcel, type TieParcel, type TieWord } from "@tocsin/wire";

import type { Refusal } from "../round/refusal.ts";
import type { KeyRing, Span } from "../trust/key-ring.ts";

/** Plain data: it crosses between threads. */
export interface ExaminedTie {
  readonly ok: true;
  readonly kind: "tie";
  /** Pseudonyms of the reports. */
  readonly a: Uint8Array;
  readonly b: Uint8Array;
  readonly says: TieWord;
  readonly lock: Uint8Array;
  /** Whose token pays. */
  readonly class: string;
  readonly spend: Spend;
  /** As it came, for the next round where this one has no room. */
  readonly json: Uint8Array;
}

export interface ExaminedTieOff {
  readonly ok: true;
  readonly kind: "tie-off";
  readonly lock: Uint8Array;
}

export type ExaminedTieSaying = ExaminedTie | ExaminedTieOff;

type TieExamination = ExaminedTieSaying | { readonly ok: false; readonly why: Refusal };

/** `token`: undefined where there is none, or its bytes are none. `json`: as it came. */
export function examineTie(
  read: TieParcel | TieOffParcel,
  { token, json }: { readonly token: Token | undefined; readonly json: Uint8Array },
  ring: KeyRing,
  at: Span,
): TieExamination {
  if (read.kind === "tie-off") {
    return { ok: true, kind: "tie-off", lock: tieLock(bytesOf(read.secret)) };
  }
  if (token === undefined) return { ok: false, why: "malformed" };
  const key = ring.find(token, "vote", at);
  if (key === undefined) return { ok: false, why: "key" };
  if (!verifyToken(token, key.publicKey, key.challenge).ok) return { ok: false, why: "token" };
  return {
    ok: true,
    kind: "tie",
    ...{ a: bytesOf(read.a), b: bytesOf(read.b) },
    ...{ says: read.says, lock: bytesOf(read.lock), class: key.class },
    spend: { epoch: key.epoch, id: spentTokenId(token) },
    json,
  };
}
