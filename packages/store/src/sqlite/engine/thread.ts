/** The main thread's end of a worker: one message out, one answer back, in order. */

import { Worker } from "node:worker_threads";

import { TocsinError } from "@tocsin/kernel";

import { errorOf } from "./faults.ts";
import type { FromWorker, Notice, Start, ToWorker } from "./messages.ts";

interface Waiting {
  resolve(answer: FromWorker): void;
  reject(error: TocsinError): void;
}

export class Thread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #ended = false;

  private constructor(start: Start) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: start,
      execArgv: [],
    });
    this.#worker.on("message", (answer: FromWorker) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on("error", (cause) => {
      this.#end(cause);
    });
    this.#worker.on("exit", () => {
      this.#end(undefined);
    });
  }

  /** Rejects with the reason where the worker cannot open the database. */
  static async start(start: Start): Promise<{ thread: Thread; notices: readonly Notice[] }> {
    const thread = new Thread(start);
    const first = await thread.#answer();
    if (first.kind === "ready") return { thread, notices: first.notices };
    if ("fault" in first) throw errorOf(first.fault);
    throw new TocsinError("store-closed");
  }

  ask(message: ToWorker): Promise<FromWorker> {
    if (this.#ended) return Promise.reject(new TocsinError("store-closed"));
    this.#worker.postMessage(message);
    return this.#answer();
  }

  #answer(): Promise<FromWorker> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #end(cause: unknown): void {
    this.#ended = true;
    const error = new TocsinError("store-closed", { cause });
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}
