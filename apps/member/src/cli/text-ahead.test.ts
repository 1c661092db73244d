import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { announceText, bringsText } from "./text-ahead.ts";

test.each([
  [["report", "new", "a.md"], true],
  [["--home", "/x", "report", "new", "-"], true],
  [["report", "new", "--help"], false],
  [["report", "review", "new"], false],
  [["check", "report"], false],
  [[], false],
])("a command that brings a text is known by its words: %j", (words, expected) => {
  expect(bringsText(words)).toBe(expected);
});

test("where no node runs, nothing is said ahead", async () => {
  await expect(announceText(path.join(tmpdir(), "no such state"))).resolves.toBeUndefined();
});
