/**
 * Work on all cores: threads that do one job at a time, and the queue before them. A thread that dies fails
 * its job alone, and the next job starts another. Jobs and outcomes are copied between threads; what a job
 * holds of a secret is the thread's to wipe.
 */

import { Worker } from "node:worker_threads";

import type { TocsinError } from "./errors.ts";

export interface ThreadPool<Job, Outcome> extends AsyncDisposable {
  /** Jobs that no thread has begun. */
  readonly waiting: number;
  /** Rejects with `stopped` where its thread dies or the pool is closed before it is done. */
  run(job: Job): Promise<Outcome>;
}

export interface ThreadPoolOptions {
  /** Module of a thread: it answers each message with one message. */
  readonly script: URL;
  readonly threads: number;
  readonly stopped: () => TocsinError;
}

interface Waiting<Job, Outcome> {
  readonly job: Job;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (error: TocsinError) => void;
}

export function createThreadPool<Job, Outcome>(
  options: ThreadPoolOptions,
): ThreadPool<Job, Outcome> {
  const queue: Waiting<Job, Outcome>[] = [];
  const take = () => queue.shift();
  const all = Array.from({ length: options.threads }, () => new PoolThread(options, take));
  let isClosed = false;
  return {
    get waiting() {
      return queue.length;
    },
    run: (job) => {
      if (isClosed) return Promise.reject(options.stopped());
      const outcome = new Promise<Outcome>((done, failed) => {
        queue.push({ job, done, failed });
      });
      for (const thread of all) thread.wake();
      return outcome;
    },
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      for (const { failed } of queue.splice(0)) failed(options.stopped());
      await Promise.all(all.map((thread) => thread[Symbol.asyncDispose]()));
    },
  };
}

class PoolThread<Job, Outcome> implements AsyncDisposable {
  readonly #options: ThreadPoolOptions;
  readonly #take: () => Waiting<Job, Outcome> | undefined;
  #worker: Worker | undefined;
  #current: Waiting<Job, Outcome> | undefined;
  #closing = false;

  constructor(options: ThreadPoolOptions, take: () => Waiting<Job, Outcome> | undefined) {
    this.#options = options;
    this.#take = take;
    this.#worker = this.#start();
  }

  wake(): void {
    if (this.#current !== undefined || this.#closing) return;
    this.#current = this.#take();
    if (this.#current === undefined) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage(this.#current.job);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#options.script);
    worker.on("message", (outcome: Outcome) => {
      this.#finished()?.done(outcome);
      this.wake();
    });
    // The error's text could quote a secret: it is dropped, the exit that follows is enough.
    worker.on("error", () => undefined);
    worker.on("exit", () => {
      this.#worker = undefined;
      this.#finished()?.failed(this.#options.stopped());
      this.wake();
    });
    return worker;
  }

  #finished(): Waiting<Job, Outcome> | undefined {
    const current = this.#current;
    this.#current = undefined;
    return current;
  }
}
