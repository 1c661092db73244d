/** Counsel's page of a report, with the signatures checked here. */

import { verifyDocument } from "@tocsin/crypto";
import { evidencePage } from "@tocsin/disclosure";
import { canonicalJson } from "@tocsin/kernel";
import type { ReportBody } from "@tocsin/wire";
import type { ReportEvidence } from "@tocsin/wire/node-api";
import { bytesOf } from "@tocsin/wire/primitives";

/** `body`: of the report as it stands; null where it is withdrawn. */
export function evidenceDocument(
  report: string,
  evidence: ReportEvidence,
  body: ReportBody | null,
  nowMs: number,
): string {
  return evidencePage(evidence, {
    report,
    madeMs: nowMs,
    outgoing: body === null ? null : canonicalJson(body),
    isSigned: ({ record, publicKey, signature }) =>
      verifyDocument("review-record", record, bytesOf(signature), bytesOf(publicKey)),
    isDecided: ({ decision, publicKey, signature }) =>
      verifyDocument("counsel-decision", decision, bytesOf(signature), bytesOf(publicKey)),
  });
}
