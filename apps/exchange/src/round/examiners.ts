/** The threads that examine submissions, and the queue before them. */

import { Worker } from "node:worker_threads";

import { assert, TocsinError } from "@tocsin/kernel";

import type { Span } from "../trust/key-ring.ts";
import type { Trust } from "../trust/trust.ts";
import type { Examination } from "./examine.ts";
import type { FromExaminer, ToExaminer } from "./examine-worker.ts";

/** Submissions handed to a thread at a time. */
const groupMax = 32;

interface Waiting {
  resolve(examined: readonly Examination[]): void;
  reject(error: TocsinError): void;
}

interface Examiner {
  readonly worker: Worker;
  readonly waiting: Waiting[];
}

export class Examiners implements AsyncDisposable {
  readonly #examiners: readonly Examiner[];
  #failed: TocsinError | undefined;
  #stopping = false;

  constructor(threads: number) {
    assert(threads > 0, "at least one examiner");
    this.#examiners = Array.from({ length: threads }, () => this.#start());
  }

  /** Every later examination uses these keys and classes. */
  trust(trust: Trust): void {
    for (const { worker } of this.#examiners) post(worker, { kind: "trust", trust });
  }

  /** In the order given. Rejects only through a defect. */
  async examine(submissions: readonly Uint8Array[], at: Span): Promise<Examination[]> {
    const groups: Promise<readonly Examination[]>[] = [];
    for (let from = 0; from < submissions.length; from += groupMax) {
      groups.push(this.#ask(submissions.slice(from, from + groupMax), at));
    }
    return (await Promise.all(groups)).flat();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#examiners.map(({ worker }) => worker.terminate()));
  }

  #ask(submissions: readonly Uint8Array[], at: Span): Promise<readonly Examination[]> {
    if (this.#failed !== undefined) return Promise.reject(this.#failed);
    const [idlest] = this.#examiners.toSorted((a, b) => a.waiting.length - b.waiting.length);
    assert(idlest, "an examiner");
    post(idlest.worker, { kind: "examine", submissions, at });
    return new Promise((resolve, reject) => idlest.waiting.push({ resolve, reject }));
  }

  #start(): Examiner {
    const worker = new Worker(new URL("./examine-worker.ts", import.meta.url), { execArgv: [] });
    const waiting: Waiting[] = [];
    worker.on("message", (message: FromExaminer) => {
      const first = waiting.shift();
      if (message === undefined) first?.reject(defect("no keys"));
      else first?.resolve(message);
    });
    const end = (why: string): void => {
      if (!this.#stopping) this.#failed = defect(why);
      for (const each of waiting.splice(0)) each.reject(defect(why));
    };
    worker.on("error", () => {
      end("thread failed");
    });
    worker.on("exit", () => {
      end("thread ended");
    });
    return { worker, waiting };
  }
}

function post(worker: Worker, message: ToExaminer): void {
  worker.postMessage(message);
}

function defect(why: string): TocsinError {
  return new TocsinError("invariant-broken", { detail: `examiner: ${why}` });
}
