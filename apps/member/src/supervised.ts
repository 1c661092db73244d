/** Work that goes on until it is stopped: where a piece of it fails, it begins again after a pause. */

import type { Clock } from "@tocsin/kernel";

export type Work = (signal: AbortSignal) => Promise<void>;

const pauseMs = 1000;

/** Disposing stops all of it and waits until what was begun is finished. */
export function supervised(
  { clock, onFailure }: { readonly clock: Clock; readonly onFailure: (error: unknown) => void },
  works: readonly Work[],
): AsyncDisposable {
  const stop = new AbortController();
  const running = works.map(async (work) => {
    while (!stop.signal.aborted) {
      try {
        await work(stop.signal);
      } catch (error) {
        onFailure(error);
        await clock.sleep(pauseMs, stop.signal);
      }
    }
  });
  return {
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await Promise.all(running);
    },
  };
}
