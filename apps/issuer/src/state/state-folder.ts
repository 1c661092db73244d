/** The issuer's state folder: one database, and secrets in files that only its owner can read. */

import { join } from "node:path";

import { openSecretFolder } from "@tocsin/store";

export interface StateFolder {
  readonly path: string;
  readonly database: string;
  /** Where the running program says how the command line reaches it. */
  readonly admin: string;
}

/** Makes the folder where it is missing. */
export async function openStateFolder(path: string): Promise<StateFolder> {
  await openSecretFolder(path);
  return { path, database: join(path, "issuer.sqlite"), admin: join(path, "admin.json") };
}
