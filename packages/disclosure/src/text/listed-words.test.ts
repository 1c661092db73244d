import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packListedWords } from "./listed-words.ts";

test("data/words.bin is what the lists of words say: scripts/make-word-table.ts makes it", () => {
  const file = readFileSync(new URL("../../data/words.bin", import.meta.url));
  expect(file.equals(packListedWords())).toBe(true);
});
