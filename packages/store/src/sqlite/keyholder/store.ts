/** A key holder's store on SQLite. */

import type { KeyHolderStore } from "../../keyholder-store.ts";
import { openDatabase, type OpenOptions } from "../engine/index.ts";
import { keyHolderDatabase } from "./database.ts";

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openKeyHolderStore(options: OpenOptions): Promise<KeyHolderStore> {
  const database = await openDatabase(keyHolderDatabase, options);
  return {
    ...database.run,
    scour: () => database.foldLog(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
