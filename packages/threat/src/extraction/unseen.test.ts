import { expect, test } from "vitest";
import { unseen } from "./unseen.ts";

test("what cannot be seen is what the engine ignores, of all planes", () => {
  const wrong: string[] = [];
  for (let code = 0; code < 0x110000; code += 1) {
    const char = String.fromCodePoint(code);
    const isUnseen = char.replace(unseen, "") === "";
    if (isUnseen !== /^\p{Default_Ignorable_Code_Point}$/u.test(char)) wrong.push(char);
  }
  expect(wrong).toEqual([]);
  expect("a\u{e0001}\u200b\u{1d173}b".replace(unseen, "-")).toBe("a-b");
});
