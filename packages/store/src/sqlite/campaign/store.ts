/** The store of campaigns on SQLite. */

import type { Clock } from "@tocsin/kernel";

import type { CampaignStore } from "../../campaign-store.ts";
import {
  type Database,
  openDatabase,
  openMemoryDatabase,
  type OpenOptions,
} from "../engine/index.ts";
import { campaignDatabase } from "./database.ts";

/** The operating system keeps the rest of the file, outside the node's own memory. */
const cacheBytes = 2 * 1024 * 1024;
const threadHeapBytes = 256 * 1024 * 1024;
const checkedFirstBytesMax = 32 * 1024 * 1024;

/** Throws `store-in-use` while another process has the file open, `store-damaged` where it is. */
export async function openCampaignStore(options: OpenOptions): Promise<CampaignStore> {
  const limits = { cacheBytes, threadHeapBytes, checkedFirstBytesMax, ...options.limits };
  return storeOn(await openDatabase(campaignDatabase, { ...options, limits, oneThread: true }));
}

/** For simulations and tests: nothing is durable. */
export function campaignStoreInMemory(clock: Clock): CampaignStore {
  return storeOn(openMemoryDatabase(campaignDatabase, clock));
}

function storeOn(database: Database<typeof campaignDatabase.operations>): CampaignStore {
  const { fixSeed, ...run } = database.run;
  return {
    ...run,
    seed: fixSeed,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}
