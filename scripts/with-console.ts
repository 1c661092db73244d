/** Builds the member's console into `apps/console/dist` unless the build there is newer than its source. */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const built = path.join(root, "apps/console/dist/index.html");
const sources = ["apps/console", "packages/wire/src", "packages/kernel/src"];

/** Whether it is there now; says on standard error that it builds, since that takes a while. */
export function buildConsole(): boolean {
  if (
    existsSync(built) &&
    sources.every((dir) => newest(path.join(root, dir)) < statSync(built).mtimeMs)
  ) {
    return true;
  }
  process.stderr.write("Building the console (once, some seconds) …\n");
  const { status } = spawnSync("npm", ["run", "--silent", "build", "-w", "@tocsin/console"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status === 0) return true;
  process.stderr.write("error: the console could not be built, see the lines above.\n");
  process.stderr.write("  Run `npm ci` again, then this once more.\n");
  return false;
}

function newest(dir: string): number {
  let time = 0;
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.name === "node_modules" || entry.name === "dist") continue;
    const file = path.join(dir, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(file) : statSync(file).mtimeMs);
  }
  return time;
}

if (import.meta.main && !buildConsole()) process.exitCode = 1;
