/**
 * A backup of the master keys that a person can print or put in a safe: an age file in ASCII armour,
 * sealed with a passphrase (C2SP age, scrypt recipient), so that the `age` command opens it as well.
 *
 * A restored node must not use an index twice: two reports with one key would be linked, and the older
 * one could be amended by the newer. The backup says the first index that was free when it was made;
 * what was used afterwards is unknown, so a restored node starts at `indexAfterRestore`.
 */

import type { armor as Armor } from "age-encryption";
import {
  canonicalJson,
  fromBase64Url,
  parseCanonicalJson,
  textOf,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import { masterKeyBytes, reportIndexMax } from "./master-key.ts";

/** Base-2 logarithm of scrypt's cost: 256 MiB and about a second. Also the most that is accepted. */
export const scryptWorkFactorMax = 18;
/** Shortest passphrase, in characters. */
export const passphraseCharsMin = 12;
/** Characters of a backup that is read. */
export const backupCharsMax = 65_536;
/** Years in one backup. */
export const backupYearsMax = 100;
/** Indices that a restored node passes over: more than a node reports between two backups. */
export const restoreSkipIndices = 1_000_000;

export interface YearMasterKey {
  readonly year: number;
  readonly key: Uint8Array<ArrayBuffer>;
  /** First report index that was free when the backup was made. */
  readonly nextIndex: number;
}

const format = "tocsin-master-keys/v1";
const headerPattern = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]?)\n/;

/** The armoured age file. Throws `passphrase-too-short`. */
export async function backUpMasterKeys(
  keys: readonly YearMasterKey[],
  passphrase: string,
  workFactor: number = scryptWorkFactorMax,
): Promise<string> {
  if (Array.from(passphrase).length < passphraseCharsMin) {
    throw new TocsinError("passphrase-too-short", { detail: `${passphraseCharsMin} characters` });
  }
  const years = keys.map(({ year, key, nextIndex }) => ({
    year,
    key: toBase64Url(key),
    nextIndex,
  }));
  const text = canonicalJson({ format, years });
  parseBackup(text);
  const { armor, Encrypter } = await import("age-encryption");
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.normalize("NFC"));
  encrypter.setScryptWorkFactor(Math.min(workFactor, scryptWorkFactorMax));
  return armor.encode(await encrypter.encrypt(text));
}

/** Throws `backup-passphrase-wrong`, or `backup-invalid` for what is no backup or is damaged. */
export async function restoreMasterKeys(
  backup: string,
  passphrase: string,
): Promise<readonly YearMasterKey[]> {
  const { armor, Decrypter } = await import("age-encryption");
  const file = unarmoured(backup, armor);
  checkWorkFactor(file);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.normalize("NFC"));
  const text = await decrypter.decrypt(file, "text").catch((error: unknown) => {
    const wrong = error instanceof Error && error.message.includes("no identity matched");
    throw wrong ? new TocsinError("backup-passphrase-wrong") : invalid("does not decrypt");
  });
  return parseBackup(text);
}

/** The first index that a node may use after a restore. */
export function indexAfterRestore(nextIndex: number): number {
  return Math.min(nextIndex + restoreSkipIndices, reportIndexMax);
}

function unarmoured(backup: string, armor: typeof Armor): Uint8Array {
  if (backup.length > backupCharsMax) {
    throw new TocsinError("too-large", { detail: `backup of ${backupCharsMax} characters` });
  }
  try {
    return armor.decode(backup);
  } catch {
    throw invalid("not an armoured age file");
  }
}

/** Before any work: a hostile file may ask for gigabytes. */
function checkWorkFactor(file: Uint8Array): void {
  const [, workFactor] = headerPattern.exec(textOf(file.subarray(0, 80)) ?? "") ?? [];
  if (workFactor === undefined) throw invalid("not sealed with a passphrase");
  if (Number(workFactor) > scryptWorkFactorMax) {
    throw invalid(`scrypt work factor above ${scryptWorkFactorMax}`);
  }
}

function parseBackup(text: string): readonly YearMasterKey[] {
  const { format: found, years, ...rest } = recordOf(parsed(text));
  if (found !== format || Object.keys(rest).length > 0) throw invalid("format");
  if (!Array.isArray(years) || years.length === 0 || years.length > backupYearsMax) {
    throw invalid("years");
  }
  const keys = years.map(parseYear);
  if (new Set(keys.map(({ year }) => year)).size !== keys.length) throw invalid("a year twice");
  return keys;
}

function parseYear(value: unknown): YearMasterKey {
  const { year, key, nextIndex, ...rest } = recordOf(value);
  if (Object.keys(rest).length > 0) throw invalid("unknown field");
  if (!isIntegerWithin(year, 2000, 9999)) throw invalid("year");
  if (!isIntegerWithin(nextIndex, 0, reportIndexMax)) throw invalid("nextIndex");
  const bytes = typeof key === "string" ? fromBase64Url(key) : undefined;
  if (bytes?.length !== masterKeyBytes) throw invalid("key");
  return { year, key: bytes, nextIndex };
}

function parsed(text: string): unknown {
  try {
    return parseCanonicalJson(text);
  } catch {
    // The cause is dropped: it could quote a key.
    throw invalid("contents are not canonical JSON");
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid("shape");
  return { ...value };
}

function isIntegerWithin(value: unknown, min: number, max: number): value is number {
  return Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
}

function invalid(what: string): TocsinError {
  return new TocsinError("backup-invalid", { detail: what });
}
