/** The ledger's signing key: 32 bytes in a file that only the exchange's user can read. */

import { open, readFile, rename, stat } from "node:fs/promises";
import path from "node:path";

import { ed25519SeedBytes, type Ed25519SigningKey, ed25519SigningKey } from "@tocsin/crypto";
import { type Random, TocsinError } from "@tocsin/kernel";
import { makeFolder } from "@tocsin/kernel/folders";

import { syncFolder } from "../feed/durable-files.ts";

const onlyOwner = 0o600;

/** The key of the file; undefined where there is no file. Throws `ledger-key-missing` for a broken one. */
export async function readLedgerKey(file: string): Promise<Ed25519SigningKey | undefined> {
  let seed: Uint8Array;
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0) throw unusable("others can read it");
    seed = await readFile(file);
  } catch (error) {
    if (error instanceof TocsinError) throw error;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw unusable("unreadable");
  }
  if (seed.length !== ed25519SeedBytes) throw unusable("length");
  return ed25519SigningKey(seed);
}

/** Makes a key where there is none. It is on the disk before it signs anything. */
export async function createLedgerKey(file: string, random: Random): Promise<Ed25519SigningKey> {
  const seed = random.bytes(ed25519SeedBytes);
  makeFolder(path.dirname(file));
  const fresh = `${file}.new`;
  const handle = await open(fresh, "w", onlyOwner);
  try {
    await handle.writeFile(seed);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
  await syncFolder(path.dirname(file));
  return ed25519SigningKey(seed);
}

function unusable(detail: string): TocsinError {
  return new TocsinError("ledger-key-missing", { detail });
}
