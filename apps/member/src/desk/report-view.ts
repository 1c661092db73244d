/** A report as the desk shows it: what the ledger says, with the narrative made from its fields. */

import { narrative } from "@tocsin/disclosure";
import type { ReportView } from "@tocsin/wire";
import type { ReportRecord } from "../protocol.ts";

export function reportView(record: ReportRecord): ReportView {
  return { ...record, narrative: record.body === null ? "" : narrative(record.body) };
}
