/** Files that are there whole or not at all: written aside, synchronised, renamed. */

import { open, readdir, readFile, rename } from "node:fs/promises";
import path from "node:path";

import { TocsinError } from "@tocsin/kernel";
import { makeFolder } from "@tocsin/kernel/folders";

/**
 * The file is on the disk, whole, when this resolves; until then the old one is. Throws `store-full` or
 * `store-failed`.
 */
export async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeAside(file, bytes);
  } catch (cause) {
    throw new TocsinError(codeOf(cause) === "ENOSPC" ? "store-full" : "store-failed", { cause });
  }
}

async function writeAside(file: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(file);
  makeFolder(folder);
  const fresh = path.join(folder, `.${path.basename(file)}.new`);
  const handle = await open(fresh, "w", 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
  await syncFolder(folder);
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new TocsinError("store-failed", { cause: error });
  }
}

/** Names in a folder; none where there is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw new TocsinError("store-failed", { cause: error });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
