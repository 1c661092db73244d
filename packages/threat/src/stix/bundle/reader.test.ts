import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { examples } from "../test/examples.ts";
import { createBundleReader, readBundle, type ReadEnd, type ReadObject } from "./reader.ts";

const id = "bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(text: string | Uint8Array, step = 1 << 16): { objects: ReadObject[]; end: ReadEnd } {
  const bytes = typeof text === "string" ? encode(text) : text;
  const reader = createBundleReader();
  const objects: ReadObject[] = [];
  // One buffer for all chunks, as a file is read.
  const buffer = Buffer.alloc(step);
  for (let at = 0; at < bytes.length; at += step) {
    buffer.set(bytes.subarray(at, at + step));
    objects.push(...reader.push(buffer.subarray(0, Math.min(step, bytes.length - at))));
  }
  return { objects, end: reader.finish() };
}

function bundle(...objects: string[]): string {
  return `{"type":"bundle","id":"${id}","objects":[${objects.join(",")}]}`;
}

describe("the bundle reader", () => {
  test("objects come out as they went in, however the bytes are cut", () => {
    const texts = examples.map((it) => JSON.stringify(it));
    const pretty = JSON.stringify({ objects: examples, id, type: "bundle" }, null, 2);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (step) => {
        const { objects, end } = read(bundle(...texts), step);
        expect(objects.map(({ text }) => text)).toEqual(texts);
        expect(end).toEqual({
          kind: "bundle",
          count: texts.length,
          problems: [],
          header: { type: "bundle", id, objects: 0 },
          single: undefined,
        });
        expect(objects.every(({ valid }) => valid)).toBe(true);
        const spaced = read(pretty, step);
        expect(spaced.objects.map(({ object }) => object)).toEqual(examples);
        expect(spaced.end.problems).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test("a stream is read without being held", async () => {
    const one = JSON.stringify(examples[0]);
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(encode('{"more":true,"objects":['));
      for (let at = 0; at < 100; at += 1) yield encode(`${at === 0 ? "" : ","}${one}`);
      yield encode('],"next":"x"}');
    }
    let count = 0;
    const stream = readBundle(chunks());
    let step = await stream.next();
    for (; step.done !== true; step = await stream.next()) count += 1;
    expect(count).toBe(100);
    expect(step.value).toMatchObject({ kind: "envelope", count: 100, problems: [] });
  });

  test("one object alone is read as well", () => {
    const { end } = read(JSON.stringify(examples[0]));
    expect(end.kind).toBe("object");
    expect(end.single?.object).toEqual(examples[0]);
    expect(read("{}").end).toMatchObject({ kind: "envelope", count: 0, problems: [] });
  });

  test("a bad object is told with its place and hides no other", () => {
    const good = JSON.stringify(examples[0]);
    const { objects } = read(bundle(good, '{"type":"x",}', good, '{"type":1}'));
    expect(objects.map(({ valid }) => valid)).toEqual([true, false, true, false]);
    expect(objects[1]?.problems[0]).toMatchObject({ path: "objects[1]", code: "json" });
    expect(objects[3]?.problems[0]?.path).toBe("objects[3].type");
  });

  test("a name that stands twice is noticed, also where it is deep or __proto__", () => {
    const good = JSON.stringify(examples[0]);
    for (const bad of [
      good.replace("{", '{"name":"x",'),
      good.replace("{", '{"x_a":{"b":1,"b":2},'),
      good.replace("{", '{"x_a":[{"__proto__":1,"__proto__":2}],'),
    ]) {
      const [object] = read(bundle(bad)).objects;
      expect(object?.valid).toBe(false);
      expect(object?.problems[0]?.code).toBe("duplicate-property");
    }
    const twice = `{"type":"bundle","type":"bundle","id":"${id}","objects":[${good}]}`;
    expect(read(twice).end.problems[0]?.code).toBe("duplicate-property");
  });

  test.each<[string, string | Uint8Array, string]>([
    ["nothing", "", "json"],
    ["no JSON", "hello", "json"],
    ["a list", "[]", "json"],
    ["a cut bundle", bundle('{"a":1}').slice(0, -2), "json"],
    ["a cut object", '{"objects":[{"a":', "json"],
    ["something after the end", `${bundle('{"a":1}')}x`, "json"],
    ["a second bundle", `${bundle('{"a":1}')}${bundle('{"a":1}')}`, "json"],
    ["a number among objects", '{"objects":[{},1]}', "not-an-object"],
    ["a list among objects", '{"objects":[[]]}', "not-an-object"],
    ["two commas", '{"objects":[{},,{}]}', "json"],
    ["no comma", '{"objects":[{}{}]}', "json"],
    ["a comma at the end", '{"objects":[{},]}', "json"],
    ["two lists", '{"objects":[],"objects":[]}', "json"],
    ["brackets without end", '{"objects":[{"a":'.concat("[".repeat(100_000)), "too-deep"],
    ["braces without end", '{"a":'.repeat(100_000), "too-deep"],
    ["a byte order mark", "\ufeff{}", "json"],
  ])("%s is unreadable", (_name, text, code) => {
    const { end } = read(text);
    expect(end.kind).toBe("unreadable");
    expect(end.problems[0]?.code).toBe(code);
  });

  test("bytes that are not UTF-8 are told", () => {
    const bytes = encode(bundle('{"type":"x-y"}'));
    bytes[bytes.indexOf(121)] = 0xff;
    const [object] = read(bytes.fill(0xff, bytes.length - 8, bytes.length - 6)).objects;
    expect(object?.problems[0]?.code ?? "json").toBe("json");
  });

  test.each([
    ['{"type":"bundle","objects":[{"type":"x"}]}', "id"],
    [`{"type":"bundle","id":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f"}`, "id"],
    [`{"type":"bundle","id":"${id}","objects":[]}`, "objects"],
    [`{"type":"bundle","id":"${id}","objects":{}}`, "objects"],
    [`{"objects":1}`, "objects"],
  ])("%s is no good bundle", (text, path) => {
    expect(read(text).end.problems[0]).toMatchObject({ path, level: "error" });
  });

  test("an object or header beyond the limit is refused", () => {
    const large = `{"objects":[{"x":"${"y".repeat(9 * 1024 * 1024)}"}]}`;
    expect(read(large).end.problems[0]?.text).toMatch(/larger/);
  });
});
