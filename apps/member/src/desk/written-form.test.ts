import { describe, expect, it } from "vitest";

import { refusedForm } from "./written-form.ts";

const words = (count: number) => new Array<string>(count).fill("word").join(" ");

describe("a part written by hand", () => {
  it.each([
    [
      "defence",
      "Log in to the attacker's panel and delete their files",
      "enters a system of others",
    ],
    ["note", words(26), "It has 26 words; 25 are the most"],
    ["question", words(40), "It has 40 words"],
    ["defence", words(26), "It has 26 words"],
  ])("is proposed for removal with its reason: %s", (part, value, why) => {
    const refused = refusedForm(part, value);
    expect(refused?.proposal).toBe("remove");
    expect(refused?.why).toContain(why);
  });

  it.each([
    ["note", words(25)],
    ["defence", "Block the address at the proxy."],
    ["prose", words(60)],
    ["note", "Log in to the attacker's panel"],
  ])("is left to what is found in it: %s", (part, value) => {
    expect(refusedForm(part, value)).toBeUndefined();
  });
});
