/** The store of blind values on SQLite. */

import type { Clock } from "@tocsin/kernel";

import type { BlindStore } from "../../blind-store.ts";
import {
  type Database,
  openDatabase,
  openMemoryDatabase,
  type OpenOptions,
} from "../engine/index.ts";
import { blindDatabase } from "./database.ts";

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openBlindStore(options: OpenOptions): Promise<BlindStore> {
  return storeOn(await openDatabase(blindDatabase, { ...options, oneThread: true }));
}

/** For simulations and tests: nothing is durable. */
export function blindStoreInMemory(clock: Clock): BlindStore {
  return storeOn(openMemoryDatabase(blindDatabase, clock));
}

function storeOn(database: Database<typeof blindDatabase.operations>): BlindStore {
  return {
    ...database.run,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
