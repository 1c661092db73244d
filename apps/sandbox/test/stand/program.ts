/**
 * One program as a process of its own, as an operator runs it, so that a test can end it as a loss of
 * power would. All that it ever writes is kept.
 */

import { type ChildProcess, spawn } from "node:child_process";

import { fetchBytes } from "@tocsin/http";
import { systemClock, TocsinError } from "@tocsin/kernel";

export interface ProgramSettings {
  readonly name: string;
  readonly argv: readonly string[];
  /** `/livez` answers there once everything else listens. */
  readonly metricsPort: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A machine with much else to do needs this long to start a program; an idle one a second. */
const startMsMax = 240_000;
const stopMsMax = 60_000;
const pollMs = 25;
const answerBytesMax = 16 * 1024 * 1024;

export class Program implements AsyncDisposable {
  readonly settings: ProgramSettings;
  #child: ChildProcess | undefined;
  #written = "";

  constructor(settings: ProgramSettings) {
    this.settings = settings;
  }

  get name(): string {
    return this.settings.name;
  }

  /** Of its process while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get isUp(): boolean {
    return this.#child !== undefined;
  }

  /** Standard output and standard error of all its lives. */
  get written(): string {
    return this.#written;
  }

  /** Resolves, when it answers, with the milliseconds that it took. */
  async start(): Promise<number> {
    const { argv, cwd, env, name, metricsPort } = this.settings;
    const startedMs = systemClock.now();
    const child = spawn(process.execPath, argv, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    const closed = new Promise((resolve) => child.once("close", resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (bytes: Buffer) => (this.#written += bytes.toString()));
    }
    while (!(await answers(metricsPort))) {
      if (hasEnded(child)) {
        await closed;
        const how = child.signalCode ?? `exit code ${child.exitCode ?? 0}`;
        throw new Error(`${name} ended (${how}): ${this.#written.slice(-2000)}`);
      }
      if (systemClock.now() - startedMs > startMsMax) throw new Error(`${name} does not answer`);
      await systemClock.sleep(pollMs);
    }
    return systemClock.now() - startedMs;
  }

  /** Ends it without a word and waits until it is gone. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** Asks it to stop, and waits. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async metrics(): Promise<string> {
    const url = `http://127.0.0.1:${this.settings.metricsPort}/metrics`;
    const { bytes } = await fetchBytes(url, { bytesMax: answerBytesMax });
    return Buffer.from(bytes).toString();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || hasEnded(child)) return;
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), stopMsMax);
    await gone;
    clearTimeout(late);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function answers(port: number): Promise<boolean> {
  try {
    const { status } = await fetchBytes(`http://127.0.0.1:${port}/livez`, {
      bytesMax: answerBytesMax,
      deadlineMs: 5000,
    });
    return status === 200;
  } catch (error) {
    if (error instanceof TocsinError) return false;
    throw error;
  }
}
