/**
 * All tests: builds the console where it is missing or old, runs every test once and leaves the counts
 * in `node_modules/.cache/tests.json` for the last line that CI prints.
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";

import { buildConsole } from "./with-console.ts";

const results = "node_modules/.cache/tests.json";

mkdirSync("node_modules/.cache", { recursive: true });
rmSync(results, { force: true });
if (!buildConsole()) process.exit(1);
// V8 loses count of pages that many threads fill with WebAssembly at once, where it protects them by keys.
const { status } = spawnSync(
  process.execPath,
  [
    "--no-memory-protection-keys",
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);
process.exit(status ?? 1);
