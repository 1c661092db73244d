/**
 * The holder's part in the key ceremonies. What it has to say next follows from its seed and from the
 * ledger alone, so it can be killed at any point and goes on; what it said once it never says otherwise.
 * Only what the ledger holds counts, its own words included.
 */

import {
  type CeremonyEvent,
  type CeremonyView,
  complaintKey,
  dkgFinish,
  dkgOpening,
  type DkgOpenings,
  type DkgSecret,
  dkgShares,
  type HolderIndex,
  holderIndices,
  openingsHash,
  type Ristretto,
  viewCeremony,
} from "@tocsin/crypto";
import { assert, type Epoch, equalBytes, parseCanonicalJson } from "@tocsin/kernel";
import type { HolderRecordRow, KeyHolderStore } from "@tocsin/store";
import {
  ceremonyEventOf,
  type HolderRecord,
  holderRecordOf,
  parseMessage,
  signedHolderRecord,
} from "@tocsin/wire";

import type { ShareVault } from "../state/share-vault.ts";

export interface CeremonyPorts {
  readonly store: Pick<KeyHolderStore, "records" | "dropSeed">;
  readonly vault: ShareVault;
  readonly group: Ristretto;
}

/** What stands in the ledger of an epoch's keys. */
export interface EpochStanding {
  readonly view: CeremonyView;
  /** Holders that say their shares are destroyed. */
  readonly destroyed: ReadonlySet<HolderIndex>;
}

export class Ceremonies {
  readonly #ports: CeremonyPorts;
  /** The last view of an epoch, by the number of records that it is of. */
  readonly #known = new Map<Epoch, { readonly count: number; readonly standing: EpochStanding }>();
  /** Epochs whose seed is dropped. */
  readonly #concluded = new Set<Epoch>();

  constructor(ports: CeremonyPorts) {
    this.#ports = ports;
  }

  async standing(epoch: Epoch): Promise<EpochStanding> {
    const rows = await this.#ports.store.records(epoch);
    const known = this.#known.get(epoch);
    if (known?.count === rows.length) return known.standing;
    const records = rows.map(recordOf);
    const events = records.flatMap((record) => ceremonyEventOf(record) ?? []);
    const view = await viewCeremony(this.#ports.group, epoch, events);
    const gone = records.flatMap((record) => (record.is === "destroyed" ? record.holder : []));
    const standing = { view, destroyed: new Set(gone) };
    this.#known.set(epoch, { count: rows.length, standing });
    return standing;
  }

  /** What is to be said now; undefined while others are awaited, and once all is done. */
  async next(epoch: Epoch, own: HolderIndex): Promise<HolderRecord | undefined> {
    const { view } = await this.standing(epoch);
    const event = await this.#nextEvent(epoch, own, view);
    return event && holderRecordOf(epoch, event);
  }

  /** The seed is of no more use once all three have confirmed the keys. */
  async conclude(epoch: Epoch): Promise<void> {
    const { view } = await this.standing(epoch);
    if (view.phase !== "done" || this.#concluded.has(epoch)) return;
    await this.#ports.store.dropSeed(epoch);
    this.#concluded.add(epoch);
  }

  async #nextEvent(
    epoch: Epoch,
    holder: HolderIndex,
    view: CeremonyView,
  ): Promise<CeremonyEvent | undefined> {
    const { vault } = this.#ports;
    const isMissing = view.missing.includes(holder);
    if (!isMissing || view.phase === "done" || view.phase === "failed") return undefined;
    const { attempt } = view.place;
    const said = { attempt, holder };
    if (view.phase === "opening") {
      const secret = { place: view.place, holder, seed: await vault.makeSeed(epoch) };
      return { is: "opening", ...said, opening: await dkgOpening(secret) };
    }
    const { openings } = view;
    assert(openings, "openings after their phase");
    const seed = await vault.seed(epoch);
    const secret = seed && { place: view.place, holder, seed };
    // Its own opening is in the ledger, and what belongs to it is gone: only a new attempt helps.
    if (secret === undefined || !(await isOwn(secret, openings))) {
      return { is: "complaint", ...said, accused: holder, secretKey: null };
    }
    if (view.phase === "sharing") {
      const sealed = await dkgShares(secret, openings);
      return { is: "shares", ...said, openings: openingsHash(view.place, openings), sealed };
    }
    return this.#confirm(epoch, secret, view, openings);
  }

  /** The share is kept before the keys are confirmed. */
  async #confirm(
    epoch: Epoch,
    secret: DkgSecret,
    view: CeremonyView,
    openings: DkgOpenings,
  ): Promise<CeremonyEvent> {
    const { vault, group } = this.#ports;
    const { holder, place } = secret;
    const said = { attempt: place.attempt, holder };
    const received = receivedBy(holder, view);
    const outcome = await dkgFinish(group, secret, openings, received);
    if (!outcome.ok) {
      const secretKey = await complaintKey(secret);
      return { is: "complaint", ...said, accused: outcome.accused, secretKey };
    }
    await vault.keep(epoch, place.attempt, outcome.shares);
    assert(view.keys, "keys of the openings");
    return { is: "keys", ...said, keys: view.keys };
  }
}

function receivedBy(holder: HolderIndex, { shares }: CeremonyView) {
  return new Map(
    holderIndices.flatMap((from) => {
      const sealed = shares.get(from)?.find(({ to }) => to === holder);
      return sealed === undefined ? [] : [[from, sealed] as const];
    }),
  );
}

async function isOwn(secret: DkgSecret, openings: DkgOpenings): Promise<boolean> {
  const said = openings.find(({ holder }) => holder === secret.holder);
  const again = await dkgOpening(secret);
  return said !== undefined && equalBytes(said.hpkeKey, again.hpkeKey);
}

function recordOf({ document }: HolderRecordRow): HolderRecord {
  return parseMessage(signedHolderRecord, parseCanonicalJson(document)).record;
}
