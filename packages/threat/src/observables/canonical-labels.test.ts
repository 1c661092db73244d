import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalSerial, foldName } from "./canonical-labels.ts";

describe("a name of malware, a tool or an actor", () => {
  it.each([
    ["Cobalt Strike", "cobaltstrike"],
    ["cobalt-strike", "cobaltstrike"],
    ["C++/C#", "c++c#"],
    ["Béla's Rät", "belasrat"],
    ["Игла-2", "игла2"],
    ["\u{20bb7}野", "\u{20bb7}野"],
    ["İstanbul ｃａｔ", "istanbulcat"],
  ])("%j folds to %j", (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  it("folds by the engine's letters and digits, for any text", () => {
    const unit = fc.oneof(
      fc.constantFrom("é", "ß", "Å", "İ", "-", "K", "\u212a", "\u0345", "ж", "Ⅷ", "ŉ"),
      fc.string({ unit: "binary", maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.string({ unit }), (name) => {
        const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFKD");
        expect(foldName(name)).toBe(plain.replace(/[^\p{L}\p{N}#+]/gu, ""));
      }),
    );
  });
});

it("a serial number that is none is refused at once, however its digits could be grouped", () => {
  expect(canonicalSerial(`000${"100".repeat(29)}!`)).toBeUndefined();
});
