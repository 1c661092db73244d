/** A TAXII server's store on SQLite. */

import type { TaxiiStore } from "../../taxii-store.ts";
import {
  type Database,
  openDatabase,
  openMemoryDatabase,
  type OpenOptions,
} from "../engine/index.ts";
import { taxiiDatabase } from "./database.ts";

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openTaxiiStore(options: OpenOptions): Promise<TaxiiStore> {
  return storeOn(await openDatabase(taxiiDatabase, options));
}

/** Without a file and on the caller's thread, for tests. */
export function taxiiStoreInMemory(): TaxiiStore {
  return storeOn(openMemoryDatabase(taxiiDatabase));
}

function storeOn(database: Database<typeof taxiiDatabase.operations>): TaxiiStore {
  return {
    ...database.run,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
