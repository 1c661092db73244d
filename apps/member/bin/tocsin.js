#!/usr/bin/env node
/**
 * Starts `tocsin` on the Node that this repository pins, whatever Node the machine has: plain JavaScript
 * that an older one runs too. Arguments, streams, signals and the exit code are passed on as they are.
 */

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../src/cli/main.ts", import.meta.url));
const pinned = findPinned();

if (pinned === undefined) {
  process.stderr.write("error: the pinned Node is not installed.\n  Run `npm ci` first.\n");
  process.exitCode = 1;
} else if (process.version === `v${pinned.version}`) await import("../src/cli/main.ts");
else runOn(pinned.binary);

/** Version and binary of the npm package `node`, wherever npm has put it. */
function findPinned() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node/package.json");
    const { bin, version } = JSON.parse(readFileSync(manifest, "utf8"));
    const file = path.join(path.dirname(manifest), typeof bin === "string" ? bin : bin.node);
    const binary = [file, `${file}.exe`].find((it) => existsSync(it));
    return binary === undefined ? undefined : { binary, version };
  } catch {
    return undefined;
  }
}

function runOn(binary) {
  const args = [entry, ...process.argv.slice(2)];
  const child = spawn(binary, args, { stdio: "inherit" });
  // A terminal sends these to both of us; only the child decides what they mean.
  const both = ["SIGINT", "SIGQUIT"];
  for (const signal of [...both, "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      const hasHeard = both.includes(signal) && process.stdin.isTTY === true;
      if (!hasHeard) child.kill(signal);
    });
  }
  child.on("error", () => {
    process.stderr.write("error: the pinned Node does not start.\n  Run `npm ci` again.\n");
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1;
      return;
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
