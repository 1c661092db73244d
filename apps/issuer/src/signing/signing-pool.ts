/**
 * Blind signing on all cores. Batches are cut into small jobs that take turns, so that a newcomer does
 * not wait for a whole community's quotas; what may wait is limited.
 */

import { TocsinError } from "@tocsin/kernel";
import { createThreadPool } from "@tocsin/kernel/threads";

import { tokensAtOnce, tokensWaitingMax } from "../limits.ts";
import type { SigningJob, SigningOutcome } from "./signing-job.ts";

export type SigningVerdict =
  | { readonly ok: true; readonly responses: readonly Uint8Array[] }
  | { readonly ok: false; readonly why: "malformed-token" | "busy" };

export interface SigningPool extends AsyncDisposable {
  /** Signs all of a batch or nothing of it. */
  sign(pkcs8: Uint8Array, requests: readonly Uint8Array[]): Promise<SigningVerdict>;
}

export function createSigningPool(threads: number): SigningPool {
  const pool = createThreadPool<SigningJob, SigningOutcome>({
    script: new URL("./signing-thread.ts", import.meta.url),
    threads,
    stopped: () => new TocsinError("signing-thread-stopped"),
  });
  // In work and waiting.
  let tokens = 0;
  const signSome = async (job: SigningJob): Promise<SigningOutcome> => {
    tokens += job.requests.length;
    try {
      return await pool.run(job);
    } finally {
      tokens -= job.requests.length;
    }
  };
  return {
    sign: async (pkcs8, requests) => {
      if (tokens + requests.length > tokensWaitingMax) return { ok: false, why: "busy" };
      const jobs: Promise<SigningOutcome>[] = [];
      for (let at = 0; at < requests.length; at += tokensAtOnce) {
        jobs.push(signSome({ pkcs8, requests: requests.slice(at, at + tokensAtOnce) }));
      }
      const parts = await Promise.all(jobs);
      if (parts.includes(undefined)) return { ok: false, why: "malformed-token" };
      return { ok: true, responses: parts.flatMap((part) => part ?? []) };
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
