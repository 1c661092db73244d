import fc from "fast-check";
import { expect, it } from "vitest";

import { unitsOf } from "./units.ts";

it("units are those of the text, also halves of pairs", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const cut = text.slice(1);
      expect(String.fromCharCode(...unitsOf(cut))).toBe(cut);
    }),
  );
});
