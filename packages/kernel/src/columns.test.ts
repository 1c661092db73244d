import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "./bytes.ts";
import { type Column, packColumns, parseColumns } from "./columns.ts";

const anyColumn: fc.Arbitrary<Column> = fc.oneof(
  fc.array(fc.integer({ min: -128, max: 127 })).map((it) => Int8Array.from(it)),
  fc.array(fc.nat(255)).map((it) => Uint8Array.from(it)),
  fc.array(fc.nat(0xffff)).map((it) => Uint16Array.from(it)),
  fc.array(fc.nat(0xffffffff)).map((it) => Uint32Array.from(it)),
  fc.array(fc.float()).map((it) => Float32Array.from(it)),
  fc.array(fc.double()).map((it) => Float64Array.from(it)),
);
const types = {
  Int8Array,
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};
const facts = fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }));

describe("columns in a file", () => {
  test("come back as they were, wherever the bytes stand", () => {
    fc.assert(
      fc.property(facts, fc.dictionary(fc.string(), anyColumn), fc.nat(9), (said, named, at) => {
        const packed = packColumns(said, named);
        const shifted = new Uint8Array(packed.length + at);
        shifted.set(packed, at);
        const read = parseColumns(shifted.subarray(at));
        expect(Object.fromEntries(read?.facts ?? [])).toEqual({ ...said });
        for (const [name, column] of Object.entries(named)) {
          expect(read?.column<Column>(name, types[column[Symbol.toStringTag]])).toEqual(column);
        }
      }),
    );
  });

  test("are asked for by name, type and length", () => {
    const read = parseColumns(packColumns({}, { a: Uint8Array.of(1, 2, 3) }));
    expect(read?.column("a", Uint8Array, 3)).toEqual(Uint8Array.of(1, 2, 3));
    expect(() => read?.column("a", Int8Array)).toThrow();
    expect(() => read?.column("a", Uint8Array, 4)).toThrow();
    expect(() => read?.column("b", Uint8Array)).toThrow();
  });

  const file = (head: string, body = ""): Uint8Array<ArrayBuffer> => {
    const blanks = " ".repeat((8 - ((utf8(head).length + 1) % 8)) % 8);
    return utf8(`${head}${blanks}\n${body}`);
  };
  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ["nothing", utf8("")],
    ["no end of the first line", utf8('{"facts":{},"columns":[]}')],
    ["a first line of an odd length", utf8('{"facts":{},"columns":[]}\n')],
    ["no JSON", file("{")],
    ["no record", file("3")],
    ["no facts", file('{"columns":[]}')],
    ["a fact that is no text", file('{"facts":{"a":3},"columns":[]}')],
    ["no columns", file('{"facts":{}}')],
    ["a column without a name", file('{"facts":{},"columns":[[]]}')],
    ["a column of another type", file('{"facts":{},"columns":[["a","toString",0]]}')],
    ["a column of less than nothing", file('{"facts":{},"columns":[["a","Int8Array",-1]]}')],
    ["a column of half a number", file('{"facts":{},"columns":[["a","Int8Array",0.5]]}')],
    ["a column cut off", file('{"facts":{},"columns":[["a","Int8Array",9]]}', "12345678")],
    ["more than its columns", file('{"facts":{},"columns":[["a","Int8Array",1]]}', "1".repeat(16))],
    [
      "two columns of one name",
      file('{"facts":{},"columns":[["a","Int8Array",0],["a","Int8Array",0]]}'),
    ],
    ["no UTF-8", Uint8Array.of(0xff, 10)],
  ])("are refused with %s", (_, bytes) => {
    expect(parseColumns(bytes)).toBeUndefined();
  });
});
