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
} else if (process.version !== `v${pinned.version}`) runOn(pinned.binary);
else {
  keepSmall();
  await import("../src/cli/main.ts");
}

/**
 * A node stays, so it is started again with few reserves of memory: by default the system's allocator keeps
 * one for each thread, 20 to 70 MB together. It can be told so by the environment of a process alone.
 */
function keepSmall() {
  const { argv, env, execPath, execve } = process;
  if (!argv.includes("up") || env.MALLOC_ARENA_MAX !== undefined) return;
  if (process.platform !== "linux" || execve === undefined) return;
  execve(execPath, [execPath, ...process.execArgv, ...argv.slice(1)], {
    MALLOC_ARENA_MAX: "2",
    ...env,
  });
}

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
  const env = { MALLOC_ARENA_MAX: "2", ...process.env };
  const child = spawn(binary, args, { stdio: "inherit", env });
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
