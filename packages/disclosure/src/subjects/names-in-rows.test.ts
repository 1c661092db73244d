import { extract } from "@tocsin/threat/extraction";
import { expect, test } from "vitest";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

const attack = "The attacker logged in to the VPN of Ferrocrest with a stolen password.";

/** The kinds under which what stands behind the sentence on the attack is held. */
function kindsOf(told: string): string[] {
  const text = `${attack} ${told}`;
  const inspection = inspect(text, { identity: ferrocrestIdentity, observations: extract(text) });
  if (!inspection.ok) throw new Error(inspection.detector);
  const behind = inspection.detections.filter(({ start }) => start >= attack.length);
  return behind.filter(({ needsReview }) => needsReview).map(({ kind }) => kind);
}

test.each([
  "Also in the mail: Norlaks, Tindfisk and Brovary Glass.",
  "The three firms are Ostara Pharma, Veritan and Kolbwerk.",
])("a row of firms is held as customers: %s", (told) => {
  expect(kindsOf(told)).toContain("customer-list");
});

test.each([
  "The loader fetched Emotet, Qakbot and IcedID.",
  "The lure was sent to Germany, France and Spain.",
])("a row of malware or of countries is none: %s", (told) => {
  expect(kindsOf(told)).not.toContain("customer-list");
});

test.each(["Emil, 7, is fetched by his gran.", "Pupil Emil (9) swims on Tuesdays."])(
  "an age behind a name tells of a child: %s",
  (told) => {
    expect(kindsOf(told)).toContain("children");
  },
);

test.each(["Emil, 70, is fetched at noon.", "We saw Windows 11, and Chrome 12, on it."])(
  "another number behind a name does not: %s",
  (told) => {
    expect(kindsOf(told)).not.toContain("children");
  },
);
