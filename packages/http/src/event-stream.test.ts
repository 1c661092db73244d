import { type Clock, textOf } from "@tocsin/kernel";
import { expect, it } from "vitest";

import { EventHub } from "./event-stream.ts";

/** A clock that stands until it is told to move. */
function steppedClock(): Clock & { step(ms: number): Promise<void> } {
  let nowMs = 1_000_000;
  const sleepers = new Set<{ atMs: number; wake: () => void }>();
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { atMs: nowMs + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          resolve();
        });
      }),
    step: async (ms) => {
      nowMs += ms;
      for (const sleeper of [...sleepers].filter((it) => it.atMs <= nowMs)) {
        sleepers.delete(sleeper);
        sleeper.wake();
      }
      await new Promise(setImmediate);
    },
  };
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return value === undefined ? "" : (textOf(value) ?? "");
}

it("tells every client, and keeps the line open with comments", async () => {
  const clock = steppedClock();
  const hub = new EventHub<"news">(clock, { heartbeatMs: 1000 });
  const readers = [1, 2].map(() => hub.open(new AbortController().signal).getReader());
  hub.publish("news", "7");
  for (const reader of readers) {
    expect(await next(reader)).toBe(": open\n\n");
    expect(await next(reader)).toBe("event: news\ndata: 7\n\n");
  }
  await clock.step(1000);
  for (const reader of readers) expect(await next(reader)).toMatch(/^: /);
});

it("lets a client go that does not read, and nobody else", async () => {
  const hub = new EventHub<"news">(steppedClock(), { queueMax: 4 });
  hub.open(new AbortController().signal);
  const reader = hub.open(new AbortController().signal).getReader();
  await next(reader);
  for (let at = 0; at < 10; at += 1) {
    hub.publish("news", String(at));
    expect(await next(reader)).toContain(`data: ${at}`);
  }
  expect(hub.clients).toBe(1);
});

it("lets a client go that has taken nothing until the write deadline", async () => {
  const clock = steppedClock();
  const hub = new EventHub<"news">(clock, { heartbeatMs: 1000, writeDeadlineMs: 2500 });
  hub.open(new AbortController().signal);
  hub.publish("news");
  for (let at = 0; at < 4; at += 1) await clock.step(1000);
  expect(hub.clients).toBe(0);
});

it("ends when the request ends, and keeps to the number of clients", () => {
  const hub = new EventHub<"news">(steppedClock(), { clientsMax: 2 });
  const ending = new AbortController();
  for (let at = 0; at < 5; at += 1) hub.open(ending.signal);
  expect(hub.clients).toBe(2);
  ending.abort();
  expect(hub.clients).toBe(0);
});
