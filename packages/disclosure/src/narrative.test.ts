import { bareReport } from "@tocsin/wire";
import { describe, expect, it } from "vitest";
import { narrative } from "./narrative.ts";

const body = bareReport({
  kind: "near-miss",
  determination: "blocked",
  stage: "delivery",
  firstSeen: "2026-11-21T20Z",
  expires: "2026-12-31",
  technologies: [{ name: "Ivanti Connect Secure", class: "C" }],
  observables: [
    { type: "domain", value: "a.example", role: "phishing", confidence: "high", class: "D" },
    { type: "domain", value: "b.example", role: "phishing", confidence: "high", class: "D" },
    { type: "sha256", value: "1".repeat(64), role: "payload", confidence: "low", class: "B" },
  ],
  techniques: [{ id: "T1566.001", class: "D" }],
  vulnerabilities: [{ id: "CVE-2021-44228", class: "C" }],
  malware: [{ name: "PlugX", class: "B" }],
  notes: [{ text: "Block the sender.", class: "DM" }],
});

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

  it("tells steps in their order, what held, what failed and what is asked", () => {
    const text = narrative({
      ...body,
      ended: "2026-W48",
      region: "north",
      size: "50-249",
      steps: [
        {
          technique: "T1566.001",
          did: "delivered",
          on: "mail",
          time: "2026-W47",
          result: "worked",
          class: "D",
        },
        {
          technique: null,
          did: "stole-credentials",
          on: "identity-service",
          time: null,
          result: "blocked",
          class: "B",
        },
      ],
      defences: [
        { measure: "reset-credentials", effect: "stopped", text: "Of all clerks.", class: "DM" },
      ],
      outcomes: [
        { id: "PR.AA-03", result: "failed", class: "G" },
        { id: "DE.CM-01", result: "held", class: "G" },
      ],
      impact: [{ kind: "downtime", band: "under-a-day", class: "F" }],
      questions: [{ about: "detection", text: "Which log showed it?", class: "G" }],
      prose: { text: "Free words.", class: "G" },
    });
    for (const sentence of [
      "It was over in week 48 of 2026. The author is a company in the region north with 50-249 people.",
      "1. The attacker delivered on mail systems (T1566.001), in week 47 of 2026.",
      "2. The attacker stole credentials on identity service systems; it was blocked.",
      "Resetting credentials stopped it. “Of all clerks.”",
      "Of NIST CSF 2.0 held: DE.CM-01 (networks are monitored). Failed: PR.AA-03 (users and devices are authenticated).",
      "Harm: downtime under a day.",
      "The author asks about detection: “Which log showed it?”",
      "In the author's own words: “Free words.”",
    ]) {
      expect(text).toContain(sentence);
    }
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
