/**
 * The key pair of a verifier who asks for proofs that convince nobody else. Whoever has the secret can make such
 * proofs itself, so it must stay with the verifier; the public key goes to the author with the challenge.
 */

import {
  generateHpkeKeyPair,
  hpkeKeyBytes,
  type HpkeRecipient,
  importHpkeRecipient,
} from "@tocsin/crypto";
import { fromBase64Url, type Random, toBase64Url, TocsinError } from "@tocsin/kernel";

export interface VerifierKey {
  /** One line, for a file that only its owner can read. */
  readonly secret: string;
  readonly publicKey: string;
}

export async function newVerifierKey(random: Random): Promise<VerifierKey> {
  const { secretKey, publicKey } = await generateHpkeKeyPair(random);
  return { secret: `${toBase64Url(secretKey)}\n`, publicKey: toBase64Url(publicKey) };
}

/** Throws `usage` for what is no such file. */
export async function readVerifierKey(text: string): Promise<HpkeRecipient> {
  const secretKey = fromBase64Url(text.trim());
  if (secretKey?.length !== hpkeKeyBytes) {
    throw new TocsinError("usage", { detail: "--key FILE as `tocsin authorship key` wrote it" });
  }
  return importHpkeRecipient(secretKey);
}
