/** Keys of our sealed sightings, of the master key of the year. PROTOCOL §2, §3. */

import { deriveSightingSecrets, generateMasterKey, type SightingSecrets } from "@tocsin/crypto";
import { type Epoch, type Random, TocsinError } from "@tocsin/kernel";
import type { KeyStore, MasterKey } from "@tocsin/store";

import { masterIdOf } from "./report-keys.ts";

/** Throws `not-ours` where the epoch's year has no master key here any more. */
export type SightingKeyring = (epoch: Epoch, tag: Uint8Array) => Promise<SightingSecrets>;

export function createSightingKeyring(
  store: Pick<KeyStore, "masters" | "addMaster">,
  random: Random,
): SightingKeyring {
  const masters = new Map<number, MasterKey>();
  return async (epoch, tag) => {
    const year = Number(epoch.slice(0, 4));
    const master = masters.get(year) ?? (await masterOf(store, random, year));
    masters.set(year, master);
    return deriveSightingSecrets(master.secret, epoch, tag);
  };
}

/** A restored one before a fresh one: what was sealed before the loss must be the same sighting. */
async function masterOf(
  store: Pick<KeyStore, "masters" | "addMaster">,
  random: Random,
  year: number,
): Promise<MasterKey> {
  const known = (await store.masters())
    .filter((it) => it.year === year)
    .sort((a, b) => Number(a.active) - Number(b.active) || (a.id < b.id ? -1 : 1));
  const [first] = known;
  if (first !== undefined) return first;
  const secret = generateMasterKey(random);
  const made = await store.addMaster({ id: masterIdOf(secret), year, secret });
  if (made.year !== year) throw new TocsinError("not-ours");
  return made;
}
