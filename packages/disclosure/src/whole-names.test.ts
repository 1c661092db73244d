import { describe, expect, it } from "vitest";
import { compileIdentity } from "./identity/company-identity.ts";
import { emptyProfile } from "./identity/empty-profile.ts";
import { inspect } from "./inspect.ts";

const identity = compileIdentity({
  ...emptyProfile,
  names: ["Tarrowcal Copper", "TRCL"],
  places: ["Eskholm General"],
});

/** All that goes, other signs left out. */
function left(text: string): string {
  const inspection = inspect(text, { identity });
  if (!inspection.ok) throw new Error(inspection.detector);
  return inspection.detections.reduceRight(
    (rest, { start, end }) => rest.slice(0, start) + rest.slice(end),
    text,
  );
}

describe("names go whole", () => {
  it.each([
    ["Told G. Monterisi on Monday", "Told  on Monday"],
    ["Told pan Hejtmánek on Monday", "Told  on Monday"],
    ["We told Marchbrook Literary Agency first", "We told  first"],
    ["Listed as TSX: TRCL today", "Listed as  today"],
    ["The group Eskholm-Radiology is theirs", "The group -Radiology is theirs"],
    ["It is done and the server is up.\nS. L.", "It is done and the server is up.\n"],
  ])("%j", (text, rest) => {
    expect(left(text)).toBe(rest);
  });

  it.each(["Versions 2.2.49 and 2.2.50 are hit", "See step A. Then reboot", "Type B.\nC"])(
    "and nothing else does: %j",
    (text) => {
      expect(left(text)).toBe(text);
    },
  );
});
