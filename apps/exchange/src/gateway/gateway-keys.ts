/**
 * The gateway's oblivious HTTP keys: one a day, each good for two, so that two always overlap. Nodes seal
 * only to a key that they found in the ledger, so nobody can be given one of their own. RFC 9458 §3, §6.2.
 */

import { generateHpkeKeyPair, sha256 } from "@tocsin/crypto";
import { assert, canonicalJson, type Random, toBase64Url, utf8 } from "@tocsin/kernel";
import type { ExchangeStore, GatewayKey as StoredKey, Notice } from "@tocsin/store";
import {
  encodeKeyConfiguration,
  type GatewayKey,
  type GatewayKeyLeaf,
  importGatewayKey,
  keyConfigurationOf,
} from "@tocsin/wire";

import { gatewayKeyEveryMs, gatewayKeyMs } from "../limits.ts";

/** Key ids of RFC 9458 are one byte; they are taken in turn. */
const keyIds = 256;

interface Held extends GatewayKey {
  readonly fromMs: number;
  readonly untilMs: number;
}

export class GatewayKeys {
  readonly #store: Pick<ExchangeStore, "gatewayKeys" | "addGatewayKey">;
  readonly #random: Random;
  #held: readonly Held[] = [];

  constructor(store: Pick<ExchangeStore, "gatewayKeys" | "addGatewayKey">, random: Random) {
    this.#store = store;
    this.#random = random;
  }

  /** Takes up what the store holds; to be called before all else. */
  async load(): Promise<void> {
    this.#held = await Promise.all((await this.#store.gatewayKeys()).map(importStored));
  }

  /** Keys that open capsules now. */
  current(nowMs: number): readonly GatewayKey[] {
    return this.#held.filter(({ untilMs }) => untilMs > nowMs);
  }

  /** Makes the next key where it is time, and its notice for the ledger; true where it did. */
  async rotate(nowMs: number): Promise<boolean> {
    const newest = this.#held.at(-1);
    if (newest !== undefined && newest.fromMs + gatewayKeyEveryMs > nowMs) return false;
    const keyId = this.#nextId(newest);
    const pair = await generateHpkeKeyPair(this.#random);
    const key = await importGatewayKey(keyId, pair.secretKey);
    const stored: StoredKey = {
      id: keyId,
      config: encodeKeyConfiguration(keyConfigurationOf(key)),
      secret: pair.secretKey,
      fromMs: nowMs,
      untilMs: nowMs + gatewayKeyMs,
    };
    await this.#store.addGatewayKey(stored, noticeOf(stored));
    const kept = this.#held.filter(({ untilMs }) => untilMs > nowMs);
    this.#held = [...kept, { ...key, fromMs: stored.fromMs, untilMs: stored.untilMs }];
    return true;
  }

  #nextId(newest: Held | undefined): number {
    const taken = new Set(this.#held.map(({ keyId }) => keyId));
    assert(taken.size < keyIds, "a free key id");
    let id = newest === undefined ? 1 : (newest.keyId + 1) % keyIds;
    while (taken.has(id)) id = (id + 1) % keyIds;
    return id;
  }
}

async function importStored({ id, secret, fromMs, untilMs }: StoredKey): Promise<Held> {
  return { ...(await importGatewayKey(id, secret)), fromMs, untilMs };
}

function noticeOf({ config, fromMs, untilMs }: StoredKey): Notice {
  const content: GatewayKeyLeaf = {
    kind: "gateway-key",
    config: toBase64Url(config),
    fromMs,
    untilMs,
  };
  const leaf = utf8(canonicalJson(content));
  return { id: sha256(leaf), kind: "gateway-key", leaf };
}
