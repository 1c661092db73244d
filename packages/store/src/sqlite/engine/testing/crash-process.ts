/** For tests: runs `crash-worker.ts` as a process of its own, reads what it says, and kills it. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface CrashProcess {
  /** What it said until now. */
  readonly lines: readonly string[];
  /** Resolves when it has said so many lines, or has ended. */
  said(count: number): Promise<void>;
  /** kill -9. Resolves when it is dead and its last words are read. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself. */
  ended(): Promise<void>;
}

export function crashProcess(...args: readonly string[]): CrashProcess {
  const script = fileURLToPath(new URL("./crash-worker.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const output = child.stdout;
  if (output === null) throw new Error("no output");
  const reader = createInterface({ input: output });
  let over = false;
  const wake = () => {
    for (const look of waiting) look();
  };
  reader.on("line", (line) => {
    lines.push(line);
    wake();
  });
  const end = once(reader, "close").then(() => {
    over = true;
    wake();
  });
  return {
    lines,
    said: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (lines.length < count && !over) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    kill: async () => {
      child.kill("SIGKILL");
      await end;
    },
    ended: () => end,
  };
}
