/** Streams in large pieces: a write per row costs more than the row. */

import { concatBytes, utf8 } from "@tocsin/kernel";

export const pieceBytesMin = 32 * 1024;

/**
 * A stream of pieces of at least `pieceBytesMin`, made only as fast as they are read. An error of the
 * source cuts the stream without a word of its own.
 */
export function batched(
  source: AsyncIterable<Uint8Array | string>,
  bytesMin: number = pieceBytesMin,
): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { piece, done } = await gather(iterator, bytesMin);
          if (piece.length > 0) controller.enqueue(piece);
          if (done) controller.close();
        } catch {
          controller.error(new Error("stream cut"));
        }
      },
      cancel: async () => {
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
}

/**
 * The same stream, but where it fails the connection is cut and nothing is said: a reader must see
 * that the answer is not whole, and no error text may leave or reach the console.
 */
export function cutOnError(
  source: ReadableStream<Uint8Array>,
  { cut, ended }: { readonly cut: () => void; readonly ended: () => void },
): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (!done) {
            controller.enqueue(value);
            return;
          }
        } catch {
          cut();
        }
        controller.close();
        ended();
      },
      cancel: async () => {
        ended();
        await reader.cancel().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function gather(
  iterator: AsyncIterator<Uint8Array | string>,
  bytesMin: number,
): Promise<{ piece: Uint8Array; done: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < bytesMin) {
    const next = await iterator.next();
    if (next.done === true) return { piece: concatBytes(...parts), done: true };
    const part = typeof next.value === "string" ? utf8(next.value) : next.value;
    parts.push(part);
    length += part.length;
  }
  return { piece: concatBytes(...parts), done: false };
}
