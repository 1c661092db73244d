/**
 * A newer copy of the public lists of well-known values (MISP warning lists, CC0 1.0). The server learns
 * this machine's address and that it runs such a program, nothing of what is looked up. What it sends is
 * not trusted: parsed, limited, and refused where it has shrunk. The last good copy stays.
 */

import path from "node:path";

import { TocsinError } from "@tocsin/kernel";
import {
  type BenignTables,
  benignTablesOf,
  builtInTables,
  lostLists,
  type WarningList,
  warningList,
  warningListNames,
} from "@tocsin/threat/benign";

import { checkedFeedUrl, isFile, jsonOf, type OpenSource } from "../feeds/source.ts";
import {
  readBenignTables,
  readRefreshState,
  writeBenignTables,
  writeRefreshState,
} from "./benign-files.ts";

export const upstreamLists = "https://raw.githubusercontent.com/MISP/misp-warninglists/main/lists/";

export interface RefreshPorts {
  /** State folder of the node. */
  readonly folder: string;
  readonly openSource: OpenSource;
  readonly now: () => number;
}

export interface RefreshWanted {
  /** Where the lists are: NAME/list.json below a web address, NAME.json or NAME/list.json in a folder. */
  readonly from: string;
  /** The copy is taken however little it holds. */
  readonly accept: boolean;
  readonly allowPrivate: boolean;
}

/** The largest of them has 3 MB. */
const listBytesMax = 16 * 1024 * 1024;

/** Throws what fetching throws, `remote-answer-invalid` with the list's name, and `copy-shrunk`. */
export async function refreshBenign(
  { folder, openSource, now }: RefreshPorts,
  { from, accept, allowPrivate }: RefreshWanted,
  signal: AbortSignal,
): Promise<BenignTables> {
  const goodMs = (await readRefreshState(folder).catch(() => undefined))?.goodMs ?? null;
  const triedMs = now();
  const where = isFile(from)
    ? from
    : checkedFeedUrl({ url: from.replace(/\/?$/, "/"), allowPrivate });
  try {
    const lists = await readLists(openSource, { from: where, allowPrivate }, signal);
    const made = benignTablesOf(lists, where);
    if (!made.ok) throw new TocsinError("remote-answer-invalid", { detail: `list ${made.why}` });
    const before = (await readBenignTables(folder)) ?? builtInTables;
    const lost = accept ? [] : lostLists(before, made.tables);
    if (lost.length > 0) throw new TocsinError("copy-shrunk", { detail: lost.join(", ") });
    await writeBenignTables(folder, made.tables);
    await writeRefreshState(folder, { from: where, triedMs, goodMs: triedMs, code: null });
    return made.tables;
  } catch (error) {
    const code = error instanceof TocsinError ? error.code : "invariant-broken";
    await writeRefreshState(folder, { from: where, triedMs, goodMs, code });
    throw error;
  }
}

async function readLists(
  openSource: OpenSource,
  { from, allowPrivate }: { from: string; allowPrivate: boolean },
  signal: AbortSignal,
): Promise<Map<string, WarningList>> {
  using source = openSource(
    { url: from, scheme: null, user: null, secret: null, allowPrivate },
    signal,
  );
  const lists = new Map<string, WarningList>();
  for (const name of warningListNames) {
    const where = isFile(from) ? path.join(from, `${name}.json`) : `${from}${name}/list.json`;
    const fetched = await source.get(where, { accept: "application/json", bytesMax: listBytesMax });
    if (fetched.isSame) continue;
    const parsed = warningList.safeParse(await jsonOf(fetched));
    if (!parsed.success) throw new TocsinError("remote-answer-invalid", { detail: `list ${name}` });
    lists.set(name, parsed.data);
  }
  return lists;
}
