/** Runs the command line as people do: a process of its own, with pipes. */

import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

import { compiledCode } from "@tocsin/kernel/testing";

export const launcher = fileURLToPath(new URL("../../../bin/tocsin.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** The environment holds what is given and where compiled code is: no test depends on the machine's. */
export async function runTocsin(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  using started = startTocsin(args, options);
  started.running.stdin.end(options.input ?? "");
  return await started.finished;
}

export function startTocsin(args: readonly string[], { env = {}, cwd }: RunOptions = {}) {
  const running = spawn(process.execPath, [launcher, ...args], {
    env: { ...compiledCode(), TOCSIN_HOME: "/nonexistent/tocsin", ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  // A command that does not read its stdin is no failure of the test.
  running.stdin.on("error", () => undefined);
  let stdout = "";
  let stderr = "";
  running.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  running.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  const finished = new Promise<Ran>((resolve, reject) => {
    running.on("error", reject);
    running.on("close", (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
  return {
    running,
    finished,
    seen: () => ({ stdout, stderr }),
    /** A test that fails leaves nothing behind that waits for ever. */
    [Symbol.dispose]: () => {
      running.kill("SIGKILL");
    },
  };
}

/** Resolves when what is seen fits; the test's own deadline ends it otherwise. */
export async function until(look: () => boolean): Promise<void> {
  while (!look()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Control, format and separator characters but line ends: what a terminal would act on. */
export const rawControls = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
