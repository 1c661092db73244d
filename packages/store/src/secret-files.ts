/**
 * Secrets in files of a state folder that only their owner can read. A file that others can read, or
 * that is a link, is refused.
 */

import { constants } from "node:fs";
import { chmod, link, lstat, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

import { TocsinError } from "@tocsin/kernel";
import { makeFolder } from "@tocsin/kernel/folders";

const secretBytesMax = 64 * 1024;

/** Makes the folder where it is missing, its owner's alone. */
export async function openSecretFolder(folder: string): Promise<void> {
  makeFolder(folder);
  const { mode } = await lstat(folder);
  if ((mode & 0o077) !== 0) await chmod(folder, 0o700);
}

/** The file's bytes, or undefined where there is none. Throws `secret-file-exposed`, also above `bytesMax`. */
export async function readSecret(
  folder: string,
  name: string,
  bytesMax = secretBytesMax,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const handle = await openSecret(join(folder, name));
  if (handle === undefined) return undefined;
  try {
    const status = await handle.stat();
    if (!status.isFile() || (status.mode & 0o077) !== 0 || status.size > bytesMax) {
      throw new TocsinError("secret-file-exposed", { detail: name });
    }
    return new Uint8Array(await handle.readFile());
  } finally {
    await handle.close();
  }
}

/**
 * Throws `file-exists`. When it resolves, the file is on the disk; whenever the program is killed, it is
 * there whole or not at all.
 */
export async function createSecret(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const fresh = join(folder, `${name}.new`);
  await rm(fresh, { force: true });
  await writeSynced(fresh, bytes);
  try {
    // Unlike a renaming, a second name never takes the place of a file that is there.
    await link(fresh, join(folder, name));
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new TocsinError("file-exists", { detail: name });
    throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  await syncFolder(folder);
}

/** Replaces the file as a whole. */
export async function replaceSecret(
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const fresh = join(folder, `${name}.new`);
  await rm(fresh, { force: true });
  await writeSynced(fresh, bytes);
  await rename(fresh, join(folder, name));
  await syncFolder(folder);
}

/** Overwrites and removes the file; what a disk keeps of old blocks is beyond a program's reach. */
export async function destroySecret(folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  const status = await lstat(path).catch(() => undefined);
  if (status === undefined) return;
  if (status.isFile()) {
    const handle = await open(path, constants.O_WRONLY | constants.O_NOFOLLOW);
    try {
      await handle.write(new Uint8Array(status.size), 0, status.size, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
  await rm(path, { force: true });
  await syncFolder(folder);
}

/** Names of the folder's files that match. */
export async function secretsMatching(folder: string, pattern: RegExp): Promise<string[]> {
  return (await readdir(folder)).filter((name) => pattern.test(name)).sort();
}

async function openSecret(path: string) {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw new TocsinError("secret-file-exposed", { detail: "not a plain file", cause: error });
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
