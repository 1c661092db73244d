/** Findings as a table for a person and as lines of JSON for a program. */

import { type Finding, isGood } from "./finding.ts";

const columns = [
  "attack",
  "view",
  "members",
  "cases",
  "figure",
  "top-1 (2/N)",
  "median set",
  "threshold",
  "planted leak",
  "verdict",
] as const;

/** What was real and what was not: goes with every table. */
export const honesty = `Rows of 20 members or fewer, but for the style rows, are the small world: issuer, exchange, relay and nodes with
all their cryptography. In the others the nodes' own modules decide when something leaves, how large it is, which
token pays and what the gate lets pass, and the issuer's own what is published of members; keys and ciphertexts are
left out, because the adversary sees of them only random bytes of a fixed length. The row "timetable" holds what is
computed so against what the small world really sent. "admitted": above the threshold, and said in THREAT-MODEL.md.`;

/** In Markdown, each column as wide as its widest cell. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = [[...columns], ...findings.map(cellsOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[], fill = " "): string =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width, fill)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line([], "-"), ...body.map((row) => line(row))].join("\n");
}

export function jsonOf(finding: Finding): string {
  return JSON.stringify({ ...finding, good: isGood(finding) });
}

function cellsOf(finding: Finding): string[] {
  const { attack, note, view, members, cases, figure, threshold, plant, verdict } = finding;
  const { name, value, error, top1, topSet } = figure;
  return [
    note === "" ? attack : `${attack}: ${note}`,
    view,
    String(members),
    String(cases),
    `${name} ${shown(value)}${error === null ? "" : ` ±${shown(error)}`}`,
    top1 === null ? "" : `${shown(top1)} (${shown(2 / members)})`,
    topSet === null ? "" : shown(topSet),
    "most" in threshold ? `≤ ${shown(threshold.most)}` : `≥ ${shown(threshold.least)}`,
    plant === null
      ? ""
      : `${plant.what}: ${shown(plant.value)} ${plant.caught ? "caught" : "MISSED"}`,
    verdict,
  ];
}

/** Three digits behind the point are the precision of 2,000 reports. */
function shown(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) < 0.001) return value.toExponential(0);
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}
