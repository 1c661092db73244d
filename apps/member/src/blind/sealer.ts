/**
 * Seals what the company saw: one tag in a capsule of its own, with a probe token of the class of all
 * members. The exchange learns that some member saw something that it cannot name, in a round that was
 * drawn at random, so that what one incident left behind is not seen together. A value is sealed once in
 * an epoch; private, reserved and harmless ones never. PROTOCOL §3, §4.
 */

import { pairMac, sha256, sightingLock, takenMark } from "@tocsin/crypto";
import {
  canonicalJson,
  type Clock,
  dayMs,
  dayOf,
  type Epoch,
  parseEpoch,
  type Random,
  roundAt,
  toBase64Url,
  uniformInt,
  utf8,
} from "@tocsin/kernel";
import type {
  BlindStore,
  ParcelStore,
  QueuedParcel,
  StoredToken,
  TaggedValue,
  TokenStore,
} from "@tocsin/store";
import {
  everyone,
  parseMessage,
  sealedSighting,
  sightingWithdrawal,
  tagDaysMax,
  takenBytes,
} from "@tocsin/wire";

import type { SightingKeyring } from "../keys/sighting-keys.ts";
import { spendableEpochs, takenUntilMs } from "../tokens/token-times.ts";
import type { BlindJudge } from "./blind-value.ts";

export interface SealerPorts {
  readonly blind: Pick<BlindStore, "sealable" | "markSealed" | "endSeal" | "awaited" | "sealAgain">;
  readonly parcels: Pick<ParcelStore, "queue" | "waitingCount" | "get">;
  readonly tokens: Pick<TokenStore, "hold" | "release">;
  readonly keyring: SightingKeyring;
  readonly judge: BlindJudge;
  readonly roundMs: () => number;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * A tag waits for a round that is drawn from so many: those of one incident, which are evaluated together,
 * leave apart and in any order, between the ones of others and other days.
 */
export const sealSpreadRounds = 8;
/**
 * What goes with a withdrawn report leaves over a day of rounds of a minute: else the exchange would see the
 * tags of its values at once.
 */
export const takeBackRounds = 1440;
/** Tags on their way at one time: what is new does not wait behind a long backlog. */
export const tagsOnTheWayMax = 32;
const orderRange = 2 ** 32;

/** When a tag leaves: a round and a place among those that wait, both drawn, whatever the tag is. */
export function drawnPlace(
  random: Random,
  nowRound: number,
  spreadRounds = sealSpreadRounds,
): { dueRound: number; order: number } {
  return {
    dueRound: nowRound + 1 + uniformInt(random, spreadRounds),
    order: uniformInt(random, orderRange),
  };
}

export class Sealer {
  readonly #ports: SealerPorts;

  constructor(ports: SealerPorts) {
    this.#ports = ports;
  }

  /** Queues tags of the epoch as far as there are tokens and places; resolves with their number. */
  async seal(epoch: Epoch): Promise<number> {
    const { blind, parcels } = this.#ports;
    const places = tagsOnTheWayMax - (await parcels.waitingCount("tag"));
    let sealed = 0;
    if (places <= 0) return sealed;
    for (const value of await blind.sealable(epoch, places)) {
      if (!this.#maySeal(value)) {
        await blind.endSeal(epoch, value, "none");
        continue;
      }
      if (!(await this.#sealOne(value))) break;
      sealed += 1;
    }
    return sealed;
  }

  /** What was sent again and again and is in no batch is sealed anew: the same sighting, another token. */
  async sealLostAgain(): Promise<void> {
    const { blind, parcels } = this.#ports;
    for (const parcel of await blind.awaited(tagsOnTheWayMax)) {
      const row = await parcels.get(parcel);
      if (row === undefined || row.state === "lost") await blind.sealAgain(parcel);
    }
  }

  /** Takes a sighting back; it needs no token. */
  async withdraw(value: TaggedValue, spreadRounds = sealSpreadRounds): Promise<void> {
    const { blind, parcels, keyring, clock, random } = this.#ports;
    const { epoch, tag } = value;
    const { keys, withdrawal } = await keyring(epoch, tag);
    const parcel = parseMessage(sightingWithdrawal, {
      v: 1,
      kind: "tag-off",
      tag: toBase64Url(tag),
      pk: toBase64Url(keys.publicKey),
      secret: toBase64Url(withdrawal),
    });
    const bytes = utf8(canonicalJson(parcel));
    const nowMs = clock.now();
    await parcels.queue([
      {
        id: toBase64Url(sha256(bytes).slice(0, takenBytes)),
        kind: "tag",
        bytes,
        token: null,
        untilMs: nowMs + tagDaysMax * dayMs,
        ...drawnPlace(random, this.#roundAt(nowMs), spreadRounds),
      },
    ]);
    await blind.endSeal(epoch, value, "withdrawn");
  }

  /** Once more before it leaves: lists may have changed since it was queued. */
  #maySeal({ type, value, key }: TaggedValue): boolean {
    const verdict = this.#ports.judge(type, value);
    return verdict.ok && verdict.value.value === value && verdict.value.key === key;
  }

  /** False where there is no token. A crash in between seals the same key twice, which counts once. */
  async #sealOne(value: TaggedValue): Promise<boolean> {
    const { blind, parcels, tokens, keyring, clock, random } = this.#ports;
    const nowMs = clock.now();
    const token = await tokens.hold("probe", everyone, spendableEpochs(nowMs));
    if (token === undefined) return false;
    try {
      const expires = dayOf(nowMs + tagDaysMax * dayMs);
      const { keys, withdrawal } = await keyring(value.epoch, value.tag);
      const bytes = sightingBytes(value, { keys, withdrawal, token, expires });
      const parcel = tagParcel(token, bytes, drawnPlace(random, this.#roundAt(nowMs)));
      await parcels.queue([parcel]);
      await blind.markSealed(value.epoch, value, { parcel: parcel.id, expires });
    } catch (error) {
      await tokens.release(token.id);
      throw error;
    }
    return true;
  }

  #roundAt(nowMs: number): number {
    return roundAt(nowMs, this.#ports.roundMs());
  }
}

/** By which the exchange's acknowledgement of it is found; nobody else can tell whose it is. */
export function takenId(token: Uint8Array): string {
  return toBase64Url(takenMark(token));
}

function sightingBytes(
  { epoch, tag, pairKey }: TaggedValue,
  sealing: {
    readonly keys: { readonly publicKey: Uint8Array };
    readonly withdrawal: Uint8Array;
    readonly token: StoredToken;
    readonly expires: string;
  },
): Uint8Array<ArrayBuffer> {
  const { keys, withdrawal, token, expires } = sealing;
  const sighting = parseMessage(sealedSighting, {
    v: 1,
    kind: "tag",
    epoch,
    tag: toBase64Url(tag),
    pk: toBase64Url(keys.publicKey),
    mac: toBase64Url(pairMac(pairKey, keys.publicKey)),
    lock: toBase64Url(sightingLock(withdrawal)),
    expires,
    token: toBase64Url(token.token),
  });
  return utf8(canonicalJson(sighting));
}

function tagParcel(
  token: StoredToken,
  bytes: Uint8Array,
  place: { readonly dueRound: number; readonly order: number },
): QueuedParcel {
  const untilMs = takenUntilMs(parseEpoch(token.epoch));
  return { id: takenId(token.token), kind: "tag", bytes, token: token.id, untilMs, ...place };
}
