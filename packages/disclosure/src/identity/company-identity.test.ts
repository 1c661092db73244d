import { unitsOf } from "@tocsin/kernel/units";
import { describe, expect, it } from "vitest";
import { compileIdentity } from "./company-identity.ts";
import { emptyProfile } from "./empty-profile.ts";
import { editDistance } from "./look-alikes.ts";
import { ferrocrestIdentity as ferrocrest, foundIn } from "../testing.ts";

describe("own domains", () => {
  it.each([
    ["ferrocrest.example", true],
    ["mail.ferrocrest.example", true],
    ["FERROCREST.example.", true],
    ["notferrocrest.example", false],
    ["ferrocrest.example.evil.example", false],
    ["example", false],
  ])("%s is ours: %s", (name, expected) => {
    expect(ferrocrest.ownsDomain(name)).toBe(expected);
  });
});

describe("look-alikes of own names", () => {
  it.each([
    ["ferrocrest.com", "sure"],
    ["ferr0crest.example", "sure"],
    ["ferrocrest-login.example", "sure"],
    ["login-ferro-crest.example", "sure"],
    ["myferrocrest.example", "sure"],
    ["ferocrest.example", "sure"],
    ["ferrocrset.example", "sure"],
    ["ferrocrests.example", "sure"],
    ["terrocrest.example", "sure"],
    ["secure-ferrocresst.example", "sure"],
    ["ferrocrest-sso.helpdesk-portal.example", "sure"],
    ["xn--ferrcrest-m0h.example", "sure"],
    ["fcst-login.example", "held"],
    ["fcstlogin.example", "none"],
    ["forecast.example", "none"],
    ["evil.example", "none"],
    ["crest.example", "none"],
  ])("%s: %s", (domain, expected) => {
    const found = ferrocrest.resemblance(domain);
    expect(found === undefined ? "none" : found.isSure ? "sure" : "held").toBe(expected);
  });

  it.each(["ferrocrest", "modernclinic", "crestbar", "vvalker", "9to5works"])(
    "none of two slips in %s is lost by the look at letters",
    (name) => {
      const identity = compileIdentity({ ...emptyProfile, names: [name] });
      const once = slipsIn(name);
      const labels = once.flatMap((label) => [label, ...slipsIn(label)]);
      const domains = labels.flatMap((label) => [`${label}.example`, `my-${label}.example`]);
      domains.push(...once.map((label) => `international${label}portal.example`));
      const lost = domains.filter(
        (domain) =>
          identity.resemblance(domain) !== undefined &&
          !identity.mayResemble(unitsOf(domain), 0, domain.length),
      );
      expect(lost).toEqual([]);
    },
  );

  it("count a swap of neighbours as one change", () => {
    expect(editDistance("abcd", "abdc", 2)).toBe(1);
    expect(editDistance("abcd", "badc", 2)).toBe(2);
    expect(editDistance("abcd", "wxyz", 2)).toBeGreaterThan(2);
  });

  it("are none where the profile is empty", () => {
    expect(compileIdentity(emptyProfile).resemblance("anything.example")).toBeUndefined();
  });
});

/** One letter lost, another one, one more, two in the wrong order, or one that is read as it. */
function slipsIn(name: string): string[] {
  return Array.from(name, (letter, at) => {
    const [before, behind] = [name.slice(0, at), name.slice(at + 1)];
    const read = { o: "0", l: "1", e: "3", m: "rn", w: "vv", d: "cl" }[letter] ?? "x";
    const swapped = behind.charAt(0) + letter + behind.slice(1);
    return [behind, `q${behind}`, read + behind, `z${letter}${behind}`, swapped].map(
      (rest) => before + rest,
    );
  }).flat();
}

describe("own names in a text", () => {
  it.each([
    ["Ferrocrest Steel was hit", ["company-name: Ferrocrest Steel"]],
    ["at Ferrocrest's gate", ["company-name: Ferrocrest's"]],
    ["the F.e.r.r.o.c.r.e.s.t group", ["company-name: F.e.r.r.o.c.r.e.s.t"]],
    ["svc_ferrocrest_backup", ["company-name: svc_ferrocrest_backup"]],
    ["F\u0435rr\u043ecr\u0435st", ["company-name: F\u0435rr\u043ecr\u0435st"]],
    ["f3rrocrest", ["company-name: f3rrocrest ?"]],
    ["ticker fcst fell", ["company-name: fcst"]],
    ["on fc-mes-01 and", ["company-host: fc-mes-01"]],
    ["Melt Manager crashed", ["company-product: Melt Manager"]],
    ["sold to Halloran Scrap", ["company-customer: Halloran Scrap"]],
    ["seen at the Gadston mill", ["company-place: the Gadston mill"]],
    ["asked darnell pickering", ["person: darnell pickering"]],
    ["Hernandez, Lucia", ["person: Hernandez, Lucia"]],
    ["login dpickering failed", ["username: dpickering"]],
    ["forecast for steel", []],
  ])("%j: %j", (text, expected) => {
    expect(foundIn(text)).toEqual(expected);
  });
});

describe("short forms of own names", () => {
  it.each([
    ["ferro", "company-name: ferro ?"],
    ["fcrest", "company-name: fcrest ?"],
    ["forest", ""],
    ["crest", ""],
  ])("%s: %s", (word, expected) => {
    expect(foundIn(`They call it ${word} there.`).join()).toBe(expected);
  });
});
