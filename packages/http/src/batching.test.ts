import { setTimeout as pause } from "node:timers/promises";

import { expect, it } from "vitest";

import { batched, cutOnError, pieceBytesMin } from "./batching.ts";

async function* rows(count: number): AsyncIterable<string> {
  for (let at = 0; at < count; at += 1) {
    await Promise.resolve();
    yield `row ${at} ${"x".repeat(90)}\n`;
  }
}

async function piecesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

it("joins rows to pieces of at least 32 KiB and loses none", async () => {
  const pieces = await piecesOf(batched(rows(5000)));
  expect(pieces.slice(0, -1).every((piece) => piece.length >= pieceBytesMin)).toBe(true);
  expect(pieces.length).toBeLessThan(20);
  expect(Buffer.concat(pieces).toString().split("\n")).toHaveLength(5001);
});

it("makes no more than it is asked for", async () => {
  let made = 0;
  async function* endless(): AsyncIterable<Uint8Array> {
    for (;;) {
      made += 1;
      await Promise.resolve();
      yield new Uint8Array(pieceBytesMin);
    }
  }
  const reader = batched(endless()).getReader();
  await reader.read();
  await pause(20);
  expect(made).toBeLessThan(5);
  await reader.cancel();
});

it("cuts a failing stream without its error's text", async () => {
  const failing = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      controller.error(new Error("secret"));
    },
  });
  const seen: string[] = [];
  const cut = (): void => void seen.push("cut");
  const ended = (): void => void seen.push("ended");
  expect(await piecesOf(cutOnError(failing, { cut, ended }))).toEqual([]);
  expect(seen).toEqual(["cut", "ended"]);
});
