/** Evaluation on all cores. What may wait is limited. */

import { TocsinError } from "@tocsin/kernel";
import { createThreadPool } from "@tocsin/kernel/threads";

import { batchesWaitingMax } from "../limits.ts";
import type { EvaluationJob, EvaluationOutcome } from "./evaluation-job.ts";

export type EvaluationVerdict =
  | { readonly ok: true; readonly parts: NonNullable<EvaluationOutcome> }
  | { readonly ok: false; readonly why: "invalid-point" | "busy" };

export interface EvaluationPool extends AsyncDisposable {
  evaluate(job: EvaluationJob): Promise<EvaluationVerdict>;
}

export function createEvaluationPool(threads: number): EvaluationPool {
  const pool = createThreadPool<EvaluationJob, EvaluationOutcome>({
    script: new URL("./evaluation-thread.ts", import.meta.url),
    threads,
    stopped: () => new TocsinError("evaluation-thread-stopped"),
  });
  return {
    evaluate: async (job) => {
      if (pool.waiting >= batchesWaitingMax) return { ok: false, why: "busy" };
      const parts = await pool.run(job);
      return parts === undefined ? { ok: false, why: "invalid-point" } : { ok: true, parts };
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
