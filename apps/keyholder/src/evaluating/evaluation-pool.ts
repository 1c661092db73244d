/** Evaluation on all cores. What may wait is limited; a thread that dies fails its job alone. */

import { Worker } from "node:worker_threads";

import { TocsinError } from "@tocsin/kernel";

import { batchesWaitingMax } from "../limits.ts";
import type { EvaluationJob, EvaluationOutcome } from "./evaluation-job.ts";

export type EvaluationVerdict =
  | { readonly ok: true; readonly parts: NonNullable<EvaluationOutcome["parts"]> }
  | { readonly ok: false; readonly why: "invalid-point" | "busy" };

export interface EvaluationPool extends AsyncDisposable {
  evaluate(job: Omit<EvaluationJob, "id">): Promise<EvaluationVerdict>;
}

interface Waiting {
  readonly job: Omit<EvaluationJob, "id">;
  readonly done: (parts: EvaluationOutcome["parts"]) => void;
  readonly failed: (error: TocsinError) => void;
}

export function createEvaluationPool(threads: number): EvaluationPool {
  const waiting: Waiting[] = [];
  const all = Array.from({ length: threads }, () => new EvaluationThread(() => waiting.shift()));
  let isClosed = false;
  return {
    evaluate: async (job) => {
      if (isClosed) throw stopped();
      if (waiting.length >= batchesWaitingMax) return { ok: false, why: "busy" };
      const answered = new Promise<EvaluationOutcome["parts"]>((done, failed) => {
        waiting.push({ job, done, failed });
      });
      for (const thread of all) thread.wake();
      const parts = await answered;
      return parts === undefined ? { ok: false, why: "invalid-point" } : { ok: true, parts };
    },
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      for (const { failed } of waiting.splice(0)) failed(stopped());
      await Promise.all(all.map((thread) => thread[Symbol.asyncDispose]()));
    },
  };
}

/** One worker; one that dies fails its job, and the next job starts another. */
class EvaluationThread {
  readonly #take: () => Waiting | undefined;
  #worker: Worker | undefined;
  #current: (Waiting & { readonly id: number }) | undefined;
  #jobs = 0;
  #closing = false;

  constructor(take: () => Waiting | undefined) {
    this.#take = take;
  }

  wake(): void {
    if (this.#current !== undefined || this.#closing) return;
    const next = this.#take();
    if (next === undefined) return;
    this.#jobs += 1;
    this.#current = { ...next, id: this.#jobs };
    this.#worker ??= this.#start();
    this.#worker.postMessage({ ...next.job, id: this.#jobs } satisfies EvaluationJob);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./evaluation-thread.ts", import.meta.url));
    worker.on("message", (outcome: EvaluationOutcome) => {
      const current = this.#current;
      if (current?.id !== outcome.id) return;
      this.#current = undefined;
      current.done(outcome.parts);
      this.wake();
    });
    // The error's text could quote a share: it is dropped, the exit that follows is enough.
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
  return new TocsinError("evaluation-thread-stopped");
}
