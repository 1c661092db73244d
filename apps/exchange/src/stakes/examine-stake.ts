/**
 * What the author of a report asks for under the report's key: its stake back, or another look at a ruling. The
 * exchange learns that the author of this report is still there, and of the fresh token a random number: who
 * the author is, and which token comes of it, it cannot tell. PROTOCOL §7.
 */

import { parseTokenRequest, verifyDocument } from "@tocsin/crypto";
import { TocsinError } from "@tocsin/kernel";
import { type AppealParcel, bytesOf, type RefundParcel } from "@tocsin/wire";

import type { Refusal } from "../round/refusal.ts";
import type { KeyRing, Span } from "../trust/key-ring.ts";

/** Plain data: it crosses between threads. */
export interface ExaminedRefund {
  readonly ok: true;
  readonly kind: "refund";
  /** Pseudonym of the report. */
  readonly pkSign: Uint8Array;
  readonly keyId: Uint8Array;
  /** Of the key that is to sign. */
  readonly class: string;
  readonly request: Uint8Array;
}

export interface ExaminedAppeal {
  readonly ok: true;
  readonly kind: "appeal";
  readonly pkSign: Uint8Array;
  readonly ruling: number;
  readonly text: string;
}

export type ExaminedStake = ExaminedRefund | ExaminedAppeal;

type StakeExamination = ExaminedStake | { readonly ok: false; readonly why: Refusal };

export function examineStake(
  read: RefundParcel | AppealParcel,
  ring: KeyRing,
  at: Span,
): StakeExamination {
  const { signature, ...said } = read;
  const pkSign = bytesOf(read.pkSign);
  if (read.kind === "appeal") {
    if (!verifyDocument("appeal", said, bytesOf(signature), pkSign)) return refused("signature");
    return { ok: true, kind: "appeal", pkSign, ruling: read.ruling, text: read.text };
  }
  const key = ring.key(read.keyId, "report", at);
  if (key === undefined) return refused("key");
  const request = bytesOf(read.request);
  if (truncatedKeyIdOf(request) !== bytesOf(read.keyId).at(-1)) return refused("malformed");
  if (!verifyDocument("refund", said, bytesOf(signature), pkSign)) return refused("signature");
  return {
    ok: true,
    kind: "refund",
    pkSign,
    keyId: bytesOf(read.keyId),
    class: key.class,
    request,
  };
}

function truncatedKeyIdOf(request: Uint8Array): number | undefined {
  try {
    return parseTokenRequest(request).truncatedKeyId;
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}

function refused(why: Refusal): StakeExamination {
  return { ok: false, why };
}
