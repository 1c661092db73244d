import { describe, expect, it } from "vitest";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { inspect } from "../../inspect.ts";

const identity = compileIdentity({ ...emptyProfile, people: ["Tobias Renner"] });

function own(text: string): string[] {
  const inspection = inspect(text, { identity, observations: [] });
  if (!inspection.ok) throw new Error(inspection.detector);
  return inspection.detections.map(({ start, end }) => text.slice(start, end));
}

describe("the account of a person of ours", () => {
  it.each([
    ["the account of Tobias Renner to log on", ["Tobias Renner"]],
    ["asked Renner twice", ["Renner"]],
    ["Tobias Renner\nto do", ["Tobias Renner"]],
  ])("takes no letter of the next word: %j", (text, expected) => {
    expect(own(text)).toEqual(expected);
  });

  it.each(["renner.t", "rennert", "r e n n e r t", "t_renner"])("is found as %s", (account) => {
    expect(own(`logged on as ${account} at night`)).toEqual([account]);
  });
});

describe("an own name in a longer one", () => {
  const ours = compileIdentity({
    ...emptyProfile,
    names: ["Luleviken Hotels"],
    domains: ["luleviken.example"],
    products: ["HTorq"],
  });
  const found = (text: string): string[] => {
    const inspection = inspect(text, { identity: ours, observations: [] });
    if (!inspection.ok) throw new Error(inspection.detector);
    return inspection.detections.map(({ start, end }) => text.slice(start, end));
  };

  it.each(["night_luleviken", "luleviken_bulk2", "HTorqCollect"])("takes all of %s", (name) => {
    expect(found(`It was done by ${name} at night`)).toEqual([name]);
  });

  it("leaves the ending of a file", () => {
    expect(found("in luleviken_part1.7z at night")).toEqual(["luleviken"]);
  });
});
