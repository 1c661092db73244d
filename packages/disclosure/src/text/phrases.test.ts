import { describe, expect, it } from "vitest";
import { phrases } from "./phrases.ts";

describe("phrases", () => {
  const pattern = new RegExp(`^${phrases("posed/posing as, named [him/her] [the] boss\nalias")}$`);

  it("takes one of the words between slashes", () => {
    expect(["posed as", "posing as", "alias"].every((it) => pattern.test(it))).toBe(true);
    expect(pattern.test("poses as")).toBe(false);
  });

  it("leaves out what stands in brackets, or not", () => {
    const said = ["named boss", "named her boss", "named him the boss", "named the boss"];
    expect(said.every((it) => pattern.test(it))).toBe(true);
    expect(pattern.test("named it boss")).toBe(false);
  });
});
