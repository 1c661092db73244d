import type { Warning } from "@tocsin/wire/node-api";
import { describe, expect, it } from "vitest";

import { countUrgencies, inOrder } from "./order.ts";

const came = (
  [
    ["e", "normal"],
    ["d", "urgent"],
    ["c", "low"],
    ["b", "urgent"],
    ["a", "high"],
  ] as const satisfies readonly (readonly [string, Warning["urgency"]])[]
).map(([id, urgency]) => ({ id, urgency }));

describe("warnings", () => {
  it.each([
    ["newest", "edcba"],
    ["urgent", "dbaec"],
  ] as const)("stand in the order %s, those alike as they came", (order, ids) => {
    expect(
      inOrder(came, order)
        .map(({ id }) => id)
        .join(""),
    ).toBe(ids);
  });

  it("are counted by urgency, the most urgent first", () => {
    expect(countUrgencies(came)).toEqual([
      ["urgent", 2],
      ["high", 1],
      ["normal", 1],
      ["low", 1],
    ]);
    expect(countUrgencies([])).toEqual([]);
  });
});
