import { setImmediate } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { createTurns } from "./turns.ts";

describe("turns", () => {
  it("runs so many at once, the rest in order, and refuses more than may wait", async () => {
    const turns = createTurns(2, 2);
    const log: number[] = [];
    const open: (() => void)[] = [];
    const job = (n: number) => async (): Promise<number> => {
      log.push(n);
      await new Promise<void>((resolve) => open.push(resolve));
      return n;
    };
    const jobs = [0, 1, 2, 3].map((n) => turns.take(job(n)));
    await expect(turns.take(job(4))).rejects.toMatchObject({ code: "too-busy" });
    expect(log).toEqual([0, 1]);
    open[1]?.();
    await setImmediate();
    expect(log).toEqual([0, 1, 2]);
    while (open.length < 4) {
      open.at(-1)?.();
      await setImmediate();
    }
    for (const finish of open) finish();
    expect(await Promise.all(jobs)).toEqual([0, 1, 2, 3]);
  });

  it("passes the turn on when a job fails", async () => {
    const turns = createTurns(1, 1);
    const failing = turns.take(() => Promise.reject(new Error("failed")));
    const next = turns.take(() => Promise.resolve("done"));
    await expect(failing).rejects.toThrow("failed");
    expect(await next).toBe("done");
  });
});
