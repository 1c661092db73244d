import { type Round, systemRandom } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  encodeFrame,
  type Frame,
  frameBytes,
  framePartsMax,
  framePayloadMax,
  parseFrame,
  splitSubmission,
  submissionBytesMax,
} from "./capsule.ts";

const part = (payload: Uint8Array, index = 0, count = 1): Frame => ({
  kind: "part",
  round: 123_456_789 as Round,
  submission: new Uint8Array(16).fill(7),
  index,
  count,
  payload,
});

describe("a frame", () => {
  it("comes back as it was, and always has one size", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: framePayloadMax }),
        fc.integer({ min: 1, max: framePartsMax }),
        (payload, count) => {
          const frame = part(payload, count - 1, count);
          const bytes = encodeFrame(frame, systemRandom);
          expect(bytes).toHaveLength(frameBytes);
          expect(parseFrame(bytes)).toEqual(frame);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("has the same size when it carries nothing", () => {
    const bytes = encodeFrame({ kind: "dummy", round: 9 as Round }, systemRandom);
    expect(bytes).toHaveLength(frameBytes);
    expect(parseFrame(bytes)).toEqual({ kind: "dummy", round: 9 });
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["too short", (it) => it.slice(1)],
    ["too long", (it) => new Uint8Array([...it, 0])],
    ["of another version", (it) => it.fill(2, 0, 1)],
    ["of an unknown kind", (it) => it.fill(9, 1, 2)],
    ["with part 1 of 1 beyond its count", (it) => it.fill(1, 25, 26)],
    ["of no parts", (it) => it.fill(0, 26, 28)],
    ["of too many parts", (it) => it.fill(0xff, 26, 28)],
    ["with a length beyond the payload", (it) => it.fill(0xff, 28, 30)],
  ])("is none where the bytes are %s", (_, damage) => {
    expect(parseFrame(damage(encodeFrame(part(Uint8Array.of(1)), systemRandom)))).toBeUndefined();
  });

  it("is cut from a submission of any allowed size, and no larger one", () => {
    const whole = systemRandom.bytes(40_000);
    const parts = splitSubmission(whole);
    expect(parts).toHaveLength(3);
    expect(Buffer.concat(parts).equals(whole)).toBe(true);
    expect(splitSubmission(new Uint8Array(submissionBytesMax))).toHaveLength(framePartsMax);
    expect(() => splitSubmission(new Uint8Array(submissionBytesMax + 1))).toThrow(RangeError);
    expect(() => splitSubmission(new Uint8Array(0))).toThrow(RangeError);
  });
});
