import type { Clock } from "@tocsin/kernel";
import { expect, test } from "vitest";

import { createBell } from "./bell.ts";
import { supervised } from "./supervised.ts";

/** Whoever sleeps is woken by the test, or by its signal. */
function handClock() {
  const sleepers: (() => void)[] = [];
  const clock: Clock = {
    now: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        sleepers.push(resolve);
        signal?.addEventListener("abort", () => {
          resolve();
        });
      }),
  };
  return {
    clock,
    wake: () =>
      sleepers.splice(0).forEach((resolve) => {
        resolve();
      }),
  };
}

test("work that fails is told and begins again; disposing waits for it", async () => {
  const { clock, wake } = handClock();
  const failures: unknown[] = [];
  let began = 0;
  const running = supervised({ clock, onFailure: (error) => failures.push(error) }, [
    async (signal) => {
      began += 1;
      if (began === 1) throw new Error("first");
      await clock.sleep(1000, signal);
    },
  ]);
  await Promise.resolve();
  await Promise.resolve();
  expect(failures).toHaveLength(1);
  wake();
  await running[Symbol.asyncDispose]();
  expect(began).toBeGreaterThanOrEqual(1);
});

test("a bell that rang before anyone waited wakes the next one, once", async () => {
  const { clock, wake } = handClock();
  const bell = createBell(clock);
  const { signal } = new AbortController();
  bell.ring();
  bell.ring();
  await bell.wait(1000, signal);
  let woken = false;
  const waiting = bell.wait(1000, signal).then(() => {
    woken = true;
  });
  await Promise.resolve();
  expect(woken).toBe(false);
  bell.ring();
  await waiting;
  const timed = bell.wait(1000, signal);
  wake();
  await timed;
});
