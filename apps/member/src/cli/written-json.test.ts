import fc from "fast-check";
import { expect, test } from "vitest";

import { parseWrittenJson } from "./written-json.ts";

test.each([
  ['{"people": ["A"],\n "people": ["B"]}', "line 2"],
  ['{"a": {"b": 1, "c": [{"d": 1,\n\n"d": 2}]}}', "line 3"],
  ['{"people": 1, "\\u0070eople": 2}', "line 1"],
  ['{"a\\\\": 1, "b": {}, "a\\\\" : 2}', "line 1"],
  ['[{"": 1, "": 2}]', "line 1"],
])("%j says on which line a name stands again", (text, detail) => {
  expect(() => parseWrittenJson(text)).toThrow(
    expect.objectContaining({ code: "json-name-twice", detail }),
  );
});

test.each(["", "{", '{"a":1,}', '{"a":1}x', '"a'])("%j is not JSON", (text) => {
  expect(() => parseWrittenJson(text)).toThrow(expect.objectContaining({ code: "json-malformed" }));
});

test("a name may stand again in another object, and as a value", () => {
  const text = '{"a": {"a": "a"}, "b": [{"a": "\\"a\\":"}, {"a": "a"}, "b", "b"]}';
  expect(parseWrittenJson(text)).toEqual(JSON.parse(text));
});

test("what names everything once is read as it was written", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseWrittenJson(text)).toEqual(JSON.parse(text));
    }),
  );
});
