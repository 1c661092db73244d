import { canonicalJson, concatBytes, type Round, uintBytes, utf8 } from "@tocsin/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Batch, encodeBatch, encodeSection, parseBatch, parseSection } from "./batch.ts";
import { epoch, parseMessage } from "./primitives.ts";

const november = parseMessage(epoch, "2026-11");

function batchOf(commitments: Uint8Array[], sections: Uint8Array[]): Batch {
  return {
    header: {
      v: 1,
      round: 5 as Round,
      first: 10,
      leaves: commitments.length,
      checkpoint: "tocsin.example/log\n11\nAAAA\n\n— sig\n",
      sections: sections.map((it) => ({ audience: "members", epoch: november, bytes: it.length })),
    },
    commitments,
    sections,
  };
}

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("a batch", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(
        fc.array(hash, { maxLength: 20 }),
        fc.array(fc.uint8Array(), { maxLength: 4 }),
        (commitments, sections) => {
          const batch = batchOf(commitments, sections);
          expect(parseBatch(encodeBatch(batch))).toEqual(batch);
        },
      ),
    );
  });

  const good = encodeBatch(batchOf([new Uint8Array(32)], [utf8("sealed")]));

  it.each<[string, Uint8Array]>([
    ["empty", new Uint8Array(0)],
    ["another file", utf8("TOCSIN2\nxxxxxxxxxxxx")],
    ["longer than it says", concatBytes(good, Uint8Array.of(0))],
    ["a header of four gigabytes", concatBytes(utf8("TOCSIN1\n"), uintBytes(0xffffffff, 4))],
  ])("is refused when it is %s", (_, bytes) => {
    expect(() => parseBatch(bytes)).toThrow("protocol");
  });

  it("is refused when it is cut anywhere", () => {
    for (let length = 0; length < good.length; length += 7) {
      expect(() => parseBatch(good.slice(0, length))).toThrow();
    }
  });

  it("is refused when its header is not canonical", () => {
    const { header } = batchOf([], []);
    const text = utf8(`${canonicalJson(header)} `);
    const bytes = concatBytes(utf8("TOCSIN1\n"), uintBytes(text.length, 4), text);
    expect(() => parseBatch(bytes)).toThrow("canonical");
  });
});

describe("a section", () => {
  const { header } = batchOf([new Uint8Array(32), new Uint8Array(32), new Uint8Array(32)], []);
  const record = (index: number) => ({ index, salt: new Uint8Array(32), leaf: utf8("{}") });

  it("comes back as it was, with gaps where leaves were erased", () => {
    const records = [record(10), record(12)];
    expect(parseSection(encodeSection(records), header)).toEqual(records);
  });

  it.each([
    ["before the batch", [9]],
    ["behind the batch", [13]],
    ["twice", [10, 10]],
    ["out of order", [11, 10]],
  ])("is refused when a position lies %s", (_, positions) => {
    expect(() => parseSection(encodeSection(positions.map(record)), header)).toThrow("position");
  });
});
