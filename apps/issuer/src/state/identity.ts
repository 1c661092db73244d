/**
 * The issuer's own key. Whoever has it can make members believe in other token keys - but not
 * unnoticed, because those have to be in the ledger too.
 */

import { ed25519SeedBytes, type Ed25519SigningKey, ed25519SigningKey } from "@tocsin/crypto";
import { type Random, toBase64Url, TocsinError } from "@tocsin/kernel";
import { createSecret, readSecret } from "@tocsin/store";

export interface IssuerIdentity {
  readonly key: Ed25519SigningKey;
  /** base64url, as in the community file. */
  readonly publicKey: string;
}

const fileName = "issuer.key";

/** Throws `issuer-exists` where there is a key already: it is never overwritten. */
export async function createIdentity(folder: string, random: Random): Promise<IssuerIdentity> {
  const seed = random.bytes(ed25519SeedBytes);
  try {
    await createSecret(folder, fileName, seed);
  } catch (error) {
    if (error instanceof TocsinError && error.code === "file-exists") {
      throw new TocsinError("issuer-exists");
    }
    throw error;
  }
  return identityOf(seed);
}

/** Throws `issuer-missing` before `init`. */
export async function loadIdentity(folder: string): Promise<IssuerIdentity> {
  const seed = await readSecret(folder, fileName);
  if (seed === undefined) throw new TocsinError("issuer-missing");
  if (seed.length !== ed25519SeedBytes) throw new TocsinError("key-file-damaged");
  return identityOf(seed);
}

function identityOf(seed: Uint8Array): IssuerIdentity {
  const key = ed25519SigningKey(seed);
  seed.fill(0);
  return { key, publicKey: toBase64Url(key.publicKey) };
}
