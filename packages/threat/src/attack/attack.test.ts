import { describe, expect, test } from "vitest";
import { lookupName } from "../names/threat-names.ts";
import { attackName, lookupTechnique, tactics, techniques } from "./attack.ts";

describe("ATT&CK by exact id", () => {
  test("knows techniques with their tactics", () => {
    expect(lookupTechnique("t1566.001")).toEqual({
      id: "T1566.001",
      name: "Spearphishing Attachment",
      tactics: ["TA0001"],
    });
  });

  test("tells what became of an id that was withdrawn", () => {
    expect(lookupTechnique("T1086")).toMatchObject({
      id: "T1059.001",
      name: "PowerShell",
      formerId: "T1086",
    });
  });

  test.each(["T9999", "T1059.999", "", "__proto__", "TA0001"])("knows no technique %j", (id) => {
    expect(lookupTechnique(id)).toBeUndefined();
  });

  test.each([
    ["TA0011", "Command and Control"],
    ["G0016", "APT29"],
    ["S0154", "Cobalt Strike"],
    ["M1032", "Multi-factor Authentication"],
  ])("%s is %s", (id, name) => {
    expect(attackName(id)).toBe(name);
  });

  test("every technique belongs to tactics that exist", () => {
    for (const technique of techniques.values()) {
      for (const id of technique.tactics) expect(tactics.has(id)).toBe(true);
    }
  });
});

describe("names of malware, tools and actors", () => {
  test.each([
    ["Cozy Bear", "APT29"],
    ["cobaltstrike", "Cobalt Strike"],
    ["COBALT-STRIKE", "Cobalt Strike"],
    ["Hidden Cobra", "Lazarus Group"],
  ])("%s is an alias of %s", (alias, name) => {
    expect(lookupName(alias)?.name).toBe(name);
  });

  test.each(["", "no such thing", "__proto__"])("%j is nobody's name", (name) => {
    expect(lookupName(name)).toBeUndefined();
  });
});
