/**
 * The community file: everything that this node trusts. It is pinned at enrolment and changes only
 * through the ledger, signed by the issuer that was trusted before, and never backwards. PROTOCOL §1.
 */

import { verifyDocument } from "@tocsin/crypto";
import { parseCanonicalJson, roundMsMax, TocsinError } from "@tocsin/kernel";
import { noteVerifierOf } from "./ledger-key.ts";
import {
  bytesOf,
  type ClassId,
  type CommunityFile,
  parseMessage,
  type SignedCommunity,
  signedCommunity,
} from "@tocsin/wire";

export type CommunityVerdict =
  | { readonly ok: true; readonly newer: boolean }
  | { readonly ok: false; readonly why: "forged" | "other-ledger" | "long-rounds" };

/**
 * The first community file, of an issuer whose key came with the invitation. Rounds longer than
 * `longestRoundMs` would be no early warning: only a simulated world says that its own may be.
 */
export function assertPinned(
  community: SignedCommunity,
  issuerKey: string,
  longestRoundMs: number,
): void {
  const { issuer, roundMs } = community.file;
  if (issuer.publicKey !== issuerKey || !isSigned(community, issuerKey)) {
    throw new TocsinError("remote-answer-invalid", { detail: "community file" });
  }
  if (roundMs > longestRoundMs) {
    throw new TocsinError("remote-answer-invalid", { detail: "community file: rounds too long" });
  }
  noteVerifierOf(community.file.ledger);
}

/** Whether a community file of the ledger may take the place of the pinned one. */
export function judgeChange(pinned: CommunityFile, change: SignedCommunity): CommunityVerdict {
  if (!isSigned(change, pinned.issuer.publicKey)) return { ok: false, why: "forged" };
  if (change.file.ledger.origin !== pinned.ledger.origin) return { ok: false, why: "other-ledger" };
  if (change.file.roundMs > Math.max(pinned.roundMs, roundMsMax)) {
    return { ok: false, why: "long-rounds" };
  }
  return { ok: true, newer: change.file.revision > pinned.revision };
}

export function parseStoredCommunity(json: string): SignedCommunity {
  return parseMessage(signedCommunity, parseCanonicalJson(json));
}

/** The class and all above it, itself first. */
export function withAncestors(community: CommunityFile, from: ClassId): readonly ClassId[] {
  const chain: ClassId[] = [];
  let at: ClassId | null = from;
  while (at !== null && !chain.includes(at)) {
    chain.push(at);
    const known = community.classes.find(({ id }) => id === at);
    at = known?.parent ?? null;
  }
  return chain;
}

function isSigned(community: SignedCommunity, issuerKey: string): boolean {
  const { file, signature } = community;
  return verifyDocument("community", file, bytesOf(signature), bytesOf(issuerKey));
}
