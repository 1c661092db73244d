import { extract } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

function held(text: string): string[] {
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) return [inspection.detector];
  return inspection.detections.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);
}

const ours =
  "Akira hit Ferrocrest by the VPN. A ton of billets sells at 685 euros, and we plan to shut the old mill in spring. ";

function heldBehindOurs(text: string): string[] {
  return held(ours + text).filter((it) => text.includes(it.slice(it.indexOf(": ") + 2)));
}

describe("sums that criminals ask for", () => {
  it.each([
    "The ransom opened at CHF 2 million and fell to CHF 700,000 by Sunday.",
    'The broker "mossgoat" offers the shell for $1,100 on XSS.',
    "The gang lowered it from 9 million to 4 million dollars after two days.",
    "They asked 18 XMR per server, then 11.",
    "Ransom stands at 3.2 million dollars, down from 5 million; deadline 19 April 08:00 UTC.",
    "The extortion began at 4 million dollars and ended at 900,000.",
    "They want $400,000 by Tox, and nobody answers.",
    "The ask was 18 million, later 6 million.",
    "The mill has not paid the $350,000; Akira pushed the date twice.",
    "Mill and mine paid nothing of the 1.1 million asked.",
    "The gang's countdown is at six days, they ask USD 480,000.",
    "Their price for silence: 3 XMR, then a figure of 95,000 francs for the gang.",
    "They publish 19 GB unless USD 300,000 are paid.",
    "The forged mail says: please release the \u20ac48,000 to the new account today.",
  ])("stay beside our prices: %s", (text) => {
    expect(heldBehindOurs(text)).toEqual([]);
  });

  it.each([
    ["The ransom is 2 million; a rod goes for 61 pounds a kilo.", "61 pounds"],
    ["They demand 3 million, and our margin is 12 percent.", "12 percent"],
    ["They want 18 XMR, and our cash is 640,000 euros.", "640,000"],
    ["Velmont asks 3.2 million for the hall.", "3.2 million"],
    ["Velmont wanted 850,000 euros for the old press.", "850,000"],
    ["Velmont has not paid the invoice of 41,000 euros.", "41,000"],
    ["He pays 45 a ton to Halvorsen, not 61.", "45 a ton"],
    ["The ransom is below the margin, down from 5 million to 3.2 million a year.", "margin"],
    ["The actor read that we sell the scrap at 4,100 dollars a ton.", "4,100"],
  ])("do not keep ours: %s", (text, sum) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(sum));
  });
});

describe("what machines do", () => {
  it.each([
    "Then he started HxD and Recuva 1.53.",
    "The kiosk client 7.2 listens on port 9100.",
    "The registry listing was absent.",
    "The agent 4.12 crashed on two servers.",
    "From there the packets go to port 8443 over TLS.",
  ])("stays beside our plans: %s", (text) => {
    expect(heldBehindOurs(text)).toEqual([]);
  });

  it.each([
    ["Rclone took the plan to close the Lindow mill in autumn.", "close the Lindow mill"],
    ["The script copied the plan for the new rolling hall.", "rolling hall"],
    ["Server rooms move to Lindow in spring with the new coating line.", "coating line"],
    ["The client Velmont leaves us.", "leaves us"],
    ["The loader ran on the laptop of Mrs. Hale, absent with a slipped disc.", "slipped disc"],
  ])("does not keep ours: %s", (text, words) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(words));
  });
});

describe("what tells of us in a sentence", () => {
  it.each([
    [
      '"One mill with a brass whale on its roof", is sold by user "tin_marten" on Exploit for $3,300.',
      "One mill with a brass whale on its roof",
    ],
    [
      "A mill, the only one that still rolls rods for cathedrals, was posted by Qilin on 3 May.",
      "the only one that still rolls rods for cathedrals",
    ],
    [
      'The page calls us "the last mill of the north, whose tower stands in a lake", posted by Akira at 12:00.',
      "the last mill of the north, whose tower stands in a lake",
    ],
    ["Next: passkeys, tiering, and Selma's salary review.", "Selma's salary review"],
    [
      'The post reads "the sole maker of prisms in the county", leaked by LockBit.',
      "the sole maker of prisms in the county",
    ],
  ])("is held without who posted it and other members of the list: %s", (text, words) => {
    const found = heldBehindOurs(text);
    expect(found).toContainEqual(expect.stringContaining(words));
    expect(found.filter((it) => /passkeys|Exploit|posted|leaked|3,300/.test(it))).toEqual([]);
  });

  it.each([
    ["Our billets are sold by Velmont in Norway at 260 euros.", "260 euros"],
    ["The list posted by Greta names 41 layoffs in spring.", "41 layoffs"],
    ["The offer was listed by us on 4 June at 41,000 euros.", "41,000 euros"],
    ["Plans: a hall in Oslo, a coating line, and the end of the prisms.", "a hall in Oslo"],
    ["The only mill with its own island, which we sell for 900 dollars a ton.", "900 dollars"],
  ])("is held with what is ours behind: %s", (text, words) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(words));
  });
});

