/** What of the reports goes to the company's own detection: filtered by marking, age, confidence, benign. */

import type { ReportBody } from "@tocsin/wire/report";

import { benignOf, isSuppressed } from "../benign/benign.ts";
import { isObservableType } from "../observables/observable-types.ts";
import { tlpLevels, type TlpLevel } from "../stix/marking/tlp.ts";

export interface ExportedReport {
  readonly id: string;
  readonly publishedMs: number;
  readonly body: ReportBody;
}

export interface ExportFilter {
  /** The strictest level that the destination may see. */
  readonly tlpMax: TlpLevel;
  readonly ageMsMax: number;
  readonly confidenceMin: "low" | "medium" | "high";
  readonly withBenign: boolean;
}

export interface ExportRow {
  readonly type: string;
  readonly value: string;
  readonly role: string;
  readonly confidence: "low" | "medium" | "high";
  readonly tlp: string;
  readonly expires: string;
  readonly report: string;
}

const ranks = ["low", "medium", "high"];

export function mayExport(
  { body, publishedMs }: ExportedReport,
  filter: ExportFilter,
  nowMs: number,
): boolean {
  const isOpen = tlpLevels.indexOf(body.tlp) <= tlpLevels.indexOf(filter.tlpMax);
  const isYoung = nowMs - publishedMs <= filter.ageMsMax;
  return isOpen && isYoung && `${body.expires}T24` > new Date(nowMs).toISOString();
}

/** Each value once, by the report that is surest of it. */
export function exportRows(
  reports: readonly ExportedReport[],
  filter: ExportFilter,
  nowMs: number,
): readonly ExportRow[] {
  const rows = new Map<string, ExportRow>();
  for (const report of reports) {
    if (!mayExport(report, filter, nowMs)) continue;
    const { tlp, expires } = report.body;
    for (const { type, value, role, confidence } of report.body.observables) {
      if (ranks.indexOf(confidence) < ranks.indexOf(filter.confidenceMin)) continue;
      if (role === "victim-side" || (!filter.withBenign && isBenign(type, value))) continue;
      const key = `${type}\n${value}`;
      const known = rows.get(key);
      if (known !== undefined && ranks.indexOf(known.confidence) >= ranks.indexOf(confidence)) {
        continue;
      }
      rows.set(key, { type, value, role, confidence, tlp, expires, report: report.id });
    }
  }
  return [...rows.values()];
}

function isBenign(type: string, value: string): boolean {
  if (!isObservableType(type)) return false;
  const benign = benignOf(type, value);
  return benign !== undefined && isSuppressed({ benign, defanged: false });
}
