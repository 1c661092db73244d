/** Bodies of reports for tests. */

import type { ReportBody } from "@tocsin/wire";

export function bodyOf(value: string, changes: Partial<ReportBody> = {}): ReportBody {
  return {
    v: 1,
    class: "G",
    kind: "incident",
    determination: "confirmed",
    stage: "control",
    firstSeen: "2026-11-21",
    noticed: null,
    ended: null,
    region: null,
    size: null,
    tlp: "amber",
    purposes: ["cybersecurity"],
    expires: "2027-11-21",
    regime: null,
    technologies: [],
    observables: [
      { type: "domain", value, role: "command-and-control", confidence: "high", class: "E" },
    ],
    techniques: [],
    vulnerabilities: [],
    malware: [],
    actors: [],
    steps: [],
    defences: [],
    outcomes: [],
    impact: [],
    questions: [],
    notes: [],
    prose: null,
    ...changes,
  };
}

/** A body that needs several capsules. */
export function longBody(parts: number): ReportBody {
  const count = Math.ceil((parts - 0.5) * 110);
  const observables = Array.from({ length: count }, (_, at) => ({
    type: "domain",
    value: `long-name-number-${at}.in-a-long-report.example`,
    role: "phishing" as const,
    confidence: "low" as const,
    class: "E" as const,
  }));
  return bodyOf("long.example", { observables });
}
