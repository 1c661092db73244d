import { extract } from "@tocsin/threat/extraction";
import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

const attack = "Akira hit Ferrocrest by the VPN.";

function isHeld(sentence: string): boolean {
  const text = `${attack} ${sentence} They left by noon.`;
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) throw new Error(inspection.detector);
  const from = attack.length + 1;
  const end = from + sentence.length - 1;
  return inspection.detections.some((it) => it.start <= from && it.end >= end);
}

describe("what is told in passing", () => {
  it.each([
    "Daily takings are about 18,000.",
    "Six days of flour are left.",
    "A quarter of the wards stood since Monday.",
    "The parish has an account with us.",
    "Her card was declined twice.",
    "He is eleven weeks behind.",
    "The daughter pays by the month.",
    "He was moved down a set in March.",
    "Ivo repeats the year.",
    "He arrived in a green Lagonda.",
    "The spring musical, rights not signed.",
    "There are but two of us in Europe that spin glass rope.",
  ])("is held: %s", (sentence) => {
    expect(isHeld(sentence)).toBe(true);
  });

  it.each([
    "The loader sets a run key and deletes its log.",
    "The beacon sleeps for ten minutes.",
    "Port 443 was open to all.",
    "The script counts hosts by domain.",
  ])("is no matter of machines: %s", (sentence) => {
    expect(isHeld(sentence)).toBe(false);
  });
});
