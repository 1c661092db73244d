/** Counsel's page of a report, with the signatures checked here. */

import { verifyDocument } from "@tocsin/crypto";
import { evidencePage } from "@tocsin/disclosure";
import type { ReportEvidence } from "@tocsin/wire/node-api";
import { bytesOf } from "@tocsin/wire/primitives";

export function evidenceDocument(report: string, evidence: ReportEvidence, nowMs: number): string {
  return evidencePage(evidence, {
    report,
    madeMs: nowMs,
    isSigned: ({ record, publicKey, signature }) =>
      verifyDocument("review-record", record, bytesOf(signature), bytesOf(publicKey)),
    isDecided: ({ decision, publicKey, signature }) =>
      verifyDocument("counsel-decision", decision, bytesOf(signature), bytesOf(publicKey)),
  });
}
