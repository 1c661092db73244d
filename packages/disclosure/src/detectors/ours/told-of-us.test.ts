import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

/** In what we write ourselves: a text for others has no doubts. */
const found = (text: string): string[] =>
  foundBesideValues(`We met at ten. ${text} Our next call is at six.`);

const isFound = (text: string, wanted: string): void => {
  const all = found(text).join("\n");
  expect(all).toContain(wanted);
};

describe("what others call us", () => {
  it.each([
    ['The blog calls us "the soup kings" and counts down.', "the soup kings"],
    ['In the chat he called us "Bratwurst-Bude", "sausage people" and "WurstCo".', "WurstCo"],
    ['The folder is tagged "hbrlog" for us.', "hbrlog"],
    ["Attackers know us only as 'the lighthouse job'.", "the lighthouse job"],
    ['On the leak page we are listed as "H*****r Logistics".', "H*****r Logistics"],
    ['Our name there is "HARBORBOY".', "HARBORBOY"],
    ["The affiliates call us lampistas.", "lampistas"],
    ['The panel has victim label "wx-cheese" since May.', "wx-cheese"],
    ['Their word for us was "Pumpkin".', "Pumpkin"],
    ['They kept saying "night harbour" when they meant us.', "night harbour"],
    [
      "The thief styles us the pink house that stole the song, no less.",
      "the pink house that stole the song",
    ],
    ["Der T\u00e4ter nennt uns \u201eBrezelbude\u201c und droht.", "Brezelbude"],
    [
      "Im Forum hei\u00dfen wir die gelbe Schnecke von der Salzbr\u00fccke.",
      "die gelbe Schnecke von der Salzbr\u00fccke",
    ],
    ["L'attaquant nous surnomme \u00ab les boulangers du roi \u00bb.", "les boulangers du roi"],
    ['El actor nos llama "los del faro".', "los del faro"],
    ['Ci chiamano "quelli del marmo" nel canale.', "quelli del marmo"],
    ['Ze noemen ons "de kaasboeren".', "de kaasboeren"],
    ['Nazywaj\u0105 nas "m\u0142ynarze" na forum.', "m\u0142ynarze"],
  ])("goes: %s", isFound);

  it.each([
    'They sent us "invoice.iso" at noon.',
    'We named the campaign "Bouncing Golf".',
    'In the contract "USD" means US dollars.',
    "The bank calls us the next day.",
    'They told us "pay or wait".',
  ])("is not whatever stands in quotes: %s", (text) => {
    expect(found(text)).toStrictEqual([]);
  });
});

describe("a site as those who work there name it", () => {
  it.each([
    ["Keys come Thursday to the pilot house.", "the pilot house"],
    ["Badges are at the north gate.", "the north gate"],
    ["A laptop was stolen from the Kilmory depot.", "the Kilmory depot"],
    ["All of the Wexcombe plant is on paper.", "the Wexcombe plant"],
    ["One screen at Pukenui bore 3 was painted.", "bore 3"],
    ["The plc of pump station 6 stopped.", "pump station 6"],
    ["The screen in the cold store at Dunmore is black.", "the cold store at Dunmore"],
    ["The switch room of B wing was open.", "B wing"],
    ["The keys are in the old kiln at Kounov.", "the old kiln at Kounov"],
    ["Salt House lost its phones.", "Salt House"],
    ["Operators at Number Nine Lower Mill write on paper.", "Lower Mill"],
    ["USB came from Villa Aurora.", "Villa Aurora"],
    ["The screen in hall 3 was off.", "hall 3"],
    ["The barriers at Terminal B are down.", "Terminal B"],
    ["The form has site=brakelund in it.", "brakelund"],
    ["Standort: Obertann", "Obertann"],
    ["Site code LKW2", "LKW2"],
    ["The Kilmory depot is dark.", "Kilmory depot"],
    ["The boiler house is cold.", "The boiler house"],
    ["Call the Velmont desk first.", "the Velmont desk"],
    ["Their van stood at the Wynd all night.", "the Wynd"],
    ["Nobody is in Plant Two, upper floor.", "Plant Two, upper floor"],
    ["\nLocation: ZPD-2, wheel lathe\n", "ZPD-2, wheel lathe"],
    ["\nPlace: second inspection room, Tsubata.", "second inspection room, Tsubata"],
    ["La VPN de la planta de Carmelo sigue abierta.", "planta de Carmelo"],
    ["Les cl\u00e9s arrivent \u00e0 l'atelier de Vernay.", "atelier de Vernay"],
    ["Die Kollegen in Halle 7 arbeiten auf Papier.", "Halle 7"],
  ])("goes: %s", isFound);

  it.each([
    "Check Point wrote of it.",
    "The rule covers every host in the yard network.",
    "The server room was locked.",
    "They met at the White House.",
    "Each file on the site was read.",
    "location=unknown",
    "Every depot was told.",
    "The Service desk closed the call.",
    "\nLocation: C:\\Windows\\Temp\n",
    "\nPlace: unknown\n",
    "\nLocation: the run key of the registry\n",
  ])("is none: %s", (text) => {
    expect(found(text)).toStrictEqual([]);
  });
});

