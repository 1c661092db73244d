/** The issuer's store on SQLite. */

import type { IssuerStore } from "../../issuer-store.ts";
import { openDatabase, type OpenOptions } from "../engine/index.ts";
import { issuerDatabase } from "./database.ts";

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openIssuerStore(options: OpenOptions): Promise<IssuerStore> {
  const database = await openDatabase(issuerDatabase, options);
  return {
    ...database.run,
    scour: () => database.foldLog(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
