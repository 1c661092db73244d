import { extract } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { foundBesideValues, wordsFound } from "../../testing.ts";
import { ownNames } from "./own-names.ts";

const identity = compileIdentity({ ...emptyProfile, names: ["Kestrel", "Anchor", "PDP"] });

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [ownNames], observations: extract(text) });
}

describe("an own name that is a word", () => {
  it.each([
    'The header is "Server: Kestrel" and the scanner flags it.',
    "Kestrel is the web server of .NET.",
    "ASP.NET Core Kestrel answered.",
    "Kestrel before 8.0.1 is affected.",
    "CVE-2023-44487 in Kestrel is fixed.",
    "the group formerly known as Kestrel",
    "The sandbox calls it Kestrel, a loader in Go.",
    "MuddyWater (formerly Kestrel at one vendor)",
    "TrickBot's Anchor module",
    "is it Anchor, the TrickBot thing",
    "PDP = policy decision point. If the PDP fails",
  ])("is the name of something else: %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    "The attacker called Kestrel at nine.",
    "The leak site names Kestrel as victim.",
    "Kestrel is down.",
    "Kestrel is a tool maker.",
    "It looks like Kestrel, but the page is fake.",
    'The subject was "Kestrel invoice overdue".',
    "The mail came from a company formerly known as Kestrel.",
    "Kestrel uses the web server of .NET.",
  ])("is ours elsewhere: %s", (text) => {
    expect(found(text)).toEqual(["Kestrel"]);
  });
});

describe("own initials", () => {
  it.each(["PDP is down", "PDP (Pacific Data Processing) is down", "PDP = our firm"])(
    "are ours where they are not spelt out as something else: %s",
    (text) => {
      expect(found(text)).toContain("PDP");
    },
  );
});

describe("a name that no list explains", () => {
  it.each([
    "The ransom note looks like Zogrix.",
    "The antivirus flagged it as Frobnak.",
    "We saw a dropper (Vexilor) there.",
    'A rule "Elenco" moved the mails.',
    "CVE-2025-12345 in Quarnix is patched.",
    "Image of disk 1 taken with Guymager, hashed and sealed.",
    "The memory was dumped using Frobnak before the reboot.",
    "The money went to a mule account in Vilnius.",
    "Their drop account is at Wiobank.",
  ])("is malware's or a thing's: %s", (text) => {
    expect(foundBesideValues(text)).toEqual([]);
  });

  it.each([
    ["The orders of Zogrix are late.", "Zogrix"],
    ["The contract was signed with Quarnix in May.", "Quarnix"],
    ["Our account in Vilnius was not touched.", "Vilnius"],
    ["We told Quarnix that the files are out.", "Quarnix"],
  ])("is held elsewhere: %s", (text, name) => {
    expect(foundBesideValues(text).join()).toContain(name);
  });
});
