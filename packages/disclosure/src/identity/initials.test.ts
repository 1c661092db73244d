import { describe, expect, it } from "vitest";
import { Initials } from "./initials.ts";

describe("a domain with the initials of an own name", () => {
  const initials = new Initials(["Hollweg & Lind GmbH", "Ferrocrest Steel Corp."]);

  it.each(["hl-payroll.com", "hl-portal.example.net", "fs-sso2.top"])(
    "is like it: %s",
    (domain) => {
      expect(initials.resemblance(domain)?.isSure).toBe(false);
    },
  );

  it.each(["hl-bakery.com", "xy-payroll.com", "hlpayroll.com", "payroll.hl-x.com"])(
    "is not like it: %s",
    (domain) => {
      expect(initials.resemblance(domain)).toBeUndefined();
    },
  );

  it("may only begin where a hyphen is near", () => {
    const codes = Uint16Array.from("hl-payroll.com", (char) => char.charCodeAt(0));
    expect(initials.mayBegin(codes, 0)).toBe(true);
    expect(initials.mayBegin(codes, 4)).toBe(false);
    expect(new Initials([]).mayBegin(codes, 0)).toBe(false);
  });
});
