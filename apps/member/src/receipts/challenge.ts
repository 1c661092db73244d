/**
 * What a verifier asks to be signed: its own name and a fresh nonce, so that a proof given to one is none
 * for another and none is given twice. As text: name, a space, the nonce in base64url.
 */

import { type AuthorshipChallenge, challengeNonceBytes } from "@tocsin/crypto";
import { fromBase64Url, type Random, toBase64Url, TocsinError } from "@tocsin/kernel";
import { bytesOf } from "@tocsin/wire";

/** Characters of a verifier's name. */
export const verifierNameMax = 150;

/** Throws `usage` for a name that is empty, too long or not one line. */
export function newChallenge(verifier: string, random: Random): string {
  if (!isName(verifier)) {
    throw new TocsinError("usage", { detail: `a name of at most ${verifierNameMax} characters` });
  }
  return `${verifier} ${toBase64Url(random.bytes(challengeNonceBytes))}`;
}

/** The challenge about one report. Throws `message-invalid` for what `newChallenge` does not give. */
export function authorshipChallenge(report: string, challenge: string): AuthorshipChallenge {
  const split = challenge.lastIndexOf(" ");
  const verifier = challenge.slice(0, Math.max(0, split));
  const nonce = fromBase64Url(challenge.slice(split + 1));
  if (!isName(verifier) || nonce?.length !== challengeNonceBytes) throw invalid();
  return { report: bytesOf(report), nonce, verifier };
}

function isName(verifier: string): boolean {
  return (
    verifier.length <= verifierNameMax &&
    verifier === verifier.trim() &&
    /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u.test(verifier)
  );
}

function invalid(): TocsinError {
  return new TocsinError("message-invalid", { detail: "challenge" });
}
