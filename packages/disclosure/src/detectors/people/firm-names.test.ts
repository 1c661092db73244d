import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

const found = (text: string): string[] =>
  foundBesideValues(text).map((it) => it.replace(/^[^:]+: /, ""));

describe("names of firms and houses", () => {
  it.each([
    ["Affected customers: Gondola Hohe Kanzel AG.", "Gondola Hohe Kanzel AG"],
    ["the query returned Heartland Mutual and 61 more", "Heartland Mutual"],
    ["Silver Lake Foods asks for its data", "Silver Lake Foods"],
    ["a mail for Lagoon Gate Imports came back", "Lagoon Gate Imports"],
    ["tell First Harbour Bank about it", "First Harbour Bank"],
    ["then Sunrise Apparel Ltd paid late", "Sunrise Apparel Ltd"],
    ["the list of the Grand Plaza Hotel is out", "Grand Plaza Hotel"],
    ["on lit H\u00f4tel Bellevue dans la liste", "H\u00f4tel Bellevue"],
    ["then Basil Road Works rang about it", "Basil Road Works"],
    ["the rolls of North Star Dental are late", "North Star Dental"],
    ["and told Harrow & Pike of it", "Harrow & Pike"],
  ])("may be made of ordinary words: %s", (text, name) => {
    expect(found(`Ferrocrest: ${text}`)).toContain(name);
  });

  it.each([
    "Cisco ASA and Cisco Systems are named.",
    "Credentials from Password Stores were taken.",
    "The file was signed by Golden Valley Trading Ltd.",
    "It posed as Silver Lake Foods.",
    "Sectors: Retail, Insurance, Mining",
    "The Central Bank was asked.",
    "Command & Control and Health & Safety were told.",
    "198.51.100.9 | Blue Ridge Network AB | seen",
  ])("are no makers, no fronts and no headings: %s", (text) => {
    expect(found(`Ferrocrest: ${text}`)).toEqual(["Ferrocrest"]);
  });
});
