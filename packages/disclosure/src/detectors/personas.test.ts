import { describe, expect, it } from "vitest";
import { foundBesideValues as found } from "../testing.ts";

describe("a name that an attacker took", () => {
  it.each([
    ["The caller named himself Daniel and asked for a code.", "Daniel"],
    ["A man who said he was Ing. Morales wanted the PIN.", "Morales"],
    ['The WhatsApp sender "Chef Anita" asked for a voucher.', "Anita"],
    ['The document was last saved by "Leo".', "Leo"],
    ['The profile "Viktor Hale" is fake.', "Viktor"],
    ["Someone gave his name as Mr. Adams.", "Adams"],
    ['The mail "From: "Cargas" <cargas@fretes.invalid>" came at noon.', "Cargas"],
    ['Somebody called "Nadia from Vodacom" rang the desk.', "Vodacom"],
    ['A bloke called "kevin from telco" was on.', "kevin"],
    ['The handle is "Olaf" on that forum.', "Olaf"],
    ['The desk took the call from "Mr. Whitlock", a caller with a script.', "Whitlock"],
    ['Der T\u00e4ter nennt sich "Torsten" im Chat.', "Torsten"],
    ["He said his name was Marcus and wanted remote control.", "Marcus"],
    ["The note and the ending .emma are on all disks.", "emma"],
    ['A bogus referral from "Dr Ivan Sokol" came with a file.', "Sokol"],
  ])("stays: %s", (text, name) => {
    expect(found(text).join()).not.toContain(name);
  });

  it.each([
    ["He posed as Petra Lind from our payroll.", "person: Petra Lind"],
    ["He posed as Petra Lind, head of treasury, and asked for a payment.", "person: Petra Lind"],
    ["The attacker called Sarah Whitmore.", "person: Sarah Whitmore"],
    ["She took the call from Mr. Adams at noon.", "person: Mr. Adams"],
    ["The scammer asked Mr. Adams for money.", "person: Mr. Adams"],
    ["The note was found by Petra Lind.", "person: Petra Lind"],
  ])("is somebody's elsewhere: %s", (text, wanted) => {
    expect(found(text)).toContain(wanted);
  });
});
