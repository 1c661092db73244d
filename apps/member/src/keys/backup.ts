/**
 * Backup and restore of the master keys, for a person to keep elsewhere. A restored master key acts for
 * the reports of the past and never makes a new key: whatever the lost node did after the backup, a
 * number cannot be used twice, also when one backup is restored on two machines.
 *
 * The file is one armoured age file after another, since one of them holds one key a year.
 */

import {
  backUpMasterKeys,
  backupCharsMax,
  deriveReportKeys,
  restoreMasterKeys,
  type YearMasterKey,
} from "@tocsin/crypto";
import { TocsinError } from "@tocsin/kernel";
import type { KeyStore, MasterKey, OwnKey } from "@tocsin/store";
import { masterIdOf, pseudonymOf } from "./report-keys.ts";

/** Numbers beyond the backup's by which reports are still recognised: more than a year's quotas. */
const recognisedAheadMax = 1024;
/** Numbers of one master that are derived at most. */
const recognisedMax = 16_384;
/** Age files in one backup. */
const filesMax = 32;
const fileEnd = "-----END AGE ENCRYPTED FILE-----";

export async function backUpKeys(
  store: KeyStore,
  passphrase: string,
  workFactor?: number,
): Promise<string> {
  const masters = await store.masters();
  if (masters.length === 0) throw new TocsinError("not-found", { detail: "no report key yet" });
  const files: string[] = [];
  for (const keys of withDistinctYears(masters)) {
    files.push((await backUpMasterKeys(keys, passphrase, workFactor)).trimEnd());
  }
  await store.markBackedUp(masters.map(({ id }) => id));
  return `${files.join("\n")}\n`;
}

/** Throws `backup-invalid`, `backup-passphrase-wrong`, `too-large`. */
export async function restoreKeys(
  store: KeyStore,
  backup: string,
  passphrase: string,
): Promise<{ readonly added: number }> {
  const masters: Pick<MasterKey, "id" | "year" | "secret" | "next">[] = [];
  const known: OwnKey[] = [];
  for (const file of filesOf(backup)) {
    for (const { year, key, nextIndex } of await restoreMasterKeys(file, passphrase)) {
      const id = masterIdOf(key);
      const next = nextIndex + recognisedAheadMax;
      masters.push({ id, year, secret: key, next });
      known.push(...(await ownKeysOf(id, key, next)));
    }
  }
  return store.restore(masters, known);
}

/** Groups of keys in which no year occurs twice. */
function withDistinctYears(masters: readonly MasterKey[]): YearMasterKey[][] {
  const groups: YearMasterKey[][] = [];
  for (const { year, secret, next } of masters) {
    const entry = { year, key: Uint8Array.from(secret), nextIndex: next };
    const group = groups.find((keys) => keys.every((key) => key.year !== year));
    if (group === undefined) groups.push([entry]);
    else group.push(entry);
  }
  return groups;
}

function filesOf(backup: string): string[] {
  if (backup.length > filesMax * backupCharsMax) {
    throw new TocsinError("too-large", {
      detail: `backup of ${filesMax * backupCharsMax} characters`,
    });
  }
  const files = backup.split(fileEnd).slice(0, -1);
  if (files.length === 0 || files.length > filesMax) {
    throw new TocsinError("backup-invalid", { detail: "no armoured age file" });
  }
  return files.map((file) => `${file.trimStart()}${fileEnd}\n`);
}

async function ownKeysOf(master: string, secret: Uint8Array, next: number): Promise<OwnKey[]> {
  const keys: OwnKey[] = [];
  for (let number = Math.max(0, next - recognisedMax); number < next; number += 1) {
    const pkSign = pseudonymOf(await deriveReportKeys(secret, number, 0));
    keys.push({ pkSign, master, number });
  }
  return keys;
}
