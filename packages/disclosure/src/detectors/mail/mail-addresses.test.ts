import { describe, expect, it } from "vitest";
import { compileIdentity } from "../../identity/company-identity.ts";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { wordsFound } from "../../testing.ts";
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
    ["the phish hit mia.lang@kunde.test", ["mia.lang@kunde.test"]],
    ["ask tom.reed@proton.me about it", ["tom.reed@proton.me"]],
    ["asked for by mia.lang@kunde.test", ["mia.lang@kunde.test"]],
    ["To: mia@kunde.test\n\nWe got a ransom note from them.", ["mia@kunde.test"]],
    ["To: sales@kunde.test\n\nWe are back, the ransom was not paid.", ["sales@kunde.test"]],
    [
      "To: desk@kunde.test\n\nWe have encrypted your files. Pay the ransom, find your wallet below.",
      ["desk@kunde.test"],
    ],
    ["To: desk@insurer.test\n\nYour demand for papers came.", ["desk@insurer.test"]],
    ["To: claims@cover.test\n\nYour demand on our policy: ransom", ["claims@cover.test"]],
    ["her replies to mia.lang@kunde.test", ["mia.lang@kunde.test"]],
    ["1;Lang;jlnd@kunde.test;12.04.1958", ["jlnd@kunde.test"]],
    ["We told the customer at mia.lang@kunde.test, not our agent", ["mia.lang@kunde.test"]],
    ["Blocked mails of mia.lang@kunde.test came back", ["mia.lang@kunde.test"]],
  ])("of those who are written to, and of counsel, go: %j", (text, addresses) => {
    expect(found(text)).toEqual(addresses);
  });

  it.each([
    "the package left-pad@1.3.0 gave way to event-stream@3.3.6-rc1",
    "a pretending recruiter, Sandra Mills, sandra.mills@talent-jobs.invalid",
    'Watch for mail from "Payroll S." <ps@fastposta.invalid> today.',
    "it sends offers as A&R <sign@quickdeal.invalid>",
    "cloned from git@github.com:acme/tool.git",
    "Negotiations ran through decryptor77@mailbox.invalid until Friday.",
    "Write to restore-now@post.invalid for the key.",
    "Block hr-notice@portal.invalid and the domain.",
    'De : "Amaury (mobile)" <direction@consultant-mail.invalid>\nObjet : virement',
    "Von: rechnung@billing-x.invalid\nBetreff: Mahnung",
    "un faux notaire (me.bertin@etude-notariale.invalid) a répondu",
    "odesílatel fakturace@pivo-sluzby.invalid, PDF",
    'rule forwards "inverter" to q7inbox@mailnull.invalid',
    'strings: $ml = "helpmeback@onionmail.invalid"',
    "plink -R 4433 bk@198.51.100.7 -pw x",
    "type | value | note\nmail | mark.rfq@desk.invalid | 30 Jun",
    "rui.costa77@mailbox.invalid;-;registrant, invented",
    '{"type":"email-src","value":"q3@gmx.invalid"}',
    "Jabber salysol@thesecure.invalid",
    "mail van support@pubstorm.invalid",
    "HOW_TO.txt gives unlock_me@box.invalid and an id",
    "they want 5 XMR, write restore.kit@tutanota.com",
    "king.rook@jabbim.invalid wants 3k",
    "Return-Path mia.lang@bills.invalid",
    "paid to the UPI id tiffin@okbnk.invalid",
    "write to q3x@desk[.]invalid",
    "matched sales9@x-inv.invalid (SPF fail)",
    "the advance was asked for by pagos@as2.invalid",
    "To: lockers@greyheron-pay.test\n\nWe found your ransom note. Prove you can decrypt.",
    "To: desk@brinepay.test\nSubject: Re: your demand\n\nWe need time to pay the ransom.",
    "To: q@tarn.test\n\nWe will not pay you 4 BTC.",
    "To: q@tarn.test\n\nSend proof that you hold what was stolen.",
    "the gang answers at helpdesk@quietcove.test",
    "the app was registered by dev@printhelper.test",
    "replies would have gone to accounts@ledger.test",
    'his box was read through a rule called "." that forwards all to ana.ch@postbox.test',
    "O homem escrevia de rui.c@mail-faturas.test",
    "Der T\u00e4ter schrieb von h.braun@faktura-post.test",
    "El estafador escribi\u00f3 desde m.ruiz@pagos.test",
    "Skrypt reset.ps1 przyszed\u0142 od serwis@naprawa.test",
    "the commit's author mail is sam.doe@users.test",
    "the mailbox had a forward to woolbox@tuta-mail.test",
    "We paid nothing, help1@phobos-desk.test got no answer.",
    "Tool MEGAsync, account joao.b@proton-box.test",
    "Invoice 9 gives laura.m@norge-faktura.test as reply address",
    "We blocked nina.sand@billing-hub.test at the gateway.",
    "new bank details came by dana.wu@terminals-pay.test, not from our agent",
    "kim: who was the sender?\nzoe: sales@hear-partners.test, with a link",
  ])("of attackers stay: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
