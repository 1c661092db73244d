/**
 * The company's lists of well-known values, in the node's state folder: a newer copy of the public lists,
 * how the last refresh went, and what the company adds and ignores. Nobody else learns any of it.
 */

import { open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";

import { canonicalJson, parseJson, textOf, TocsinError } from "@tocsin/kernel";
import {
  type BenignLookup,
  benignBook,
  type BenignTables,
  benignTables,
  type OwnBenign,
  ownBenign,
} from "@tocsin/threat/benign";
import { z } from "zod";

import { listsFile, ownFile } from "./own-lists.ts";

const refreshFile = "benign-refresh.json";

const refreshState = z.strictObject({
  from: z.string(),
  triedMs: z.number().int(),
  /** Of the copy that counts; null where there is none yet. */
  goodMs: z.number().int().nullable(),
  /** Why the last one failed. */
  code: z.string().nullable(),
});
export type RefreshState = z.output<typeof refreshState>;

const nothingOwn: OwnBenign = { added: [], ignored: [] };

/** What the files say; the product's own lists where there are none. Throws `store-damaged`. */
export async function readBenignLookup(folder: string): Promise<BenignLookup> {
  const [own, tables] = await Promise.all([readOwnBenign(folder), readBenignTables(folder)]);
  return benignBook(own, tables);
}

export async function readOwnBenign(folder: string): Promise<OwnBenign> {
  return (await readAs(ownBenign, path.join(folder, ownFile))) ?? nothingOwn;
}

export function readBenignTables(folder: string): Promise<BenignTables | undefined> {
  return readAs(benignTables, path.join(folder, listsFile));
}

export function readRefreshState(folder: string): Promise<RefreshState | undefined> {
  return readAs(refreshState, path.join(folder, refreshFile));
}

export function writeOwnBenign(folder: string, own: OwnBenign): Promise<void> {
  return writeWhole(path.join(folder, ownFile), ownBenign.parse(own));
}

export function writeBenignTables(folder: string, tables: BenignTables): Promise<void> {
  return writeWhole(path.join(folder, listsFile), tables);
}

export function writeRefreshState(folder: string, state: RefreshState): Promise<void> {
  return writeWhole(path.join(folder, refreshFile), state);
}

async function readAs<T>(schema: z.ZodType<T>, file: string): Promise<T | undefined> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  const detail = path.basename(file);
  try {
    return schema.parse(parseJson(textOf(bytes) ?? ""));
  } catch (cause) {
    throw new TocsinError("store-damaged", { detail, cause });
  }
}

/** The old one or the new one, never half of it. */
async function writeWhole(file: string, value: unknown): Promise<void> {
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  const handle = await open(fresh, "wx", 0o600);
  try {
    await handle.writeFile(`${canonicalJson(value)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
}
