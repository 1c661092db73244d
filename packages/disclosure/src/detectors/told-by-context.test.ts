import { describe, expect, it } from "vitest";
import { foundBesideValues as found } from "../testing.ts";

describe("what stands around it tells", () => {
  it.each([
    ["She moved: 5638 Aasa 43\nHumilimont", "postal-address: 5638 Aasa 43\nHumilimont"],
    ["at the corner of Dalbraut 99", "postal-address: the corner of Dalbraut 99"],
    ["sent to USNS Vincent\nFPO AA 68422", "postal-address: USNS Vincent\nFPO AA 68422"],
    ["please tell captain rhys penhallow", "person: captain rhys penhallow"],
    ["Odalys,\n\nthe share is open.", "person: Odalys"],
    ["tw_edit 8:04 AM\nkey came from a pin", "username: tw_edit"],
    ["passport scan of Tevita Roe, number LF482913", "passport: LF482913"],
    ["still admin / Gate@2023! on two RTUs", "secret: Gate@2023!"],
    [
      "Mark the rest.\nrow,patient,dob,health_card\n1,Ana Roe,1979-11-30,5584-486-674-YM",
      "national-id: 5584-486-674-YM",
    ],
  ])("in %j: %s", (text, wanted) => {
    expect(found(text)).toContain(wanted);
  });

  it.each([
    'The user "cmdadmin" was made by them.',
    "A panel of the kit BNKR-16 was seen.",
    "They wrote from the ransom note with contact helpme@onionmail.invalid.",
    "Clones are sold on Telegram by @hopfree_uk.",
    "A scheduled task Rhsd starts the malware.",
    "Seen again: Daktronics signs with open VNC.",
  ])("nothing of ours is in: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a text that names nobody of ours", () => {
  const note =
    "The skimmer hides in the image handler of the shop page and sends cards to a host of the attackers. " +
    "Keep a list of all scripts and alert on a new host. A courier who collects cards is always a thief. " +
    "Most of the shops had cut their night staff before the season, and the cards are sold in the first week after the theft.";

  it("is held less than one that does", () => {
    expect(found(note)).toEqual([]);
    expect(found(`${note} Ferrocrest paid.`).length).toBeGreaterThan(1);
  });
});
