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
