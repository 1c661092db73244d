/** A mark in the state folder that the sample has been reported, so that a restart does not repeat it. */

import { access, writeFile } from "node:fs/promises";
import path from "node:path";

function markOf(stateDir: string): string {
  return path.join(stateDir, "sample-reported");
}

export function sampleIsDone(stateDir: string): Promise<boolean> {
  return access(markOf(stateDir)).then(
    () => true,
    () => false,
  );
}

export async function markSampleDone(stateDir: string): Promise<void> {
  await writeFile(markOf(stateDir), "");
}
