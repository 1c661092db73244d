/**
 * Blind signing on all cores. Batches are cut into small jobs that take turns, so that a newcomer does
 * not wait for a whole community's quotas; what may wait is limited.
 */

import { Worker } from "node:worker_threads";

import { TocsinError } from "@tocsin/kernel";

import { tokensAtOnce, tokensWaitingMax } from "../limits.ts";
import type { SigningJob, SigningOutcome } from "./signing-job.ts";

export type SigningVerdict =
  | { readonly ok: true; readonly responses: readonly Uint8Array[] }
  | { readonly ok: false; readonly why: "malformed-token" | "busy" };

export interface SigningPool extends AsyncDisposable {
  /** Signs all of a batch or nothing of it. */
  sign(pkcs8: Uint8Array, requests: readonly Uint8Array[]): Promise<SigningVerdict>;
}

interface Waiting {
  readonly job: Omit<SigningJob, "id">;
  readonly done: (responses: SigningOutcome["responses"]) => void;
  readonly failed: (error: TocsinError) => void;
}

export function createSigningPool(threads: number): SigningPool {
  const queue = new JobQueue();
  const all = Array.from({ length: threads }, () => new SigningThread(queue));
  return {
    sign: async (pkcs8, requests) => {
      if (queue.tokens + requests.length > tokensWaitingMax) return { ok: false, why: "busy" };
      const jobs: Promise<SigningOutcome["responses"]>[] = [];
      for (let at = 0; at < requests.length; at += tokensAtOnce) {
        jobs.push(queue.add({ pkcs8, requests: requests.slice(at, at + tokensAtOnce) }));
      }
      for (const thread of all) thread.wake();
      const parts = await Promise.all(jobs);
      if (parts.includes(undefined)) return { ok: false, why: "malformed-token" };
      return { ok: true, responses: parts.flatMap((part) => part ?? []) };
    },
    [Symbol.asyncDispose]: async () => {
      queue.close();
      await Promise.all(all.map((thread) => thread[Symbol.asyncDispose]()));
    },
  };
}

class JobQueue {
  tokens = 0;
  readonly #waiting: Waiting[] = [];
  #closed = false;

  add(job: Omit<SigningJob, "id">): Promise<SigningOutcome["responses"]> {
    if (this.#closed) return Promise.reject(stopped());
    this.tokens += job.requests.length;
    const answered = new Promise<SigningOutcome["responses"]>((done, failed) => {
      this.#waiting.push({ job, done, failed });
    });
    return answered.finally(() => {
      this.tokens -= job.requests.length;
    });
  }

  take(): Waiting | undefined {
    return this.#waiting.shift();
  }

  close(): void {
    this.#closed = true;
    for (const { failed } of this.#waiting.splice(0)) failed(stopped());
  }
}

/** One worker; one that dies fails its job, and the next job starts another. */
class SigningThread {
  readonly #queue: JobQueue;
  #worker: Worker | undefined;
  #current: (Waiting & { readonly id: number }) | undefined;
  #jobs = 0;
  #closing = false;

  constructor(queue: JobQueue) {
    this.#queue = queue;
    this.#worker = this.#start();
  }

  wake(): void {
    if (this.#current !== undefined || this.#closing) return;
    const next = this.#queue.take();
    if (next === undefined) return;
    this.#jobs += 1;
    this.#current = { ...next, id: this.#jobs };
    this.#worker ??= this.#start();
    this.#worker.postMessage({ ...next.job, id: this.#jobs } satisfies SigningJob);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./signing-thread.ts", import.meta.url));
    worker.on("message", (outcome: SigningOutcome) => {
      const current = this.#current;
      if (current?.id !== outcome.id) return;
      this.#current = undefined;
      current.done(outcome.responses);
      this.wake();
    });
    // The error's text could quote a key: it is dropped, the exit that follows is enough.
    worker.on("error", () => undefined);
    worker.on("exit", () => {
      this.#worker = undefined;
      const current = this.#current;
      this.#current = undefined;
      current?.failed(stopped());
      this.wake();
    });
    return worker;
  }
}

function stopped(): TocsinError {
  return new TocsinError("signing-thread-stopped");
}
