import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

describe("what links carry of people", () => {
  it.each([
    [
      "https://evil.example/submit?user=mia.lang@kunde.test&x=1",
      "email-person: mia.lang@kunde.test",
    ],
    ["GET /pdf?id=30551&kupec=Ivanka%20Novak 200", "person: Ivanka%20Novak"],
    ["https://evil.example/t?id=7&name=Anna+Bakker", "person: Anna+Bakker"],
    [
      "Return-Path: <bounce+a.bakker=customer.test@esp.test>",
      "email-person: a.bakker=customer.test",
    ],
    ["https://evil.example/c?u=LAB%5Cabakker", "username: LAB%5Cabakker"],
  ])("goes: %s", (text, wanted) => {
    expect(foundBesideValues(text)).toContain(wanted);
  });

  it.each([
    "https://evil.example/gate.php?uid=A81F09&os=win10&user=admin",
    "https://evil.example/x?name=payload&to=%zz&u=1",
  ])("is nothing of anybody in %s", (text) => {
    expect(foundBesideValues(text)).toEqual([]);
  });
});
