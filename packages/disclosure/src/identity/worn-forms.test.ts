import { describe, expect, it } from "vitest";
import { ownNames } from "../detectors/ours/own-names.ts";
import { ownNetwork } from "../detectors/network/own-network.ts";
import { wordsFound } from "../testing.ts";
import { compileIdentity } from "./company-identity.ts";
import { emptyProfile } from "./empty-profile.ts";

const identity = compileIdentity({
  ...emptyProfile,
  names: ["Harrowmead Cooperage Group Ltd", "Vale do Torno", "Fjällsjö Bruk"],
  places: ["Nisslow yard"],
  hosts: ["hm-pos-04"],
});

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [ownNames, ownNetwork] });
}

describe("own names as careless people write them", () => {
  it.each([
    ["the harowmead folder", "harowmead"],
    ["hrrwmd_dump.7z", "hrrwmd"],
    ["user of harrwomead said", "harrwomead"],
    ["vdtorno-bk.gpg", "vdtorno"],
    ["old harrowm share", "harrowm"],
    ["and at nislow, too", "nislow"],
    ["reboot of hmpos4 now", "hmpos4"],
    ["tag daemworrah inside", "daemworrah"],
    ["tag uneebjzrnq inside", "uneebjzrnq"],
    ["campaign fjaellsjoe-q2", "fjaellsjoe"],
  ])("%j names us", (text, name) => {
    expect(found(text)).toEqual([name]);
  });

  it.each(["the cooper ages well", "a valid torn page", "harrow the meadow", "nozzle of a pos4"])(
    "%j does not",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});
