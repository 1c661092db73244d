/**
 * Runs one file through one parser process and watches it: processor time, memory, wall time, size of
 * the answer. Whatever happens in there, here it is a list of frames or a word that says why not.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Clock, TocsinError, utf8 } from "@tocsin/kernel";

import type { Frame } from "./confined/answer.ts";
import type { ParseRequest } from "./confined/request.ts";
import { type ConfinedCommand, findConfinedCommand } from "./confined-command.ts";
import { confinementLimits as limits } from "./limits.ts";
import { parseFrame } from "./parse-frame.ts";
import { readPeakBytes } from "./peak-bytes.ts";

/** "finished" is the parser's own word; the others are ours. */
export type Ending = "finished" | "stopped" | "broken";

export interface ConfinedRun {
  readonly ending: Ending;
  /** The most resident memory that the watch saw. */
  readonly residentBytes: number;
}

export interface Confinement {
  /** Calls `take` for each frame as it comes. Rejects when `signal` aborts. */
  run(
    request: ParseRequest,
    bytes: Uint8Array,
    take: (frame: Frame) => void,
    signal?: AbortSignal,
  ): Promise<ConfinedRun>;
}

export function createConfinement({ clock }: { readonly clock: Clock }): Confinement {
  let command: Promise<ConfinedCommand> | undefined;
  return {
    run: async (request, bytes, take, signal) => {
      signal?.throwIfAborted();
      command ??= findConfinedCommand();
      const found = await command;
      const folder = await mkdtemp(join(tmpdir(), "tocsin-parser-"));
      try {
        const run = await runChild(found, folder, clock, { request, bytes, take, signal });
        signal?.throwIfAborted();
        return run;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

interface Job {
  readonly request: ParseRequest;
  readonly bytes: Uint8Array;
  readonly take: (frame: Frame) => void;
  readonly signal: AbortSignal | undefined;
}

async function runChild(
  { file, args, counted }: ConfinedCommand,
  folder: string,
  clock: Clock,
  { request, bytes, take, signal }: Job,
): Promise<ConfinedRun> {
  const child = spawn(file, args, { cwd: folder, env: {}, stdio: ["pipe", "pipe", "ignore"] });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause) => reject(new TocsinError("document-reader-missing", { cause })));
    child.once("close", resolve);
  });
  const over = new AbortController();
  const stop = (): void => void child.kill("SIGKILL");
  signal?.addEventListener("abort", stop);
  const answer = readAnswer(child, take, stop);
  const wallMs = counted ? limits.wallMsMax : limits.wallMsMaxUncounted;
  const watched = watch(child, clock, { wallMs, stop, over: over.signal });
  // A parser that dies does not read on; its exit says so better than a broken pipe.
  child.stdin.on("error", () => undefined);
  const head = utf8(JSON.stringify(request));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, head.length);
  child.stdin.write(length);
  child.stdin.write(head);
  child.stdin.end(bytes);
  try {
    const code = await exit;
    over.abort();
    const { residentBytes, stopped } = await watched;
    const whole = answer.isDone() && code === 0;
    if (whole) return { ending: "finished", residentBytes };
    // A signal is the kernel's limit, V8's abort or our own stop; an exit code is a broken program.
    const died = stopped || answer.isOver() || code === null || code > 128;
    return { ending: died ? "stopped" : "broken", residentBytes };
  } finally {
    over.abort();
    signal?.removeEventListener("abort", stop);
  }
}

/** Cuts the answer into lines; stops a parser that says too much or what is no frame. */
function readAnswer(
  child: ChildProcess,
  take: (frame: Frame) => void,
  stop: () => void,
): { isDone: () => boolean; isOver: () => boolean } {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let allBytes = 0;
  let frames = 0;
  let done = false;
  let over = false;
  const refuse = (): void => {
    over = true;
    stop();
  };
  const takeLine = (line: string): void => {
    const frame = done ? undefined : parseFrame(line);
    frames += 1;
    if (frame === undefined || frames > limits.framesMax) {
      refuse();
      return;
    }
    if (frame.k === "done") done = true;
    else take(frame);
  };
  child.stdout?.on("data", (chunk: Buffer) => {
    allBytes += chunk.length;
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0 && !over; end = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...waiting, chunk.subarray(from, end)]).toString("utf8");
      waiting = [];
      waitingBytes = 0;
      from = end + 1;
      takeLine(line);
    }
    waiting.push(chunk.subarray(from));
    waitingBytes += chunk.length - from;
    if (waitingBytes > limits.frameBytesMax || allBytes > limits.answerBytesMax) refuse();
  });
  return { isDone: () => done && !over, isOver: () => over };
}

/** Looks at the memory until the process ends, and stops it at the limits. */
async function watch(
  child: ChildProcess,
  clock: Clock,
  rules: { wallMs: number; stop: () => void; over: AbortSignal },
): Promise<{ residentBytes: number; stopped: boolean }> {
  const until = clock.now() + rules.wallMs;
  let residentBytes = 0;
  while (!rules.over.aborted && child.pid !== undefined) {
    residentBytes = Math.max(residentBytes, await readPeakBytes(child.pid));
    if (residentBytes > limits.residentBytesMax || clock.now() > until) {
      rules.stop();
      return { residentBytes, stopped: true };
    }
    await clock.sleep(limits.watchMs, rules.over);
  }
  return { residentBytes, stopped: false };
}
