import { sha256 } from "@tocsin/crypto";
import { utf8 } from "@tocsin/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";

import { observableKeys } from "./observable-keys.ts";

test("a key is the start of the hash over type and value, whatever characters they hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (type, value) => {
      const key = observableKeys([{ type, value }]);
      expect(key).toEqual(sha256(utf8(`${type}\n${value}`)).slice(0, 16));
    }),
  );
});

test("keys stand one after the other", () => {
  const [one, two] = ["a.example", "b.example"].map((value) => ({ type: "domain", value }));
  if (one === undefined || two === undefined) throw new Error("no observables");
  const joined = Buffer.concat([observableKeys([one]), observableKeys([two])]);
  expect(Buffer.from(observableKeys([one, two]))).toEqual(joined);
  expect(observableKeys([])).toHaveLength(0);
});
