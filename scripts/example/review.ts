/** A text of an invented company read, decided and recorded as in the node. For the examples of the documents. */

import { compileIdentity } from "../../packages/disclosure/src/identity.ts";
import { emptyProfile, type ReviewFacts } from "../../packages/disclosure/src/index.ts";
import { gate } from "../../packages/disclosure/src/gate.ts";
import {
  findingsOf,
  inspect,
  proposeReview,
  redactText,
} from "../../packages/disclosure/src/inspecting.ts";
import { extract } from "../../packages/threat/src/extraction.ts";
import { companyProfile } from "../../packages/wire/src/company-profile.ts";
import type {
  ReportBody,
  ReportFrame,
  ReviewItem,
  ShareTerms,
} from "../../packages/wire/src/index.ts";

export interface Example {
  /** The text as a reviewer sees it. */
  readonly redacted: string;
  readonly body: ReportBody;
  /** Of the review; its salt is whoever's who records it. */
  readonly facts: Omit<ReviewFacts, "salt">;
}

const frame: ReportFrame = {
  class: "F",
  kind: "incident",
  determination: "confirmed",
  stage: "impact",
  firstSeen: null,
  noticed: null,
  ended: null,
  region: null,
  size: null,
};
const terms: ShareTerms = {
  audience: "members",
  class: null,
  tlp: "amber",
  purposes: ["cybersecurity"],
  expires: "2027-02-14",
};
const approvedMs = Date.UTC(2026, 10, 14, 9, 30);
const readingMs = 540_000;

/** Stand-ins for the attackers' values, which in a true report are on no list. */
const standIns = new Set(["documentation-addresses", "documentation-names"]);

/** This reviewer sends what is proposed and removes what is only asked. Throws where anything blocks. */
export function reviewExample(before: string, company: unknown): Example {
  const profile = companyProfile.parse({ ...emptyProfile, ...Object(company) });
  const identity = compileIdentity(profile);
  const observations = extract(before).map((one) => {
    const { benign, ...bare } = one;
    return benign !== undefined && standIns.has(benign.list) ? bare : one;
  });
  const inspection = inspect(before, { identity, observations });
  if (!inspection.ok) throw new Error(`detector ${inspection.detector} broke`);
  const findings = findingsOf(before, inspection.detections);
  const { technologies } = profile;
  const items = proposeReview({ text: before, observations, findings, identity, technologies }).map(
    (item): ReviewItem => ({ ...item, decision: item.proposal === "send" ? "send" : "remove" }),
  );
  const asked = { frame, terms, regime: null, items };
  const verdict = gate({ ...asked, identity, proseAccepted: false, today: "2026-11-14" });
  if (!verdict.ok) throw new Error(verdict.blockers.map(({ why }) => why).join(" "));
  const facts = {
    ...asked,
    findings,
    verdict,
    role: "analyst",
    crowd: null,
    second: null,
    source: { text: before, format: "md" },
    openedMs: approvedMs - readingMs,
    approvedMs,
  } as const;
  return { redacted: redactText(before, findings), body: verdict.body, facts };
}
