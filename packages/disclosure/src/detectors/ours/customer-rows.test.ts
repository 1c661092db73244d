import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

const rows = (text: string): string[] =>
  foundBesideValues(`We met at ten. ${text} Our next call is at six.`).filter((it) =>
    it.startsWith("customer-list"),
  );

describe("customers in a row", () => {
  it.each([
    ["He opened the Halden, Orsk and Velmont accounts.", "the Halden, Orsk and Velmont accounts"],
    ["Seen: Radio Wislane, three banks and the exchange.", "Radio Wislane, three banks and the"],
    ["A tab had Frisdal Maas, Haldane Dairies and a Korean importer.", "a Korean importer"],
    ["It shows eleven smokehouses, Orskby first.", "eleven smokehouses, Orskby first"],
    ["Clients told so far: Priory Homes, the diocese, both breweries.", "both breweries"],
    ["The sheet TOP_BUYERS: Hollybrook 31 %, Karchel 18 %, Morisk 12 %.", "Karchel 18 %, Morisk"],
    ["Offen waren die Konten von Haldensk, Orskau und drei Brauereien.", "drei Brauereien"],
    ["Ouverts: les comptes Haldensk, Orskau et deux cliniques.", "les comptes Haldensk"],
    ["Vieron las cuentas de Haldensk, Orskau y dos hospitales.", "dos hospitales"],
    ["Er las de contracten van Haldensk, Orskau en twee gemeenten.", "twee gemeenten"],
    ["I mappen: avtalen Haldensk, Orskau och tre kommuner.", "tre kommuner"],
    ["Otwarto umowy Haldensk, Orskau i dwa szpitale.", "umowy Haldensk, Orskau i dwa szpitale"],
  ])("go: %s", (text, wanted) => {
    expect(rows(text).join("\n")).toContain(wanted);
  });

  it.each([
    "The gang hit two hospitals, a bank and Velmonts this year.",
    "Its victims are Haldensk, two schools and a bank.",
    "The clients Outlook, Thunderbird and the web client show it.",
    "Sectors: banks, hospitals and retailers.",
    "Lumma, Vidar and a Chinese loader come with it.",
    "The accounts, the tokens and the keys were reset.",
  ])("are none: %s", (text) => {
    expect(rows(text)).toStrictEqual([]);
  });
});
