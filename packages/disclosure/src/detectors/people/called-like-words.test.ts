import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";

describe("people who are called like a word", () => {
  it.each([
    ["Sunday is a man here, the theft was on a Monday.", ["Sunday"]],
    ["Ask Sunday, he knows the door.", ["Sunday"]],
    ["Blessing and Precious from the till saw it.", ["Blessing", "Precious"]],
    ["Wisdom took the stick to the desk.", ["Wisdom"]],
    ["May is our clerk.", ["May"]],
    ["Prosper's token was replayed.", ["Prosper"]],
    ["Rivers, our vet, typed it.", ["Rivers"]],
    ["We showed the file of Victor Lambert.", ["Victor Lambert"]],
  ])("are found in %j: %j", (text, names) => {
    expect(foundIn(text)).toEqual(names.map((it) => `person: ${it} ?`));
  });

  it.each([
    "It came on Sunday, the last backup was of Friday.",
    "In August, our office was closed.",
    "Forest trust and field values were read.",
    "The Python script wrote it, and Star topology was drawn.",
    "She was on leave. He took the stick.",
  ])("are not seen in %j", (text) => {
    expect(foundIn(text)).toEqual([]);
  });
});
