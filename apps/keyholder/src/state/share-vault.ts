/**
 * Seeds and shares rest sealed under a key per epoch, which is a file beside the database: a copy of the
 * database alone evaluates nothing, and destroying one small file destroys the epoch's share.
 */

import {
  aesKeyBytes,
  openAes256Gcm,
  type Ristretto,
  scalarBytes,
  sealAes256Gcm,
  type SecretShares,
  seedBytes,
} from "@tocsin/crypto";
import { concatBytes, type Epoch, type Random, TocsinError, utf8 } from "@tocsin/kernel";
import { createSecret, destroySecret, type KeyHolderStore, readSecret } from "@tocsin/store";

import { secretBytesMax } from "../limits.ts";

export interface VaultPorts {
  readonly folder: string;
  readonly store: KeyHolderStore;
  readonly random: Random;
  readonly group: Ristretto;
}

export interface HeldShares {
  readonly attempt: number;
  readonly shares: SecretShares;
}

export class ShareVault {
  readonly #ports: VaultPorts;

  constructor(ports: VaultPorts) {
    this.#ports = ports;
  }

  /** The ceremony's seed; undefined before there is one, and where it is lost. */
  async seed(epoch: Epoch): Promise<Uint8Array | undefined> {
    const sealed = await this.#ports.store.seed(epoch);
    const key = sealed && (await this.#key(epoch));
    if (sealed === undefined || key === undefined) return undefined;
    return opened(key, sealed, epoch, "seed");
  }

  /** The seed of the epoch's ceremony, on the disk before anything is said with it. */
  async makeSeed(epoch: Epoch): Promise<Uint8Array> {
    const { store, random } = this.#ports;
    const key = await this.#makeKey(epoch);
    const fresh = sealAes256Gcm(key, random.bytes(seedBytes), placeOf(epoch, "seed"), random);
    return opened(key, await store.addSeed(epoch, fresh), epoch, "seed");
  }

  async keep(epoch: Epoch, attempt: number, { high, low }: SecretShares): Promise<void> {
    const { store, random } = this.#ports;
    const key = await this.#makeKey(epoch);
    const plain = concatBytes(high, low);
    const place = placeOf(epoch, `share ${attempt}`);
    await store.saveShare(epoch, attempt, sealAes256Gcm(key, plain, place, random));
    plain.fill(0);
  }

  /** Undefined where there is none, and where it is destroyed. */
  async held(epoch: Epoch): Promise<HeldShares | undefined> {
    const { store, group } = this.#ports;
    const row = (await store.shares()).find((it) => it.epoch === epoch);
    const sealed = row?.sealed ?? null;
    if (row === undefined || sealed === null) return undefined;
    const key = await this.#key(epoch);
    if (key === undefined) return undefined;
    const { attempt } = row;
    const plain = opened(key, sealed, epoch, `share ${attempt}`);
    const high = group.parseScalar(plain.subarray(0, scalarBytes));
    const low = group.parseScalar(plain.subarray(scalarBytes));
    plain.fill(0);
    if (high === undefined || low === undefined) throw new TocsinError("key-file-damaged");
    return { attempt, shares: { high, low } };
  }

  /** The key file first: what is left in the database then opens for nobody. */
  async destroy(epoch: Epoch): Promise<void> {
    const { folder, store } = this.#ports;
    await destroySecret(folder, nameOf(epoch));
    await store.destroyShare(epoch);
    await store.scour();
  }

  async #key(epoch: Epoch): Promise<Uint8Array | undefined> {
    const key = await readSecret(this.#ports.folder, nameOf(epoch), secretBytesMax);
    if (key !== undefined && key.length !== aesKeyBytes) throw new TocsinError("key-file-damaged");
    return key;
  }

  async #makeKey(epoch: Epoch): Promise<Uint8Array> {
    const known = await this.#key(epoch);
    if (known !== undefined) return known;
    const fresh = this.#ports.random.bytes(aesKeyBytes);
    await createSecret(this.#ports.folder, nameOf(epoch), fresh);
    return fresh;
  }
}

function opened(
  key: Uint8Array,
  sealed: Uint8Array,
  epoch: Epoch,
  what: string,
): Uint8Array<ArrayBuffer> {
  const plain = openAes256Gcm(key, sealed, placeOf(epoch, what));
  if (plain === undefined) throw new TocsinError("key-file-damaged");
  return plain;
}

/** What is sealed cannot be moved to another epoch, attempt or use. */
function placeOf(epoch: Epoch, what: string): Uint8Array<ArrayBuffer> {
  return utf8(`tocsin/blind-${what}/v1\n${epoch}`);
}

function nameOf(epoch: Epoch): string {
  return `epoch-${epoch}.key`;
}
