/** Bodies of reports for tests. */

import { bareReport, type ReportBody } from "@tocsin/wire";

export function bodyOf(value: string, changes: Partial<ReportBody> = {}): ReportBody {
  return bareReport({
    determination: "confirmed",
    stage: "control",
    firstSeen: "2026-11-21",
    expires: "2027-11-21",
    observables: [
      { type: "domain", value, role: "command-and-control", confidence: "high", class: "E" },
    ],
    ...changes,
  });
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
