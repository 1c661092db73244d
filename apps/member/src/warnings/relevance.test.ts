import { emptyProfile } from "@tocsin/disclosure";
import type { ReportBody } from "@tocsin/wire";
import { describe, expect, test } from "vitest";
import { bodyOf } from "../../test/world/samples.ts";
import { createRelevance } from "./relevance.ts";

const relevance = createRelevance({
  profile: {
    ...emptyProfile,
    names: ["Ferrocrest Steel"],
    domains: ["ferrocrest.example"],
    technologies: ["Ivanti Connect Secure", "SAP"],
    watch: ["Cobalt Strike", "APT29", "billing portal"],
  },
  classes: ["energy", "everyone"],
});

function reasons(changes: Partial<ReportBody>, ofClass = "everyone"): string[] {
  return relevance
    .reasons(bodyOf("gate.malware.example", changes), ofClass)
    .map(({ kind, value, strength }) => `${kind} ${value} ${strength}`);
}

const named = (name: string) => [{ name, class: "G" as const }];

describe("what the profile says concerns us", () => {
  test.each<[string, Partial<ReportBody>, string[]]>([
    ["nothing of ours", {}, []],
    [
      "a product in use, with its version",
      { technologies: named("Ivanti Connect Secure 9.1") },
      ["technology Ivanti Connect Secure strong"],
    ],
    [
      "a product in use with a vulnerability",
      {
        technologies: named("ivanti connect-secure"),
        vulnerabilities: [{ id: "CVE-2025-0282", class: "C" }],
      },
      ["technology Ivanti Connect Secure strong", "vulnerability CVE-2025-0282 strong"],
    ],
    ["a part of a word", { technologies: named("Sapphire") }, []],
    ["a vulnerability alone", { vulnerabilities: [{ id: "CVE-2025-0282", class: "C" }] }, []],
    [
      "malware that is watched, spelt otherwise",
      { malware: named("CobaltStrike") },
      ["watch Cobalt Strike strong"],
    ],
    ["an actor that is watched", { actors: named("APT29") }, ["watch APT29 strong"]],
    [
      "words in a note",
      { notes: [{ text: "They copied the billing portal.", class: "G" }] },
      ["watch billing portal strong"],
    ],
  ])("%s", (_name, changes, expected) => {
    expect(reasons(changes)).toEqual(expected);
  });

  test("our own class is a weak reason, everyone's is none", () => {
    expect(reasons({}, "energy")).toEqual(["sector energy weak"]);
    expect(reasons({}, "everyone")).toEqual([]);
  });

  test("a domain like our own name concerns us whoever reports it", () => {
    const found = relevance.reasons(bodyOf("ferrocrest-sso.malware.example"), "everyone");
    expect(found).toMatchObject([{ kind: "watch", type: "domain", strength: "strong" }]);
  });
});