describe("a text in another language", () => {
  const attack = "Der Angreifer kam über das VPN und startete eine Datei auf dem Server.";

  it.each([
    "Unser Anwalt rät davon ab, die Kündigung jetzt zu erklären.",
    "Die Marge bei den Kunden ist auf vier Prozent gefallen.",
  ])("is held where it tells of us: %s", (text) => {
    expect(held(`${attack} ${text}`).some((it) => it.includes(text.slice(-20, -1)))).toBe(true);
  });

  it("stays where it tells of the attack", () => {
    expect(held(attack).filter((it) => it.includes("Server"))).toEqual([]);
  });
});

describe("a text that is written for others", () => {
  it("stays whole where no part of it is surely about us", () => {
    const text =
      "Lures speak of wages, invoices and parcel fees. The kit is rented for 250 dollars a month. Clients older than 7.4 " +
      "cannot negotiate the new cipher. Three peers saw the same sender, none had a loss. The loader sleeps 20 minutes, asks for " +
      "the language and fetches its second stage. Patch the gateway, rotate the keys, watch for the task.";
    expect(held(text)).toEqual([]);
  });
});

describe("amounts as people write them abroad", () => {
  it.each([
    ["The tablet costs us Rs 1.12 at the gate.", "Rs 1.12"],
    ["Une paire est à 1 890 $ pour les cliniques.", "1 890 $"],
    ["The cheap room is R$ 9.900 in July.", "R$ 9.900"],
    ["The dealers get the bag at 2.10 € from us.", "2.10 €"],
    ["Guards get KSh 780 a night from us.", "KSh 780"],
    ["Fazemos 62 cirurgias por dia.", "62 cirurgias por dia"],
  ])("are held whole: %s", (text, amount) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(amount));
  });
});

describe("business without a sum", () => {
  it.each([
    ["competitive-cost", "Crew costs are up by a fifth."],
    ["competitive-cost", "The small loaf makes a loss and the large one breaks even."],
    ["purchasing", "New burner is ordered at Feuerwerk with delivery in May."],
    ["customer-list", "Dealers in Lindow want out."],
    ["product-roadmap", "Launch of the oat drink slipped to Q3."],
    ["strategy-marketing", "The honeymoon campaign with the influencer starts two weeks early."],
    ["output-volume", "A lost night is 3,200 reeds."],
    ["output-volume", "The unit train waits at the pit."],
  ])("is held as %s: %s", (_, text) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(text.slice(4, -1)));
  });

  it("is held with the pieces around what tells that do not speak of the attack", () => {
    const text =
      "Copied were the brine that we pump, 412 of it in the north, a second well, and, as of today, the whole contract on soda at 287 dollars a ton with the works behind the lake.";
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining("412 of it in the north"));
  });

  it.each([
    "Event 6416 and error 1603 stand in the log.",
    "The gang took our files and left us a note.",
    "They pushed the loader to 40 hosts and delivered it to port 8443.",
    "The lure campaign starts on 3 May with two domains.",
    "The package opens on port 9001 and files in the folder are encrypted.",
  ])("is not what attackers do: %s", (text) => {
    expect(heldBehindOurs(text)).toEqual([]);
  });
});

describe("what counsel says", () => {
  it.each([
    "Counsel in Lindow holds that the assays are no fact before June.",
    "The attorney of the fund, Ms. Hale, puts our odds at one in three.",
    "Strike the second paragraph, it admits that we knew.",
    "Nach unserer Einschätzung ist die Frist noch nicht angelaufen.",
    "Me Lafontaine déconseille de le dire aux clients.",
    "De advocaat raadt af om nu te schrijven.",
    "Avv. Moretti sconsiglia di ammettere il ritardo.",
    "Advogado: não admitir culpa por escrito.",
  ])("is held, whoever says it and in whatever language: %s", (text) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(text.slice(-18, -1)));
  });

  it.each([
    ["Legal: call it an outage in all mails.", "call it an outage"],
    ["GC: don't call it a breach.", "breach"],
    ["RA Seidel: keine Aussage zur Ursache.", "keine Aussage"],
    ["Avocate: ne pas parler de la cause.", "ne pas parler"],
  ])("is told by the name before the colon: %s", (text, words) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(words));
  });

  it.each(["Evidence: Event 6416 and the log of the proxy.", "Claim: 40 hosts by port 8443."])(
    "is not what stands behind %j",
    (text) => {
      expect(heldBehindOurs(text)).toEqual([]);
    },
  );
});

describe("short notes of a trade", () => {
  it.each([
    "FOB Durban at 61.20, Hamburg 78",
    "OEE 61 in hall two, COGS 4.1m",
    "new logos Q2: Rimi and the dairies",
    "gates: 212 lorries, 30/h",
  ])("are held: %s", (text) => {
    expect(heldBehindOurs(text)).toContainEqual(expect.stringContaining(text.slice(-8)));
  });
});
