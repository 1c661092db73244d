/**
 * Proof that a report is one's own, for a verifier who asks. Two ways: a signature, which the verifier
 * can show to others, and a message in HPKE auth mode, which the verifier could have made itself and
 * which therefore convinces nobody else. RFC 8032; RFC 9180 §5.1.3 and §9.1.1.
 */

import {
  canonicalJson,
  concatBytes,
  equalBytes,
  fromBase64Url,
  parseCanonicalJson,
  type Random,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import { opensAuthorCommitment } from "./author-commitment.ts";
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

/** What opens the author commitment of the report. */
export interface AuthorOpening {
  readonly legalId: string;
  readonly opening: Uint8Array;
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

/** The proof that only the verifier believes, with the opening of the commitment inside. */
export async function sealAuthorship(options: {
  readonly challenge: AuthorshipChallenge;
  readonly author: AuthorOpening;
  /** The report's HPKE key of its newest amendment. */
  readonly sender: HpkeRecipient;
  readonly verifier: HpkePublicKey;
  readonly random: Random;
}): Promise<Uint8Array<ArrayBuffer>> {
  const { author, sender, verifier: recipient, random } = options;
  const { legalId, opening } = author;
  const plaintext = utf8(canonicalJson({ legalId, opening: toBase64Url(opening) }));
  const aad = utf8(canonicalJson(challengeJson(options.challenge)));
  const { enc, ciphertext } = await hpkeSeal({ recipient, info, random, sender }, plaintext, aad);
  return concatBytes(enc, ciphertext);
}

/** The author's legal id, or undefined where this is no proof for this challenge and commitment. */
export async function openAuthorship(options: {
  readonly sealed: Uint8Array;
  readonly challenge: AuthorshipChallenge;
  readonly commitment: Uint8Array;
  /** The report's HPKE key as its newest envelope has it. */
  readonly sender: HpkePublicKey;
  readonly verifier: HpkeRecipient;
}): Promise<string | undefined> {
  const { sealed, sender, verifier } = options;
  // Without this, a verifier who is asked to prove to itself would believe its own forgery.
  if (equalBytes(sender.bytes, verifier.publicKey)) return undefined;
  if (sealed.length < hpkeEncBytes || sealed.length > sealedAuthorshipBytesMax) return undefined;
  const plaintext = await hpkeOpen(
    { recipient: verifier, enc: sealed.subarray(0, hpkeEncBytes), info, sender },
    sealed.subarray(hpkeEncBytes),
    utf8(canonicalJson(challengeJson(options.challenge))),
  );
  const author = plaintext && authorOf(plaintext);
  if (author === undefined) return undefined;
  const opens = opensAuthorCommitment(options.commitment, author.legalId, author.opening);
  return opens ? author.legalId : undefined;
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

function authorOf(plaintext: Uint8Array): AuthorOpening | undefined {
  try {
    const value = parseCanonicalJson(textOf(plaintext) ?? "");
    if (typeof value !== "object" || value === null) return undefined;
    const { legalId, opening, ...rest }: Record<string, unknown> = { ...value };
    if (typeof legalId !== "string" || typeof opening !== "string") return undefined;
    const bytes = fromBase64Url(opening);
    if (bytes?.length !== digestBytes || Object.keys(rest).length > 0) return undefined;
    return legalId.length > 0 ? { legalId, opening: bytes } : undefined;
  } catch (error) {
    if (error instanceof TocsinError) return undefined;
    throw error;
  }
}
