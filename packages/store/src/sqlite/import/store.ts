/** The store of what feeds have brought, on SQLite. */

import type { ImportStore } from "../../import-store.ts";
import {
  type Database,
  openDatabase,
  openMemoryDatabase,
  type OpenOptions,
} from "../engine/index.ts";
import { importDatabase } from "./database.ts";

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openImportStore(options: OpenOptions): Promise<ImportStore> {
  // It is read now and then: a thread for that alone would cost every node its memory.
  return storeOn(await openDatabase(importDatabase, { ...options, oneThread: true }));
}

/** Without a file and on the caller's thread, for tests. */
export function importStoreInMemory(): ImportStore {
  return storeOn(openMemoryDatabase(importDatabase));
}

function storeOn(database: Database<typeof importDatabase.operations>): ImportStore {
  return {
    ...database.run,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
