/** The exchange's store on SQLite. */

import type { ExchangeStore } from "../../exchange-store.ts";
import { openDatabase, type OpenOptions } from "../engine/index.ts";
import { exchangeDatabase } from "./database.ts";

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openExchangeStore(options: OpenOptions): Promise<ExchangeStore> {
  const database = await openDatabase(exchangeDatabase, options);
  return {
    ...database.run,
    scour: () => database.foldLog(),
    releaseReserve: () => database.releaseReserve(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
