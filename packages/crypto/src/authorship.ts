/**
 * Proof that a report is one's own, for a verifier who asks. Two ways: a signature, which the verifier
 * can show to others, and a message in HPKE auth mode, which the verifier could have made itself and
 * which therefore convinces nobody else. RFC 8032; RFC 9180 §5.1.3 and §9.1.1.
 *
 * The opening of the author commitment goes with the first, and never with the second: whoever holds
 * it can show to anyone that the report's author named that company.
 */

import {
  canonicalJson,
  concatBytes,
  equalBytes,
  parseCanonicalJson,
  type Random,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import { legalIdBytesMax } from "./author-commitment.ts";
import { signDocument, verifyDocument } from "./document.ts";
import type { Ed25519PublicKey, Ed25519SigningKey } from "./ed25519.ts";
import { digestBytes } from "./hash.ts";
import {
  hpkeEncBytes,
  hpkeOpen,
  type HpkePublicKey,
  type HpkeRecipient,
  hpkeSeal,
} from "./hpke.ts";

/** Bytes of a verifier's nonce. */
export const challengeNonceBytes = 32;
/** Characters of the name that a verifier gives itself. */
export const verifierCharsMax = 256;
/** Bytes of a sealed proof that is read. */
export const sealedAuthorshipBytesMax = 16_384;

export interface AuthorshipChallenge {
  /** Hash of the report's envelope. */
  readonly report: Uint8Array;
  /** Fresh random bytes of the verifier: no proof is given twice. */
  readonly nonce: Uint8Array;
  /** Who asks: a proof given to one is none for another. */
  readonly verifier: string;
}

const kind = "authorship";
const info = utf8("tocsin/authorship/v1");

/** The transferable proof: an Ed25519 signature by the report's key over the challenge. */
export function proveAuthorship(
  challenge: AuthorshipChallenge,
  key: Ed25519SigningKey,
): Uint8Array<ArrayBuffer> {
  return signDocument(kind, challengeJson(challenge), key);
}

export function verifyAuthorship(
  challenge: AuthorshipChallenge,
  signature: Uint8Array,
  publicKey: Ed25519PublicKey | Uint8Array,
): boolean {
  return verifyDocument(kind, challengeJson(challenge), signature, publicKey);
}

/** The proof that only the verifier believes: that who says to be `legalId` holds the report's key. */
export async function sealAuthorship(options: {
  readonly challenge: AuthorshipChallenge;
  readonly legalId: string;
  /** The report's HPKE key of its newest amendment. */
  readonly sender: HpkeRecipient;
  readonly verifier: HpkePublicKey;
  readonly random: Random;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { legalId, sender, verifier: recipient, random } = options;
  const plaintext = utf8(canonicalJson({ legalId: checkedLegalId(legalId) }));
  const aad = utf8(canonicalJson(challengeJson(options.challenge)));
  const { enc, ciphertext } = await hpkeSeal({ recipient, info, random, sender }, plaintext, aad);
  return concatBytes(enc, ciphertext);
}

/** What the holder of the report's key calls itself; undefined where this is no proof for the challenge. */
export async function openAuthorship(options: {
  readonly sealed: Uint8Array;
  readonly challenge: AuthorshipChallenge;
  /** The report's HPKE key as its newest envelope has it. */
  readonly sender: HpkePublicKey;
  readonly verifier: HpkeRecipient;
}): Promise<string | undefined> {
  const { sealed, sender, verifier } = options;
  // With its own key as the sender's, a verifier would believe what it forged itself.
  if (equalBytes(sender.bytes, verifier.publicKey)) return undefined;
  if (sealed.length < hpkeEncBytes || sealed.length > sealedAuthorshipBytesMax) return undefined;
  const plaintext = await hpkeOpen(
    { recipient: verifier, enc: sealed.subarray(0, hpkeEncBytes), info, sender },
    sealed.subarray(hpkeEncBytes),
    utf8(canonicalJson(challengeJson(options.challenge))),
  );
  return plaintext && legalIdOf(plaintext);
}

function challengeJson(challenge: AuthorshipChallenge) {
  const { report, nonce, verifier } = challenge;
  if (report.length !== digestBytes || nonce.length !== challengeNonceBytes) {
    throw new TocsinError("message-invalid", { detail: "authorship challenge" });
  }
  if (verifier.length === 0 || verifier.length > verifierCharsMax) {
    throw new TocsinError("message-invalid", { detail: "authorship challenge: verifier" });
  }
  return { report: toBase64Url(report), nonce: toBase64Url(nonce), verifier };
}

function checkedLegalId(legalId: unknown): string {
  if (typeof legalId === "string" && legalId !== "" && utf8(legalId).length <= legalIdBytesMax) {
    return legalId;
  }
  throw new TocsinError("message-invalid", { detail: "legal id" });
}

function legalIdOf(plaintext: Uint8Array): string | undefined {
  try {
    const value = parseCanonicalJson(textOf(plaintext) ?? "");
    if (typeof value !== "object" || value === null) return undefined;
    const { legalId, ...rest }: Record<string, unknown> = { ...value };
    return Object.keys(rest).length === 0 ? checkedLegalId(legalId) : undefined;
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
