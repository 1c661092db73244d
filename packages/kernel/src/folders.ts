/** Folders of a program's own state, their owner's alone. Kept from the root, which the console loads too. */

import { mkdirSync, statSync } from "node:fs";
import path from "node:path";

import { TocsinError } from "./errors.ts";

/**
 * Makes the folder and those above it, where they are missing. Throws `file-not-writable`. Node's own recursive way
 * never returns where the system takes no folders and says that the one above is missing, as /proc does.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !isFolder(at); at = path.dirname(at)) missing.unshift(at);
  for (const at of missing) {
    try {
      mkdirSync(at, { mode: 0o700 });
    } catch (cause) {
      // Another program may have made it meanwhile.
      if (!isFolder(at)) throw new TocsinError("file-not-writable", { detail: "a folder", cause });
    }
  }
}

function isFolder(at: string): boolean {
  return statSync(at, { throwIfNoEntry: false })?.isDirectory() === true;
}
