/** Starts an exchange as a child process and listens to what it says. */

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { parseJson, TocsinError } from "@tocsin/kernel";
import type { z } from "zod";

import { childLine, type ChildSettings } from "./child.ts";

export type ChildRound = Extract<z.output<typeof childLine>, { readonly round: number }>;

export class ExchangeProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  /** Resolves with where it listens; rejects where it ends before. */
  readonly ready: Promise<{ readonly url: string; readonly ledgerKey: string }>;
  /** Events of its log from warning upwards, each with its code. */
  readonly events: string[] = [];
  readonly rounds: ChildRound[] = [];
  onRound: (round: ChildRound) => void = () => undefined;

  constructor(settings: ChildSettings) {
    const file = new URL("./child.ts", import.meta.url).pathname;
    this.#child = spawn(process.execPath, [file, JSON.stringify(settings)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const { stdout } = this.#child;
    if (stdout === null) throw new TocsinError("invariant-broken", { detail: "child's output" });
    const { promise, resolve, reject } = Promise.withResolvers<{
      url: string;
      ledgerKey: string;
    }>();
    this.ready = promise;
    this.ready.catch(() => undefined);
    createInterface({ input: stdout }).on("line", (text) => {
      const line = childLine.parse(parseJson(text));
      if ("url" in line) resolve(line);
      else if ("round" in line) this.#heard(line);
      else this.events.push(`${line.event} ${line.code ?? ""}`);
    });
    this.#ended = new Promise((ended) => {
      this.#child.once("exit", (code) => {
        reject(new TocsinError("not-ready"));
        ended(code);
      });
    });
  }

  /** Moves its clock forward. */
  moveTo(nowMs: number): void {
    this.#child.stdin?.write(`${JSON.stringify({ nowMs })}\n`);
  }

  /** Ends it as a power cut does, but for what the operating system has taken. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#ended;
  }

  #heard(round: ChildRound): void {
    this.rounds.push(round);
    this.onRound(round);
  }
}
