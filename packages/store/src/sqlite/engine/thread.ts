/** The main thread's end of a worker: one message out, one answer back, in order. */

import { Worker, type WorkerOptions } from "node:worker_threads";

import { TocsinError } from "@tocsin/kernel";

import { errorOf, traceOf } from "./faults.ts";
import type { FromWorker, Start, ToWorker } from "./messages.ts";

interface Waiting {
  resolve(answer: FromWorker): void;
  reject(error: TocsinError): void;
}

export interface Started {
  readonly thread: Thread;
  readonly ready: Extract<FromWorker, { readonly kind: "ready" }>;
}

export class Thread {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #ended = false;

  private constructor(start: Start) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: start,
      execArgv: [],
      ...heapOf(start),
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
  static async start(start: Start): Promise<Started> {
    const thread = new Thread(start);
    const first = await thread.#answer();
    if (first.kind === "ready") return { thread, ready: first };
    if ("fault" in first) throw errorOf(first.fault);
    throw new TocsinError("store-closed");
  }

  /** Whether the thread has ended, for whatever reason. */
  get ended(): boolean {
    return this.#ended;
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
    const trace = traceOf(cause);
    const error = new TocsinError(
      "store-closed",
      trace === undefined ? {} : { cause: new Error(trace) },
    );
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}

const mebibyte = 1024 * 1024;

/** Of a thread whose heap is to stay small: V8 would let it grow to 48. */
const youngMiB = 6;

function heapOf({ limits: { threadHeapBytes } }: Start): Pick<WorkerOptions, "resourceLimits"> {
  if (threadHeapBytes === 0) return {};
  return {
    resourceLimits: {
      maxOldGenerationSizeMb: threadHeapBytes / mebibyte,
      maxYoungGenerationSizeMb: youngMiB,
    },
  };
}
