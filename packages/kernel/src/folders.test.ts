import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { makeFolder } from "./folders.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "tocsin-folders-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test("a folder is made with those above it, for its owner alone, once", () => {
  const folder = path.join(root, "a", "b");
  makeFolder(folder);
  makeFolder(folder);
  expect([root, path.dirname(folder), folder].map((it) => statSync(it).mode & 0o777)).toEqual([
    0o700, 0o700, 0o700,
  ]);
});

test.each([
  ["is a file", ["file"]],
  ["is below a file", ["file", "a", "b"]],
])("a folder that %s is not made", (_, at) => {
  writeFileSync(path.join(root, "file"), "");
  expect(() => {
    makeFolder(path.join(root, ...at));
  }).toThrow(expect.objectContaining({ code: "file-not-writable" }));
});

test.each(["/proc/tocsin", "/proc/tocsin/a"])(
  "where no folders can be, as %s, that is said",
  (at) => {
    expect(() => {
      makeFolder(at);
    }).toThrow(expect.objectContaining({ code: "file-not-writable" }));
  },
);
