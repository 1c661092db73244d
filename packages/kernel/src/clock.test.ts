import { describe, expect, it } from "vitest";

import { systemClock } from "./clock.ts";

describe("the system's clock", () => {
  it("sleeps at least as long as asked", async () => {
    const from = performance.now();
    await systemClock.sleep(20);
    expect(performance.now() - from).toBeGreaterThanOrEqual(18);
  });

  it("wakes at once when its signal aborts, before or during sleep", async () => {
    await systemClock.sleep(3_600_000, AbortSignal.abort());
    const stop = new AbortController();
    const asleep = systemClock.sleep(3_600_000, stop.signal);
    stop.abort();
    await asleep;
    expect(stop.signal.aborted).toBe(true);
  });
});
