import { extract } from "@tocsin/threat/extraction";
import { expect, test } from "vitest";
import { compileIdentity } from "../identity/company-identity.ts";
import { emptyProfile } from "../identity/empty-profile.ts";
import { inspect } from "../inspect.ts";
import { ferrocrestIdentity } from "../testing.ts";

const advice =
  "Operators of Kalvornite terminals were hit in spring. The crew opens the upper box with a bought key, " +
  "plugs a keyboard in and starts Ploutus from the disk; the tool asks for a code that is made for one day. " +
  "Look for a service that was installed at night and for disks that were out of the machine for minutes.";

function kinds(text: string, identity = ferrocrestIdentity): string[] {
  const inspection = inspect(text, { identity, observations: extract(text) });
  return inspection.ok ? inspection.detections.map(({ kind }) => kind) : [inspection.detector];
}

test("in a longer text that names nobody and says no we, a strange name is no finding", () => {
  expect(kinds(advice)).toEqual([]);
});

test.each([
  ["somebody says we", `${advice} That is how we lost ours.`],
  ["somebody is named", `${advice} Ask Marek Dvoracek for the rest.`],
  ["an own host is named", `${advice} The same was seen on fc-mes-01.`],
  ["the text is short", "The crew came by Kalvornite and left by the same way."],
])("a strange name is held where %s", (_, text) => {
  expect(kinds(text)).toContain("unexplained-name");
});

test("it is held where no company is known", () => {
  const stranger = compileIdentity(emptyProfile);
  const own = kinds(advice, stranger);
  expect(own).toContain("unexplained-name");
});

test("what is private, privileged or sure stays found in a text for others", () => {
  const health = "A nurse was treated for depression and is on sick leave since the night.";
  expect(kinds(`${advice} ${health}`)).toContain("health");
  expect(kinds(`${advice} Counsel advises that nobody admits liability.`)).toContain("privileged");
  expect(kinds(`${advice} Card 4917 6100 0000 0000 was read out.`)).toContain("payment-card");
});

const gateway = compileIdentity({ ...emptyProfile, names: ["Gateway Homes", "Gateway"] });

test("an own name that is a word says nothing by itself in a text for others", () => {
  expect(kinds(`${advice} Gateway and more of the kind do not show it.`, gateway)).not.toContain(
    "company-name",
  );
});

test("letters of ours in a number of a record say whose text it is", () => {
  const homes = compileIdentity({ ...emptyProfile, names: ["Gateway Homes", "Gateway", "GHS"] });
  expect(kinds(`${advice} Closed GHS-SEC-771.`, homes)).toContain("unexplained-name");
});

test.each([
  "Gateway fired twice and must be set up as a proxy.",
  "Errors of Gateway and commands for Gateway on port 26379.",
  "GHS has the token, says the tool.",
])("nor does %j make it a company", (sentence) => {
  const homes = compileIdentity({ ...emptyProfile, names: ["Gateway Homes", "Gateway", "GHS"] });
  expect(kinds(`${advice} ${sentence}`, homes)).not.toContain("company-name");
});

test("every doubt counts in what leaves, whomever it is written for", () => {
  const text = `${advice} Gateway and more of the kind do not show it.`;
  const inspection = inspect(text, {
    identity: gateway,
    observations: extract(text),
    isLeaving: true,
  });
  const found = inspection.ok ? inspection.detections.map(({ kind }) => kind) : [];
  expect(found).toEqual(expect.arrayContaining(["company-name", "unexplained-name"]));
});

test.each([
  "The same was done at Gateway.",
  "Gateway was hit in May.",
  "Gateway confirmed it in May.",
  "Gateway has till Sunday.",
  "That is Gateway's loss.",
  "Gateway Homes lost its backups.",
])("it is a company by its sentence in %j, and goes", (sentence) => {
  expect(kinds(`${advice} ${sentence}`, gateway)).toContain("company-name");
});
