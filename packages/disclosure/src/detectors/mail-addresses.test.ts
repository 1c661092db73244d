import { describe, expect, it } from "vitest";
import { compileIdentity } from "../identity/company-identity.ts";
import { emptyProfile } from "../identity/empty-profile.ts";
import { wordsFound } from "../testing.ts";
import { mailAddresses } from "./mail-addresses.ts";

const identity = compileIdentity({ ...emptyProfile, domains: ["acme.example"] });

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [mailAddresses] });
}

describe("mail addresses", () => {
  it.each([
    ["An: mia.lang@kunde.test\nBetreff: Rechnung", ["mia.lang@kunde.test"]],
    ["À : equipe@acme.example\nObjet : avis", ["equipe@acme.example"]],
    ["De : Maître Roux <s.roux@roux.test>\nObjet : avis", ["s.roux@roux.test"]],
    ["Von: h.lang@acme.example\nBetreff: x", ["h.lang@acme.example"]],
    ["write to mia.lang@kunde.test about it", ["mia.lang@kunde.test"]],
  ])("of those who are written to, and of counsel, go: %j", (text, addresses) => {
    expect(found(text)).toEqual(addresses);
  });

  it.each([
    'De : "Amaury (mobile)" <direction@consultant-mail.invalid>\nObjet : virement',
    "Von: rechnung@billing-x.invalid\nBetreff: Mahnung",
    "un faux notaire (me.bertin@etude-notariale.invalid) a répondu",
    "odesílatel fakturace@pivo-sluzby.invalid, PDF",
    'rule forwards "inverter" to q7inbox@mailnull.invalid',
    'strings: $ml = "helpmeback@onionmail.invalid"',
    "Jabber salysol@thesecure.invalid",
    "mail van support@pubstorm.invalid",
  ])("of attackers stay: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