describe("a description that fits only us", () => {
  it.each([
    [
      'A paper wrote "the caterer that feeds the presidential plane".',
      "the caterer that feeds the presidential plane",
    ],
    [
      "The title was Oldest printing house south of the Danube.",
      "Oldest printing house south of the Danube",
    ],
    [
      'The post says "the guys who built the greenhouse of the queen".',
      "the guys who built the greenhouse of the queen",
    ],
    [
      "Kein Wort vom einzigen Hersteller von Linsen im Norden.",
      "einzigen Hersteller von Linsen im Norden",
    ],
    ["The press has Poland's second-oldest wire in it.", "Poland's second-oldest wire"],
    ["Who owns the island's last tannery?", "the island's last tannery"],
    ["Nobody else grows saffron under glass.", "Nobody else grows saffron under glass"],
    [
      "As supplier of the wafers to the Vatican we say little.",
      "As supplier of the wafers to the Vatican",
    ],
    [
      "La presse parle de \u00ab la coop\u00e9rative qui fournit le palais \u00bb.",
      "la coop\u00e9rative qui fournit le palais",
    ],
    [
      "Siamo l'ultimo cantiere che costruisce gondole in legno.",
      "l'ultimo cantiere che costruisce gondole in legno",
    ],
  ])("goes: %s", isFound);

  it.each([
    'The mail says "the invoice for your last order".',
    'The rule is called "a process that reads the memory of another".',
  ])("is none: %s", (text) => {
    expect(found(text)).toStrictEqual([]);
  });
});

describe("our domains as they are said", () => {
  it.each([
    [
      "He read it out: ferrocrest dash help dot org, twice.",
      "company-lookalike: ferrocrest dash help dot org",
    ],
    ["The page is on ferrocrest dot example now.", "ferrocrest dot example"],
    [
      "They registered ferrokrest-benefits.test in May.",
      "company-lookalike: ferrokrest-benefits.test",
    ],
    [
      "The page ferrocrst.invalid/verify was closed.",
      "company-lookalike: ferrocrst.invalid/verify",
    ],
    [
      "The link was hxxps://ferrocrest.aero-files[.]cloud/login at noon.",
      "aero-files[.]cloud/login",
    ],
    ["They hold crestferro.test too.", "company-lookalike: crestferro.test"],
    ["The package ferrocrest-core-utils is not ours.", "ferrocrest-core-utils"],
    ['The app "CrestBar Wallet" is a fake.', "CrestBar Wallet"],
  ])("go: %s", isFound);

  it("leave other names alone", () => {
    expect(found("The page is evil dot example now.")).toStrictEqual([]);
  });
});

describe("a part of a name that comes back", () => {
  it("stays in a file of the attacker's", () => {
    const all = found("Lucía Hernández opened cv_lucia.iso on Monday, and lucia called us.");
    expect(all.join("\n")).not.toContain("cv_");
    expect(all.some((it) => it.endsWith(": lucia"))).toBe(true);
  });
});
