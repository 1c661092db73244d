import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { persons } from "./persons.ts";

const found = (text: string): string[] => foundIn(text, [persons]);

describe("names in the head of a mail", () => {
  it.each([
    ["From: Oh Ji-hyun\nTo: all sales", ["Oh Ji-hyun"]],
    ["From: So Hee Bae\nSubject: reset", ["So Hee Bae"]],
    ["Sender: Joy Field\nTo: Art Stone; Mark Long (IT)", ["Joy Field", "Art Stone", "Mark Long"]],
    ["From: Advocate Qoruzhan Velmarrik", ["Advocate Qoruzhan Velmarrik"]],
    ["Von: Rosa Winter\nAn: Frank Stein", ["Rosa Winter", "Frank Stein"]],
  ])("are told by the place: %j", (text, names) => {
    expect(found(text)).toEqual(names.map((it) => `person: ${it} ?`));
  });

  it.each([
    "From: Security Team\nTo: All Users",
    "From: Windows Update\nTo: Remote Desktop Users",
    "From: the desk\nTo: everyone",
    "From: Brook Stone LLP\nSubject: claim",
    "From: Rosa Stone <rs@mail.invalid>\nSubject: your parcel",
    "From Monday Night on\nTo: be done",
  ])("are not read from offices, firms and strangers' addresses: %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
