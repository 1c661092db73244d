import { expect, it } from "vitest";

import { JumpingClock } from "./jumping-clock.ts";

it("jumps from moment to moment once every loop of every program waits", async () => {
  const clock = new JumpingClock(1000);
  const [one, two] = [clock.own(), clock.own()];
  const woken: number[] = [];
  const stop = new AbortController();
  const loop = async (own: typeof one, everyMs: number): Promise<void> => {
    own.loops += 1;
    while (!stop.signal.aborted) {
      await own.sleep(everyMs, stop.signal);
      woken.push(own.now());
    }
  };
  const running = [loop(one, 300), loop(two, 400)];
  await clock.runFor(1000);
  expect(clock.now()).toBe(2000);
  expect(woken).toEqual([1300, 1400, 1600, 1800, 1900]);
  clock.jump(5000);
  expect(woken).toHaveLength(5);
  stop.abort();
  await Promise.all(running);
});

it("stands still while work is done, and an abort ends a sleep", async () => {
  const clock = new JumpingClock(0);
  const asleep = clock.sleep(10);
  const during = clock.during(async () => {
    await Promise.resolve();
    return clock.now();
  });
  await clock.runUntil(10);
  expect(await during).toBe(0);
  await asleep;
  expect(clock.skewed(() => -3).now()).toBe(7);
  const stop = new AbortController();
  const aborted = clock.sleep(1_000_000, stop.signal);
  stop.abort();
  await aborted;
  expect(clock.now()).toBe(10);
});
