import type { ReportBody } from "@tocsin/wire";
import { describe, expect, it } from "vitest";
import { narrative } from "./narrative.ts";

const body: ReportBody = {
  v: 1,
  kind: "near-miss",
  determination: "blocked",
  stage: "delivery",
  firstSeen: "2026-11-21T20Z",
  tlp: "amber",
  purposes: ["cybersecurity"],
  expires: "2026-12-31",
  regime: null,
  technologies: [{ name: "Ivanti Connect Secure", class: "C" }],
  observables: [
    { type: "domain", value: "a.example", role: "phishing", confidence: "high", class: "D" },
    { type: "domain", value: "b.example", role: "phishing", confidence: "high", class: "D" },
    { type: "sha256", value: "1".repeat(64), role: "payload", confidence: "low", class: "B" },
  ],
  techniques: [{ id: "T1566.001", class: "D" }],
  vulnerabilities: [{ id: "CVE-2021-44228", class: "C" }],
  malware: [{ name: "PlugX", class: "B" }],
  actors: [],
  notes: [{ text: "Block the sender.", class: "DM" }],
};

describe("the narrative", () => {
  it("tells the fields in sentences", () => {
    expect(narrative(body)).toBe(
      [
        "A member reports a near miss. It was blocked. It was first seen on 2026-11-21, in the hour from 20:00 UTC. The attacker was delivering when it was noticed.",
        "Malware and tools: PlugX.",
        "It was aimed at Ivanti Connect Secure. Vulnerabilities: CVE-2021-44228. ATT&CK techniques: T1566.001.",
        "3 observables – phishing: domain name (2); payloads: SHA-256 hash (1).",
        "“Block the sender.”",
        "TLP:AMBER. To be acted on until 2026-12-31.",
      ].join("\n\n"),
    );
  });

  it.each([
    ["2026-11-21", "on 2026-11-21"],
    ["2026-W47", "in week 47 of 2026"],
    ["2026-11", "in 2026-11"],
  ])("says %s as %j", (firstSeen, text) => {
    expect(narrative({ ...body, firstSeen })).toContain(`first seen ${text}.`);
  });

  it("says how many names it leaves out", () => {
    const actors = Array.from({ length: 10 }, (_, at) => ({ name: `A${at}`, class: "G" as const }));
    expect(narrative({ ...body, actors })).toContain("A7 and 2 more");
  });
});
