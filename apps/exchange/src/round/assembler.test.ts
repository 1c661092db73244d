import { concatBytes, type Round, systemRandom, utf8 } from "@tocsin/kernel";
import {
  encodeFrame,
  type Frame,
  frameBytes,
  framePayloadMax,
  splitSubmission,
} from "@tocsin/wire";
import fc from "fast-check";
import { expect, test } from "vitest";

import { partsMax } from "../limits.ts";
import { Assembler } from "./assembler.ts";

const round = 100 as Round;
const none = { parts: [], all: 0 };

function framesOf(frames: readonly Frame[]) {
  return frames.map((frame) => ({
    id: new Uint8Array(16),
    frame: encodeFrame(frame, systemRandom),
  }));
}

function partsOf(bytes: Uint8Array, id = systemRandom.bytes(16)): Frame[] {
  const payloads = splitSubmission(bytes);
  return payloads.map((payload, index) => ({
    kind: "part",
    round,
    submission: id,
    index,
    count: payloads.length,
    payload,
  }));
}

test("dummies, frames of other rounds and what is no frame fall away", () => {
  const assembler = new Assembler(round);
  const [part] = partsOf(utf8("whole"));
  if (part === undefined) throw new Error("no part");
  const frames = framesOf([
    { kind: "dummy", round },
    { ...part, round: (round - 2) as Round },
    { ...part, round: (round + 2) as Round },
  ]);
  const noise = [frameBytes, 0, 1].map((length) => ({
    id: new Uint8Array(16),
    frame: systemRandom.bytes(length).fill(9),
  }));
  expect(assembler.take([...frames, ...noise])).toEqual([]);
  expect(assembler.finish(none.parts, none.all)).toEqual({ whole: [], kept: [], done: [] });
});

test.each([-1, 0, 1])("a frame of round %i from its own is taken", (offset) => {
  const assembler = new Assembler(round);
  const parts = partsOf(utf8("whole")).map((it) => ({ ...it, round: (round + offset) as Round }));
  expect(assembler.take(framesOf(parts))).toEqual([utf8("whole")]);
});

test("parts join in any order, with those that waited", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: framePayloadMax + 1, maxLength: 3 * framePayloadMax }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      (bytes, early) => {
        const all = partsOf(bytes).flatMap((it) => (it.kind === "part" ? it : []));
        const waiting = all.filter((_, at) => early[at] === true);
        const fresh = all.filter((_, at) => early[at] !== true).reverse();
        const assembler = new Assembler(round);
        expect(assembler.take(framesOf(fresh))).toEqual([]);
        const { whole, kept, done } = assembler.finish(waiting, waiting.length);
        expect(kept).toEqual([]);
        expect(whole).toEqual(fresh.length === 0 ? [] : [bytes]);
        expect(done).toHaveLength(fresh.length === 0 ? 0 : 1);
      },
    ),
    { numRuns: 20 },
  );
});

test("what is not whole is kept; what contradicts an earlier part is not", () => {
  const id = systemRandom.bytes(16);
  const bytes = concatBytes(new Uint8Array(framePayloadMax).fill(1), utf8("end"));
  const [first, last] = partsOf(bytes, id);
  if (first?.kind !== "part" || last?.kind !== "part") throw new Error("no parts");
  const assembler = new Assembler(round);
  assembler.take(framesOf([first, { ...first, payload: utf8("other") }]));
  assembler.take(framesOf([{ ...last, count: 3, index: 2 }]));
  expect(assembler.submissions).toEqual([id]);
  const { whole, kept } = assembler.finish([], 0);
  expect(whole).toEqual([]);
  expect(kept.map(({ index, count }) => [index, count])).toEqual([[0, 2]]);
});

test("no more parts are kept than may wait", () => {
  const [first] = partsOf(new Uint8Array(framePayloadMax + 1));
  if (first === undefined) throw new Error("no part");
  const assembler = new Assembler(round);
  assembler.take(framesOf([first]));
  expect(assembler.finish([], partsMax).kept).toEqual([]);
  expect(assembler.finish([], partsMax - 1).kept).toHaveLength(1);
});
