import { describe, expect, it } from "vitest";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { wordsFound } from "../../testing.ts";
import { accountNames } from "./account-names.ts";
import { persons } from "../people/persons.ts";
import { phones } from "../numbers/phones.ts";
import { secrets } from "../secrets/secrets.ts";

const identity = compileIdentity(emptyProfile);

function found(text: string): string[] {
  const detectors = [accountNames, persons, phones, secrets];
  return wordsFound(text, { identity, detectors });
}

describe("accounts", () => {
  it.each([
    ["escalated by analyst dyoon at noon", ["dyoon"]],
    ["his tadebayo session was open", ["tadebayo"]],
    ["mit dem Konto fremdfirma_rohde von dort", ["fremdfirma_rohde"]],
    ["the cooler's login (coolair-svc) worked", ["coolair-svc"]],
    ["account nordkai\\svc_backup ran it", ["nordkai\\svc_backup"]],
    ["accounts: desk_14, acarvalho, rgodinho.", ["desk_14", "acarvalho", "rgodinho"]],
    ["the till, login recep2 / told to nobody", ["recep2"]],
    ["GET /x.jsp?cmd=whoami out=qm1adm", ["qm1adm"]],
    ["Number shown +1 614 555 0147 = ours", ["+1 614 555 0147"]],
    ["Her son Kieran ((518) 555-0163) called", ["(518) 555-0163"]],
    ["shaz from the front desk, dez from reception says no", ["dez"]],
    ["Codeword for calls: velvet anchor.", ["velvet anchor"]],
    ['He typed his pass phrase "seven grey herons on ice" in.', ["seven grey herons on ice"]],
    ['The passphrase is "orange tractor seldom sings" and old.', ["orange tractor seldom sings"]],
    ['user "qn", pass "Fjord-1742-kald", tag x', ["qn", "Fjord-1742-kald"]],
    ["the door code 8812# is known", ["8812#"]],
    ["Viele Gr\u00fc\u00dfe und Gru\u00df,\nPoldi", ["Poldi"]],
    ["please ask w.jaziri about it", ["w.jaziri"]],
    ["by the log: t_deshmukh, at noon", ["t_deshmukh"]],
    ["stolen: k.brandvold, sunniva.h and more", ["k.brandvold", "sunniva.h"]],
    ["0310 hist-gw login by mkoroi from abroad", ["mkoroi"]],
    ["then logged on to rws-erp2 as p.oda and left", ["p.oda"]],
    ["someone logged in as xkowalczyk at noon", ["xkowalczyk"]],
  ])("are told by what stands beside them: %j", (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    "the user opened it, the account was locked, their session ended",
    "Invalid user test1 from there",
    'Forum post, account "savon_noir", reputation 0',
    "accounts: admin, root and guest",
    "the attacker created account sqlbackup_x",
    "they logged in as administrator, login by default, user by user",
    "logged on to the server as expected",
  ])("are not read from words, roles and what attackers are called: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("secrets that no sign leads to", () => {
  it.each([
    ["password Winter2024! was shared", ["Winter2024!"]],
    ["heslo Lezak12! je venku", ["Lezak12!"]],
    ["pw was Kofi&Ama2019", ["Kofi&Ama2019"]],
    ["the list has mary.roe@mailbox.test:spring21 in it", ["spring21"]],
    ["ran net use with Hunter2!x and left", ["Hunter2!x"]],
    ["key acme_live_9fQ2vR7mZk41 in the app", ["acme_live_9fQ2vR7mZk41"]],
    ["through gw2, the api key was QPAY-sk-81b02ded", ["QPAY-sk-81b02ded"]],
    ["the token is in Tally-sk-81b02ded7 there", ["Tally-sk-81b02ded7"]],
    ["vpn, admin out, recovery code LHX-2201-BERG.", ["LHX-2201-BERG"]],
    ["the backup code for the safe was 4417-KAPPA, change it", ["4417-KAPPA"]],
    ["one-time code 443201 was read out", ["443201"]],
    ["BitLocker recovery key: 482911-203344-110022", ["482911-203344-110022"]],
  ])("are told by how they are made: %j", (text, values) => {
    expect(found(text)).toEqual(values);
  });

  it.each([
    "password spraying (T1110.003) and password CVE-2024-1234",
    "password akira2025 as told in the negotiation chat",
    "see Sheet1!A12 and R&D2024 and %41%42c1 for US$900k",
    "Trojan:Win32/Emotet.A1!ml",
    "mail.example.test:8443 and bob@example.test:8443",
    "$var1 #tag22",
  ])("are not seen in what looks like them: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("phones", () => {
  it.each([
    ["tech Wade Roe (432-555-0171) at the valve", "432-555-0171"],
    ["Call back: (785) 555-0109", "(785) 555-0109"],
    ["linha (31) 95550-0184", "(31) 95550-0184"],
    ["Alena, 601 555 022", "601 555 022"],
  ])("are told in brackets and behind names: %s", (text, number) => {
    expect(found(text)).toContain(number);
  });

  it.each(["TeamViewer 418 220 115", "id 601 555 022 bytes"])("are no other number: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
