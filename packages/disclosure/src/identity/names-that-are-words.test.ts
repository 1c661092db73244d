import { describe, expect, it } from "vitest";
import { wordsFound } from "../testing.ts";
import { ownNames } from "../detectors/ours/own-names.ts";
import { ownNetwork } from "../detectors/network/own-network.ts";
import { compileIdentity } from "./company-identity.ts";
import { emptyProfile } from "./empty-profile.ts";

const identity = compileIdentity({
  ...emptyProfile,
  names: ["Relay Workforce, Inc.", "Relay", "Ponte", "Orion", "VERF", "TCP"],
  domains: ["relayworkforce.example"],
});

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [ownNames, ownNetwork] });
}

describe("own names that are words", () => {
  it.each([
    ["we told Relay twice", "Relay"],
    ["Relay staff were told", "Relay"],
    ["Relay denied it", "Relay"],
    ["Relay's mail server", "Relay's"],
    ["o técnico da Ponte ligou", "Ponte"],
    ["VERF fell four percent", "VERF"],
    ["the people of TCP", "TCP"],
    ["login at relay-payroll.com", "relay-payroll.com"],
    ["login at re1ay-payroll.com", "re1ay-payroll.com"],
    ["login at relayworkforce-pay.com", "relayworkforce-pay.com"],
  ])("are meant with a capital, or first in a name: %s", (text, name) => {
    expect(found(text)).toEqual([name]);
  });

  it.each([
    "an open relay again",
    "em modo ponte",
    "Relay access denied",
    "554 5.7.1 Relay access denied",
    "Relay to LDAP gives a certificate",
    "Relay attack on NTLM",
    "the SolarWinds Orion server",
    "an old Orion stealer",
    "the filter ate every verf in it",
    "proto=TCP to TCP 443 over TCP; TCP RST sent, TCP ACK lost",
    "helo smtp-relay-eu.host",
    "ran ntlmrelayx.py",
  ])("are words elsewhere: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
