/**
 * Token keys rest sealed under a key per epoch, which is a file beside the database: a copy of the
 * database alone signs nothing, and destroying one small file destroys the epoch's keys.
 */

import { aesKeyBytes, openAes256Gcm, sealAes256Gcm } from "@tocsin/crypto";
import {
  type Epoch,
  parseEpoch,
  type Random,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import {
  createSecret,
  destroySecret,
  readSecret,
  secretsMatching,
  type StoredTokenKey,
} from "@tocsin/store";

const namePattern = /^epoch-(\d{4}-\d{2})\.key$/;

export type KeyPlace = Pick<StoredTokenKey, "id" | "epoch" | "class" | "purpose">;

/** The epoch's sealing key; it is made where there is none. */
export async function sealingKey(
  folder: string,
  epoch: Epoch,
  random: Random,
): Promise<Uint8Array> {
  const known = await loadSealingKey(folder, epoch);
  if (known !== undefined) return known;
  const fresh = random.bytes(aesKeyBytes);
  await createSecret(folder, nameOf(epoch), fresh);
  return fresh;
}

/** Undefined where it is destroyed. */
export async function loadSealingKey(
  folder: string,
  epoch: Epoch,
): Promise<Uint8Array | undefined> {
  const key = await readSecret(folder, nameOf(epoch));
  if (key !== undefined && key.length !== aesKeyBytes) throw new TocsinError("key-file-damaged");
  return key;
}

/** Destroys the sealing keys of all epochs before one. */
export async function destroySealingKeys(folder: string, before: Epoch): Promise<void> {
  for (const name of await secretsMatching(folder, namePattern)) {
    const epoch = parseEpoch(namePattern.exec(name)?.[1] ?? "");
    if (epoch < before) await destroySecret(folder, name);
  }
}

export function sealTokenKey(
  sealing: Uint8Array,
  place: KeyPlace,
  pkcs8: Uint8Array,
  random: Random,
): Uint8Array {
  return sealAes256Gcm(sealing, pkcs8, placeBytes(place), random);
}

/** Throws `key-file-damaged` where file and database do not belong together. */
export function openTokenKey(sealing: Uint8Array, stored: StoredTokenKey): Uint8Array<ArrayBuffer> {
  const pkcs8 = openAes256Gcm(sealing, stored.sealed, placeBytes(stored));
  if (pkcs8 === undefined) throw new TocsinError("key-file-damaged");
  return pkcs8;
}

/** A sealed key cannot be moved to another epoch, class or purpose. */
function placeBytes(place: KeyPlace): Uint8Array {
  const { epoch, purpose, id } = place;
  return utf8(`tocsin/token-key/v1\n${epoch}\n${place.class}\n${purpose}\n${toBase64Url(id)}`);
}

function nameOf(epoch: Epoch): string {
  return `epoch-${epoch}.key`;
}
