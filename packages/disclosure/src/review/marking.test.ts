import { describe, expect, it } from "vitest";
import { strictest } from "./marking.ts";

describe("markings", () => {
  it("give the strictest of all that are given, in any order", () => {
    expect(strictest(["clear", "amber+strict", "green"])).toBe("amber+strict");
    expect(strictest(["amber", null, "clear", undefined])).toBe("amber");
  });

  it("give none where nobody has marked anything", () => {
    expect(strictest([null, undefined])).toBeNull();
  });
});
