/**
 * A member's quota of one key: all of it, once. The same batch again gets the same answer - the
 * signature is deterministic, RFC 9474 §4.3 - so a lost answer is no lost quota, and nothing that was
 * signed has to be kept. What stays is one row: this member fetched.
 */

import { sha256 } from "@tocsin/crypto";
import { dayOf, equalBytes, epochSpan } from "@tocsin/kernel";
import type { IssuerStore, RosterMember, StoredTokenKey } from "@tocsin/store";
import {
  bytesOf,
  type ClassId,
  type IdentifiedBody,
  identifiedWindowMs,
  type KeyDirectory,
} from "@tocsin/wire";

import type { PublishedDocuments } from "../epochs/published.ts";
import { batchesOfMemberMax, epochGraceMs } from "../limits.ts";
import type { SigningPool } from "../signing/signing-pool.ts";
import { loadSealingKey, openTokenKey } from "../state/epoch-seal.ts";

export type TokensBody = Extract<IdentifiedBody, { do: "tokens" }>;

export type QuotaRefusal =
  | "unknown-key"
  | "class-denied"
  | "epoch-not-open"
  | "epoch-closed"
  | "wrong-count"
  | "quota-spent"
  | "malformed-token"
  | "suspended"
  | "busy";

export type QuotaVerdict =
  | { readonly ok: true; readonly responses: readonly Uint8Array[] }
  | { readonly ok: false; readonly why: QuotaRefusal };

export interface QuotaPorts {
  readonly folder: string;
  readonly store: IssuerStore;
  readonly published: PublishedDocuments;
  readonly pool: SigningPool;
}

export class QuotaDesk {
  readonly #ports: QuotaPorts;
  /** Batches in work, by member. */
  readonly #inWork = new Map<string, number>();

  constructor(ports: QuotaPorts) {
    this.#ports = ports;
  }

  /** `classes`: those whose keys the member may use. */
  async fetch(
    member: RosterMember,
    classes: readonly ClassId[],
    body: TokensBody,
    nowMs: number,
  ): Promise<QuotaVerdict> {
    const inWork = this.#inWork.get(member.id) ?? 0;
    if (inWork >= batchesOfMemberMax) return refused("busy");
    this.#inWork.set(member.id, inWork + 1);
    try {
      return await fetchQuota(this.#ports, member, classes, body, nowMs);
    } finally {
      const left = (this.#inWork.get(member.id) ?? 1) - 1;
      if (left > 0) this.#inWork.set(member.id, left);
      else this.#inWork.delete(member.id);
    }
  }
}

/** Signs first and records after it: whoever is told of a crash in between asks the same again. */
async function fetchQuota(
  ports: QuotaPorts,
  member: RosterMember,
  classes: readonly ClassId[],
  body: TokensBody,
  nowMs: number,
): Promise<QuotaVerdict> {
  const { store, pool, published } = ports;
  const key = await store.tokenKey(bytesOf(body.keyId));
  if (key === undefined || !isAsked(key, body)) return refused("unknown-key");
  if (!classes.includes(key.class)) return refused("class-denied");
  const quota = quotaOf(await published.directory(key.epoch), body.keyId);
  if (body.requests.length !== quota) return refused("wrong-count");
  const requests = body.requests.map(bytesOf);
  const requestsHash = sha256(key.id, ...requests);
  const before = await store.issuance(member.id, key.id);
  if (before !== undefined && !equalBytes(before, requestsHash)) return refused("quota-spent");
  const closed = before === undefined ? closedAt(key, member, nowMs) : undefined;
  if (closed !== undefined) return refused(closed);
  const sealing = await loadSealingKey(ports.folder, key.epoch);
  if (sealing === undefined) return refused("unknown-key");
  const signed = await pool.sign(openTokenKey(sealing, key), requests);
  if (!signed.ok) return signed;
  switch (await store.recordIssuance(member.id, key.id, requestsHash)) {
    case "recorded":
    case "same":
      return signed;
    case "other":
      return refused("quota-spent");
    case "no-key":
      return refused("unknown-key");
    // Suspended or removed while its batch was signed: nothing leaves.
    case "no-member":
      return refused("suspended");
  }
}

function isAsked(key: StoredTokenKey, body: TokensBody): boolean {
  return key.epoch === body.epoch && key.class === body.class && key.purpose === body.purpose;
}

function quotaOf(directory: KeyDirectory | undefined, keyId: string): number | undefined {
  return directory?.keys.find((it) => it.keyId === keyId)?.quota;
}

/**
 * New quotas are given within the epoch; the clocks of both sides may differ by the window. Who enrolled
 * after it gets them while they are taken: all others pay with them, and new ones would say "newcomer".
 */
function closedAt(
  { epoch }: StoredTokenKey,
  { enrolledDay }: RosterMember,
  nowMs: number,
): QuotaRefusal | undefined {
  const { fromMs, untilMs } = epochSpan(epoch);
  if (nowMs < fromMs - identifiedWindowMs) return "epoch-not-open";
  const isNewcomer = enrolledDay !== null && enrolledDay >= dayOf(untilMs);
  const closesMs = untilMs + (isNewcomer ? epochGraceMs : identifiedWindowMs);
  return nowMs >= closesMs ? "epoch-closed" : undefined;
}

function refused(why: QuotaRefusal): QuotaVerdict {
  return { ok: false, why };
}
