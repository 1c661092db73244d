/**
 * Keys of our reports: one master key a year, one number a report. A number is reserved in the store
 * before it is used, so none is ever used twice. PROTOCOL §2.
 */

import { deriveReportKeys, generateMasterKey, type ReportKeys, sha256 } from "@tocsin/crypto";
import { type Epoch, type Random, toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { KeyPlace, KeyStore } from "@tocsin/store";

export interface ReservedKeys {
  readonly master: string;
  readonly first: number;
}

export interface ReportKeyring {
  /** Reserves numbers for `count` reports of that epoch's year. */
  reserve(epoch: Epoch, count: number): Promise<ReservedKeys>;
  /** Throws `not-ours` where the master key is not here. */
  keysOf(place: KeyPlace, sequence: number): Promise<ReportKeys>;
}

export function createReportKeyring(store: KeyStore, random: Random): ReportKeyring {
  const secrets = new Map<string, Uint8Array>();
  async function secretOf(master: string): Promise<Uint8Array> {
    const known = secrets.get(master);
    if (known !== undefined) return known;
    for (const { id, secret } of await store.masters()) secrets.set(id, secret);
    const secret = secrets.get(master);
    if (secret === undefined) throw new TocsinError("not-ours");
    return secret;
  }
  return {
    reserve: async (epoch, count) => {
      const year = Number(epoch.slice(0, 4));
      const secret = generateMasterKey(random);
      const fresh = { id: masterIdOf(secret), year, secret };
      const { id } = await store.addMaster(fresh);
      return { master: id, first: await store.takeNumbers(id, count) };
    },
    keysOf: async ({ master, number }, sequence) =>
      deriveReportKeys(await secretOf(master), number, sequence),
  };
}

/** A name of a master key that says nothing of it, the same on every machine it is restored on. */
export function masterIdOf(secret: Uint8Array): string {
  return toBase64Url(sha256(utf8("tocsin/master-id/v1"), secret)).slice(0, masterIdChars);
}

const masterIdChars = 22;

/** The pseudonym of a report as its envelope has it. */
export function pseudonymOf(keys: ReportKeys): string {
  return toBase64Url(keys.signing.publicKey);
}
