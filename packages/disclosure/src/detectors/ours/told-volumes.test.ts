import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { toldOfUs } from "./told-of-us.ts";

const volumes = (text: string): string[] =>
  foundIn(text, [toldOfUs]).filter((it) => it.startsWith("output-volume"));

describe("how much runs or is made", () => {
  it.each([
    ["On Friday 51 of 84 trams ran.", "51 of 84 trams ran"],
    ["We had 4 out of 11 kilns lit.", "4 out of 11 kilns lit"],
    ["The crew moved 118 pallets a shift.", "118 pallets a shift"],
    ["Heute fuhren 51 von 84 Bahnen.", "51 von 84 Bahnen"],
    ["Ce matin 51 rames sur 84 ont roul\u00e9.", "51 rames sur 84 ont roul"],
    ["Salieron 51 de 84 tranv\u00edas.", "51 de 84 tranv"],
    ["Sono usciti 51 tram su 84.", "51 tram su 84"],
    ["Er reden 51 van de 84 trams.", "51 van de 84 trams"],
    ["K\u00f8rte: 51 ud af 84 tog.", "51 ud af 84 tog"],
    ["Wyjecha\u0142o 51 z 84 tramwaj\u00f3w.", "51 z 84 tramwaj"],
    ["Liikkui 84 vaunusta 51.", "84 vaunusta 51"],
    ["Kiment 84 villamosb\u00f3l 51.", "84 villamosb\u00f3l 51"],
    ["Pompownia daje 410 m3 na godzin\u0119.", "410 m3 na godzin"],
    ["Tavlan visar 9 st/vecka.", "9 st/vecka"],
    ["Dene 38 ton yerine 9 ton kuma\u015f.", "38 ton yerine 9 ton"],
    ["Aujourd'hui 96 tonnes au lieu de 410.", "96 tonnes au lieu de 410"],
    ["\u00d3r\u00e1nk\u00e9nt 410 m3 j\u00f6n.", "410 m3"],
  ])("goes: %s", (text, wanted) => {
    expect(volumes(text).join("\n")).toContain(wanted);
  });

  it.each([
    "It was found by 12 of 70 engines.",
    "The note stood on 37 of 212 hosts.",
    "Of the rules 3 of 5 rules fire.",
    "It sleeps 10 minutes of 60.",
    "The bot sends 3,000 messages a day.",
    "The kit costs 11 cents a day.",
    "Es betraf 12 von 84 Rechnern.",
    "Gezeigt wurden 2 von 377 Zeilen.",
    "Version 2 of 2025 is out.",
  ])("is none: %s", (text) => {
    expect(volumes(text)).toStrictEqual([]);
  });
});
