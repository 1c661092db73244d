import { describe, expect, it } from "vitest";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { wordsFound } from "../../testing.ts";
import { ownNames } from "./own-names.ts";
import { ownNetwork } from "../network/own-network.ts";

const identity = compileIdentity({
  ...emptyProfile,
  names: ["Horizon", "Anchor", "Harvest", "Source", "Phoenix", "Apex", "Summit", "Anker"],
});

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [ownNames, ownNetwork] });
}

describe("own names that are words", () => {
  it.each([
    "VMware Horizon 8",
    "Trend Micro Apex One",
    "Phoenix 6.2 is the BIOS",
    "Phoenix keylogger",
    '{"Source":"x"} <Source>y</Source> Source=1',
    "Summit.exe and X-Anchor-Id",
    "STATUS_ANCHOR, ANCHOR FAIL CODE",
    "Harvest Now, decrypt later",
    "Source Code and Data Source",
    "Source: CISA. Harvest of passwords",
    "keep the Anchor analytic rule, read the Apex logs",
    "502 Bad Source, C:\\Program Files\\Apex\\Horizon Sensor",
    "Anchor.js, source.acls.enable=false, anchor.click();",
    "der Anker im Code, an anchor tag",
  ])("are not meant as names of others, in code and titles: %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ["we told Horizon on Monday", "Horizon"],
    ["Phoenix patients were told", "Phoenix"],
    ["tell Harvest staff", "Harvest"],
    ["bei Anker kam nichts", "Anker"],
    ["HORIZON PAYROLL, all of it", "HORIZON"],
    ["Summit: closed all day", "Summit"],
    ["the logo of Horizon; and", "Horizon"],
    ["Summit's board", "Summit's"],
  ])("are meant elsewhere: %s", (text, name) => {
    expect(found(text)).toEqual([name]);
  });
});
