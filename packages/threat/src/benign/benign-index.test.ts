import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compileBenign } from "./benign.ts";
import { packTables } from "./benign-index.ts";
import { builtInTables } from "./built-in-tables.ts";

test("data/benign.bin is what the tables say: scripts/make-benign-index.ts makes it", () => {
  const file = readFileSync(new URL("../../data/benign.bin", import.meta.url));
  expect(file.equals(packTables(builtInTables))).toBe(true);
});

describe("lists of a newer copy", () => {
  const list = { effect: "context", why: "a test", versions: "" };
  const names = [
    { ...list, name: "none", matches: "name", values: "" },
    { ...list, name: "first", matches: "name", values: "one.example b\u0161d.example two.example" },
    { ...list, name: "empty", matches: "name", values: "" },
    { ...list, name: "second", matches: "name-and-below", values: "two.example three.example" },
  ];
  const ranges = [
    { ...list, name: "wide", v4: "", v6: "" },
    {
      ...list,
      name: "narrow",
      v4: `${(0xc0000200).toString(36)}-7`,
      v6: "2001:db8::/32 nothing/9",
    },
  ];
  const listOf = compileBenign({
    names: { source: "a test", lists: names },
    ranges: { lists: ranges },
  });

  test.each([
    ["one.example", "first"],
    ["two.example", "first"],
    ["three.example", "second"],
    ["a.three.example", "second"],
    ["a.one.example", undefined],
    ["ne.example", undefined],
    ["bad.example", undefined],
    ["three.exampl", undefined],
    ["", undefined],
  ])("%j is of the list %j", (name, expected) => {
    expect(listOf("domain", name)?.list).toBe(expected);
  });

  test.each([
    ["ipv4", "192.0.2.7", "narrow"],
    ["ipv4", "192.0.2.8", undefined],
    ["cidr", "192.0.2.0/29", "narrow"],
    ["cidr", "192.0.2.0/28", undefined],
    ["ipv6", "2001:db8::1", "narrow"],
    ["ipv6", "2001:db9::1", undefined],
  ] as const)("%s %s is of the list %j", (type, value, expected) => {
    expect(listOf(type, value)?.list).toBe(expected);
  });
});
