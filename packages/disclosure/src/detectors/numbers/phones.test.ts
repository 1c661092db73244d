import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { phones } from "./phones.ts";

const found = (text: string): string[] => foundIn(text, [phones]);

describe("phone numbers", () => {
  it.each([
    'A man posed as "Herr Roth, parcel desk" and dialled in from +49 30 5550 0147.',
    "He claimed to be the bank and rang us from +44 20 7946 0018 twice.",
    "The vishing crew phoned in from (212) 555-0188.",
    "The impostor left the callback number +33 1 99 00 12 34.",
    'A man from "Microsoft" rang from +1 202 555 0147.',
    "Callback number in the phish: +1 (888) 555-0110.",
    "The fake invoice has a hotline, 0800 555 0199.",
    "The spoofed number was +49 89 5550 0177.",
    "The attacker registered a new phone +1 415 555 0190 for MFA.",
    "The number in the fake invoice, +61 2 5550 1234, goes to a call centre.",
    "The SIM swapper ported the line to +1 503 555 0179.",
    "El estafador llam\u00f3 desde +34 600 555 321.",
    "Impersonator's WhatsApp: +34 600 555 123",
    "The scammers answered at +44 7700 900123.",
    'Someone calling himself "Tobias" phoned; the display said +49 40 5550 0113.',
    "Indicators: +49 40 5550 0114 (vishing), 203.0.113.9",
    "+49 40 5550 0115: number the vishing calls came from",
    "IOC: phone +34 600 555 124",
    "Their WhatsApp is +7 900 555 0134, their Telegram @bluefang.",
    "The gang's Signal number: +7 900 555 0135.",
    "He got a demand from Mr Sweet, +44 7700 900318, on Monday.",
    "The voice was cloned; number +44 7700 900664.",
    "The clerk got route.apk by WhatsApp from +44 7700 900322.",
    'WhatsApp persona "Madam Gifty", +233 20 555 0107, asked for the code.',
    "kim: who else was asked to scan a code?\nzoe: me, from +380 50 555 0112",
    "Caller ID was spoofed, true carrier unknown, callback +1 808 555 0199.",
    "The fake support line is +1 (231) 555-0188.",
    "The note lists a Signal number, +49 1511 5550199.",
    "The number on the page, +1 803 555 0164, is a call centre of the crooks.",
  ])("of attackers stay: %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ["A colleague called from +44 20 7946 0018 about lunch.", "+44 20 7946 0018"],
    ["his ext 4471", "4471 ?"],
    ["pager 88123", "88123 ?"],
    ["手机 13800138000", "13800138000"],
    ["Petra called from +49 30 5550 0147.", "+49 30 5550 0147"],
    ["The helpdesk dialled in from +49 30 5550 0148.", "+49 30 5550 0148"],
    ["The attacker called our reception at +49 30 5550 0149.", "+49 30 5550 0149"],
    ["The scammers rang +44 7700 900124, which is our CFO.", "+44 7700 900124"],
    ["They spoofed our number +49 89 5550 0178.", "+49 89 5550 0178"],
    ["The attacker left. Call Jane on (212) 555-0189.", "(212) 555-0189"],
    ["The intruder mailed Petra Lind, phone +49 40 5550 0112.", "+49 40 5550 0112"],
    ["+49 40 5550 0115: number of our fraud desk", "+49 40 5550 0115"],
    ["The scammers texted a code to +44 7700 900125.", "+44 7700 900125"],
    ["A clerk was called by a scammer on +44 7700 900126.", "+44 7700 900126"],
    ["The attackers used the phone +49 30 5550 0150 of a guard.", "+49 30 5550 0150"],
    ["The scammers rang and Petra called back from +49 30 5550 0151.", "+49 30 5550 0151"],
    ["The impostor asked, so we gave the number +49 30 5550 0152.", "+49 30 5550 0152"],
    ["Then +49 30 5550 0153 (vishing victim) was silent.", "+49 30 5550 0153"],
    ["The attacker changed the phone from +49 30 5550 0154.", "+49 30 5550 0154"],
    ["The patient gave the line +49 40 5550 0111.", "+49 40 5550 0111"],
  ])("of people go: %j", (text, number) => {
    expect(found(text)).toEqual([`phone: ${number}`]);
  });
});
