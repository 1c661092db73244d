/** Reports of the store as the desk sees them: rows parsed into messages. */

import { parseCanonicalJson } from "@tocsin/kernel";
import type { ChangeRow, ReportRow } from "@tocsin/store";
import { type Delivery, delivery, envelope, parseMessage, reportBody } from "@tocsin/wire";
import type { ReportChange, ReportRecord } from "./protocol.ts";

export function reportRecord(row: ReportRow): ReportRecord {
  return {
    ...row,
    envelope: parseMessage(envelope, parseCanonicalJson(row.envelope)),
    body: bodyOf(row.body),
    delivery: row.delivery && deliveryOf(row.delivery),
  };
}

export function reportChange(row: ChangeRow): ReportChange {
  return {
    ...row,
    envelope: parseMessage(envelope, parseCanonicalJson(row.envelope)),
    body: bodyOf(row.body),
  };
}

export function deliveryOf(row: NonNullable<ReportRow["delivery"]>): Delivery {
  return parseMessage(delivery, row);
}

function bodyOf(json: string | null) {
  return json === null ? null : parseMessage(reportBody, parseCanonicalJson(json));
}
