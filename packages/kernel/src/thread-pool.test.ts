import { afterAll, expect, it } from "vitest";

import { TocsinError } from "./errors.ts";
import { createThreadPool } from "./thread-pool.ts";

const options = {
  script: new URL("./testing/doubling-thread.ts", import.meta.url),
  stopped: () => new TocsinError("signing-thread-stopped"),
};
const pool = createThreadPool<number, number>({ ...options, threads: 2 });
afterAll(() => pool[Symbol.asyncDispose]());

it("does many jobs and gives each its own outcome", async () => {
  const doubled = await Promise.all([1, 2, 3, 4, 5].map((value) => pool.run(value)));
  expect(doubled).toEqual([2, 4, 6, 8, 10]);
});

it("says how many wait", async () => {
  const running = [1, 2, 3, 4, 5].map((value) => pool.run(value));
  expect(pool.waiting).toBe(3);
  await Promise.all(running);
  expect(pool.waiting).toBe(0);
});

it("fails the job that killed its thread, and goes on", async () => {
  const outcomes = await Promise.allSettled([-1, 7, -1, 8].map((value) => pool.run(value)));
  expect(outcomes).toMatchObject([
    { reason: { code: "signing-thread-stopped" } },
    { value: 14 },
    { reason: { code: "signing-thread-stopped" } },
    { value: 16 },
  ]);
});

it("fails what is in work and what waits when it is closed, and what comes later", async () => {
  const closing = createThreadPool<number, number>({ ...options, threads: 1 });
  const running = [1, 2].map((value) => closing.run(value));
  const failed = Promise.allSettled(running);
  await closing[Symbol.asyncDispose]();
  const reason = { code: "signing-thread-stopped" };
  expect(await failed).toMatchObject([{ reason }, { reason }]);
  await expect(closing.run(3)).rejects.toMatchObject(reason);
});
