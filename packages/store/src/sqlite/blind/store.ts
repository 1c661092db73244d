/** The store of blind values on SQLite. */

import type { BlindStore } from "../../blind-store.ts";
import { openDatabase, type OpenOptions } from "../engine/index.ts";
import { blindDatabase } from "./database.ts";

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openBlindStore(options: OpenOptions): Promise<BlindStore> {
  const database = await openDatabase(blindDatabase, options);
  return {
    ...database.run,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
