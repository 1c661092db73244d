/**
 * Keeps the memory of a node small, in every thread: it does little at a time. V8 takes the size of the first
 * thread's young heap from the command line alone, and glibc how many reserves it keeps from the environment,
 * so that a program that was started without them runs itself again, which takes 20 ms.
 */

import { setFlagsFromString } from "node:v8";

/** MiB of each half of it: of the first thread, and of those that keep the databases. */
const firstMiB = 4;
const threadMiB = 2;

/** Does not return where the program runs itself again. Called before anything is opened or imported. */
export function keepHeapSmall(env: NodeJS.ProcessEnv): void {
  const flag = `--max-semi-space-size=${firstMiB}`;
  const { execArgv, execPath, argv, platform } = process;
  const isSaid = execArgv.some((it) => it.startsWith("--max-semi-space-size"));
  // A parent that talks to this process by messages would lose it.
  if (!isSaid && platform !== "win32" && process.send === undefined) {
    const args = [execPath, flag, "--expose-gc", ...execArgv, ...argv.slice(1)];
    // By default each thread keeps a reserve of its own of what it has freed.
    process.execve?.(execPath, args, { MALLOC_ARENA_MAX: "2", ...env });
  }
  setFlagsFromString(`--max-semi-space-size=${threadMiB}`);
}

/** Sweeps the heap of this thread now: after much was read and let go, of which V8 would keep the most. */
export function sweepHeap(): void {
  globalThis.gc?.();
}
