import { zstdCompressSync } from "node:zlib";

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { ZstandardFrames } from "./zstandard-frames.ts";

/** The bytes of each frame. */
function framesOf(file: Uint8Array, chunkBytes: number): Buffer[] | undefined {
  const frames = new ZstandardFrames();
  const found: Buffer[] = [];
  let open: Uint8Array[] = [];
  for (let at = 0; at < file.length; at += chunkBytes) {
    const pieces = frames.take(file.subarray(at, at + chunkBytes));
    if (pieces === undefined) return undefined;
    for (const { bytes, isLast } of pieces) {
      open.push(bytes);
      if (!isLast) continue;
      found.push(Buffer.concat(open));
      open = [];
    }
  }
  return frames.isBetween ? found : undefined;
}

const skippable = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3);

describe("ZstandardFrames", () => {
  it("cuts a file at its frames, however its bytes come", () => {
    const content = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(
        fc.array(content, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        (contents, size) => {
          const frames = contents.map((it) => zstdCompressSync(it));
          const file = Buffer.concat(frames.flatMap((it) => [it, skippable]));
          expect(framesOf(file, size)).toEqual(frames);
        },
      ),
    );
  });

  it("knows long frames of repeated bytes", () => {
    const frame = zstdCompressSync(new Uint8Array(1_000_000));
    expect(framesOf(Buffer.concat([frame, frame]), 7)).toEqual([frame, frame]);
  });

  const frame = zstdCompressSync(Buffer.from("log"));
  it.each<[string, Uint8Array]>([
    ["other bytes", Uint8Array.of(1, 2, 3, 4, 5)],
    ["a frame cut off", frame.subarray(0, -1)],
    ["a header cut off", frame.subarray(0, 4)],
    ["bytes after the last frame", Buffer.concat([frame, Buffer.from("more")])],
    ["a skipped part cut off", skippable.subarray(0, -1)],
    ["a block of no type", Buffer.concat([frame.subarray(0, 6), Uint8Array.of(7, 0, 0)])],
  ])("refuses %s", (_, file) => {
    expect(framesOf(file, 100)).toBeUndefined();
  });
});
