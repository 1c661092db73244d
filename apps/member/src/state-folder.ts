/** The node's state folder: its database, and a file that tells the command line how to reach it. */

import { chmod, lstat, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson } from "@tocsin/kernel";
import { makeFolder } from "@tocsin/kernel/folders";
import type { NodeAddress } from "@tocsin/wire/node-api";

export interface StateFolder {
  readonly path: string;
  readonly database: string;
  /** Of what ties reports. */
  readonly campaignDatabase: string;
  /** Of what was evaluated blindly. */
  readonly blindDatabase: string;
  /** Of what the feeds of others have brought. */
  readonly importDatabase: string;
}

const addressFile = "api.json";

/** Makes the folder where it is missing; only its owner can look into it. */
export async function openStateFolder(path: string): Promise<StateFolder> {
  makeFolder(path);
  const { mode } = await lstat(path);
  if ((mode & 0o077) !== 0) await chmod(path, 0o700);
  return {
    path,
    database: join(path, "member.sqlite"),
    campaignDatabase: join(path, "campaigns.sqlite"),
    blindDatabase: join(path, "blind.sqlite"),
    importDatabase: join(path, "import.sqlite"),
  };
}

/** Whole or not at all, readable by its owner alone; disposing removes it. */
export async function writeAddress(
  { path }: StateFolder,
  address: NodeAddress,
): Promise<AsyncDisposable> {
  const file = join(path, addressFile);
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  const handle = await open(fresh, "wx", 0o600);
  try {
    await handle.writeFile(`${canonicalJson(address)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}
