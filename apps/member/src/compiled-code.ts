/**
 * Keeps compiled modules in the state folder: without them a node takes twice the time and a third more
 * memory to start, most of it for taking types out of the program's own text.
 */

import { lstatSync, mkdirSync, type Stats } from "node:fs";
import { enableCompileCache } from "node:module";
import path from "node:path";

const folderName = "compiled";

/**
 * The folder, for threads that start from now on; undefined where nothing can be kept. What is there is
 * run, so only a folder is used in which nobody else can write.
 */
export function keepCompiledCode(stateDir: string): string | undefined {
  const folder = path.join(stateDir, folderName);
  try {
    if (!isOurs(lstatSync(stateDir))) return undefined;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOurs(lstatSync(folder))) return undefined;
    return enableCompileCache(folder).directory === undefined ? undefined : folder;
  } catch {
    // No state folder yet, or one that cannot be written to: the start is slow, and nothing else.
    return undefined;
  }
}

function isOurs(found: Stats): boolean {
  const isOwner = process.getuid === undefined || found.uid === process.getuid();
  return found.isDirectory() && isOwner && (found.mode & 0o022) === 0;
}
