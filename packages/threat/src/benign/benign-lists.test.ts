import { expect, it } from "vitest";

import { benignLists } from "./benign-lists.ts";

it("every list has an effect, a reason, its origin and values", () => {
  const lists = benignLists();
  expect(new Set(lists.map((list) => list.effect))).toEqual(new Set(["never", "weak", "context"]));
  for (const { name, why, versions, values } of lists) {
    expect([name, why, versions].every((text) => text.length > 3)).toBe(true);
    expect(values).toBeGreaterThan(0);
  }
});
