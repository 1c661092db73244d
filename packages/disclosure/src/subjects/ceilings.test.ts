import { extract } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import type { Reading } from "../detector.ts";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";
import { ceilingsOf } from "./ceilings.ts";
import { fragmentsOf } from "./fragments.ts";
import { judge } from "./subjects.ts";

const parts = [
  "The loader was staged on two servers",
  "Win32/Agent.XPY 7zip 1.7zip 2023-03-01",
  "we sold 1,412 tins of 40t at 3.10 a tin to Velmont",
  "paid 23,400 EUR, 12 % off",
  "names, files and addresses",
  "the co-op holds stock of the only Tamura valve",
  "Marek Dvoracek and Willemine van de Noort will leave by Christmas",
  "anemia, Hepatitis and 3 patients",
  "counsel advises us to say nothing",
  "our bitcoin wallet, nobody outside knows",
  "wir haben keine Ahnung und nous ne savons pas",
  "Block the domain evil-domain.example[.]com",
  "grauzig flommet twarl",
  "no five dozen half quarter next spring",
  "$",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "9c1",
  "Prices",
  "Legal",
  Array(70).fill("crate").join(", "),
];
const joints = [": ", ". ", " ", "; ", "\n", " - ", " 14 "];

function readingOf(text: string): Reading {
  const readings: Reading[] = [];
  const detect = (reading: Reading): [] => {
    readings.push(reading);
    return [];
  };
  const detectors = [{ name: "catcher", version: 1, detect }];
  inspect(text, { identity: ferrocrestIdentity, observations: extract(text), detectors });
  const [reading] = readings;
  if (reading === undefined) throw new Error("no reading");
  return reading;
}

describe("the ceiling of a fragment", () => {
  it.each(joints)("is never below its odds, whatever stands around %j", (joint) => {
    for (const one of parts) {
      const reading = readingOf(parts.map((other) => `${one}${joint}${other}`).join(".\n"));
      const fragments = fragmentsOf(reading.passage, reading.words);
      const ceilings = ceilingsOf(reading, fragments);
      const { odds } = judge(reading, fragments);
      const below = Array.from(odds.odds, (it, at) => it - (ceilings.odds[at] ?? 0));
      expect(Math.max(...below)).toBeLessThan(1e-9);
      expect(ceilings.isOfCounsel).toBe(odds.isOfCounsel);
    }
  });
});
