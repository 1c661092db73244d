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
    ['He dialled in as a man who posed as "Herr Dombrowski, parcel desk".', "Dombrowski"],
    ['The extortion letter bears the name "Castelli".', "Castelli"],
    ['The ransom note is signed "Mirov".', "Mirov"],
    ['The intruder passed himself off as "Frau Lindqvist" from the courier.', "Lindqvist"],
    ['The demand came from a certain "Colonel Petrov".', "Petrov"],
    ['The caller, who went by "Inspector Duval", wanted gift cards.', "Duval"],
    ['The invoice was sent by a made-up clerk, "Nora Feld".', "Feld"],
    ['Their negotiator, "Valentin", gave us two days.', "Valentin"],
    ['Bills came from a person "Kimmo Salmela, memorial desk" yesterday.', "Salmela"],
    ['The contractor\'s clerk "Noel Carty" wrote that the bank had changed.', "Carty"],
    ['A caller who said "Sakamoto of the chart vendor" asked for it.', "Sakamoto"],
    ['The lure pretends to come from "Helena Brix".', "Brix"],
    ['A LinkedIn recruiter profile "Camille Doyen" sent the zip.', "Doyen"],
    ['A bogus referral from "Dr Ivan Sokol" came with a file.', "Sokol"],
    ["The actor signs as Sable Clerk and wants coins.", "Clerk"],
    ["A pretending recruiter, Sandra Mills, sent the lure.", "Mills"],
    ['They phoned as "Kevin Marsh, desk two".', "Marsh"],
    ['A guy signs "Mr. Lawal" at the end.', "Lawal"],
    ['The chat persona is "Mr. Tidy", it writes at night.', "Tidy"],
    ['The caller used "Officer Grant" as a name.', "Grant"],
    ['A letter from "H. Sommer, Aktenrettung", h.sommer@rettung.invalid, came by post.', "Sommer"],
    ['The money went to an account in the name of "Elena Marku".', "Marku"],
    ["They call themselves Loup Gris Crew in the note.", "Loup"],
    ['He would give only "Nadia Okello, IT support" when asked.', "Okello"],
    ['"Inspector Hale" told the clerk to install a tool.', "Hale"],
    ['His calls came at noon, name "Vikram sir from head office".', "Vikram"],
    ['The voice said: "Hello, this is Brandon from your bank, please open the page".', "Brandon"],
    ['He was sent to "Jonas Weller", who does not exist.', "Weller"],
  ])("stays: %s", (text, name) => {
    expect(found(text).join()).not.toContain(name);
  });

  it.each([
    ["He posed as Petra Lind from our payroll.", "person: Petra Lind"],
    ["He posed as Petra Lind, head of treasury, and asked for a payment.", "person: Petra Lind"],
    ['A letter from "Petra Lind", p.lind@ferrocrest.example, came by post.', "person: Petra Lind"],
    ['"Sarah Whitmore" had the key.', "person: Sarah Whitmore"],
    ['The account is run by "Petra Lind".', "person: Petra Lind"],
    ["Hello, this is Sarah Whitmore from IT, call me.", "person: Sarah Whitmore"],
    ["The attacker called Sarah Whitmore.", "person: Sarah Whitmore"],
    ["She took the call from Mr. Adams at noon.", "person: Mr. Adams"],
    ["The scammer asked Mr. Adams for money.", "person: Mr. Adams"],
    ["The note was found by Petra Lind.", "person: Petra Lind"],
    ['He passed the file to "Frau Lindqvist" from the courier.', "person: Frau Lindqvist"],
    ['The phish went to "Bettina Sauer", our buyer.', "person: Bettina Sauer"],
    ['A buyer named "Nora Feld" asked for a quote.', "person: Nora Feld"],
    ['Our negotiator, "Valentin Roth", met them.', "person: Valentin Roth"],
    ['The ransom note was handed to "Petra Lind".', "person: Petra Lind"],
    ['The form was signed as "Oskar Brandt".', "person: Oskar Brandt"],
  ])("is somebody's elsewhere: %s", (text, wanted) => {
    expect(found(text)).toContain(wanted);
  });
});
