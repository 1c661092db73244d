/** Deletes a small world's state folder, and never a folder that holds anything else. */

import { readdir, rm } from "node:fs/promises";
import path from "node:path";

import { TocsinError } from "@tocsin/kernel";

import { castellan, northmere, tidewell } from "./companies.ts";

const residents: readonly string[] = [northmere, castellan, tidewell].map(({ id }) => id);
const others = /^(?:issuer|exchange|relay|neighbours|key-holder-\d|sample-reported)$/;

/** Throws `usage` where something lies in the folder that no small world puts there; then nothing is deleted. */
export async function resetWorld(stateDir: string): Promise<void> {
  const names = await readdir(stateDir).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  if (names.some((name) => !residents.includes(name) && !others.test(name))) {
    throw new TocsinError("usage", {
      detail: `--reset: ${path.basename(stateDir)} holds what is no small world's; delete it by hand or name another`,
    });
  }
  await rm(stateDir, { recursive: true, force: true });
}
