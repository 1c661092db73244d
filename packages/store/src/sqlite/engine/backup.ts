/** Copies of a database that were checked before they get their name, and the way back. */

import { copyFileSync, constants, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { TocsinError } from "@tocsin/kernel";

import { type Connection, connectReader } from "./connection.ts";
import type { DatabaseDefinition } from "./definition.ts";
import { prepareFile, syncFile, syncFolderOf } from "./files.ts";
import { checkIntegrity } from "./integrity.ts";
import type { EngineLimits } from "./limits.ts";
import { acquireLock } from "./lock.ts";
import { checkVersion } from "./migrate.ts";

/**
 * Writes one snapshot of the open database while writes go on; what was deleted is not in it. The copy
 * gets its name only once it is whole, checked and on the disk. Throws `file-exists`.
 */
export function copyTo(
  source: Connection,
  definition: DatabaseDefinition,
  target: string,
  limits: EngineLimits,
): void {
  if (existsSync(target)) throw new TocsinError("file-exists");
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  prepareFile(partial);
  try {
    // The connection stays read-only; only the copy is written.
    source.raw.exec("PRAGMA query_only = OFF");
    source.run("VACUUM INTO ?", partial);
    checkCopy(partial, definition, limits);
    giveName(partial, target);
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/**
 * Puts a checked copy of a backup where the database is missing. Throws `file-exists` while there is
 * anything of an old database, `store-in-use` while a process has it open.
 */
export function restore(
  backup: string,
  definition: DatabaseDefinition,
  file: string,
  limits: EngineLimits,
): void {
  if (!existsSync(backup)) throw new TocsinError("not-found");
  checkCopy(backup, definition, limits);
  const partial = `${file}.partial`;
  rmSync(partial, { force: true });
  prepareFile(partial);
  const lock = acquireLock(file);
  try {
    refuseRemains(file);
    copyFileSync(backup, partial, constants.COPYFILE_FICLONE);
    checkCopy(partial, definition, limits);
    countRestoration(partial);
    // The mark belongs to what was lost. The backup's own number starts a new one.
    rmSync(`${file}.mark`, { force: true });
    giveName(partial, file);
  } finally {
    rmSync(partial, { force: true });
    lock[Symbol.dispose]();
  }
}

/** A log of another database must never meet this one. */
function refuseRemains(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-journal`]) {
    if (existsSync(path) && statSync(path).size > 0) throw new TocsinError("file-exists");
    rmSync(path, { force: true });
  }
  rmSync(`${file}-shm`, { force: true });
}

function checkCopy(file: string, definition: DatabaseDefinition, limits: EngineLimits): void {
  const copy = connectReader(file, limits);
  try {
    checkIntegrity(copy, "full");
    if (checkVersion(copy, definition).file === 0) {
      throw new TocsinError("store-damaged", { detail: "empty" });
    }
  } finally {
    copy.close();
  }
}

/** So that what signs or spends can tell that its past may be longer than it knows. */
function countRestoration(file: string): void {
  const copy = new DatabaseSync(file);
  try {
    copy.exec("UPDATE _commit SET restorations = restorations + 1");
  } finally {
    copy.close();
  }
}

function giveName(partial: string, name: string): void {
  syncFile(partial);
  renameSync(partial, name);
  syncFolderOf(name);
}
