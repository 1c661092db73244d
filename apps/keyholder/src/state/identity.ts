/** The holder's own key: signs its records in the ledger and its answers. RFC 8032. */

import { ed25519SeedBytes, type Ed25519SigningKey, ed25519SigningKey } from "@tocsin/crypto";
import { type Random, toBase64Url, TocsinError } from "@tocsin/kernel";
import { createSecret, openSecretFolder, readSecret } from "@tocsin/store";

import { secretBytesMax } from "../limits.ts";

export interface HolderIdentity {
  readonly key: Ed25519SigningKey;
  /** base64url, as in the community file. */
  readonly publicKey: string;
}

const fileName = "holder.key";

/** Throws `file-exists` where there is a key already: it is never overwritten. */
export async function createIdentity(folder: string, random: Random): Promise<HolderIdentity> {
  await openSecretFolder(folder);
  const seed = random.bytes(ed25519SeedBytes);
  await createSecret(folder, fileName, seed);
  return identityOf(seed);
}

/** Throws `holder-missing` before `init`. */
export async function loadIdentity(folder: string): Promise<HolderIdentity> {
  const seed = await readSecret(folder, fileName, secretBytesMax);
  if (seed === undefined) throw new TocsinError("holder-missing");
  if (seed.length !== ed25519SeedBytes) throw new TocsinError("key-file-damaged");
  return identityOf(seed);
}

function identityOf(seed: Uint8Array): HolderIdentity {
  const key = ed25519SigningKey(seed);
  seed.fill(0);
  return { key, publicKey: toBase64Url(key.publicKey) };
}
