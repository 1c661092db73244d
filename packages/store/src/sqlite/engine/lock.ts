/**
 * One process per database. The lock is an exclusive transaction on a tiny file beside the database:
 * the operating system drops it with the process, however that ends, so it never has to be removed.
 */

import { DatabaseSync } from "node:sqlite";

import { TocsinError } from "@tocsin/kernel";

import { storageFault } from "./faults.ts";
import { createEmpty } from "./files.ts";

/** Throws `store-in-use` while another process, or another client in this one, holds the lock. */
export function acquireLock(file: string): Disposable {
  const path = `${file}.lock`;
  createEmpty(path);
  const held = new DatabaseSync(path, { timeout: 0 });
  try {
    held.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    held.close();
    if (storageFault(error)?.code === "store-locked") throw new TocsinError("store-in-use");
    throw error;
  }
  return {
    [Symbol.dispose]: () => {
      held.close();
    },
  };
}
