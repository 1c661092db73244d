/**
 * Writes `docs/example-redaction.md`: an invented company's incident before and after, and the record of
 * its review. The same code as in the node; the signature, which the node adds, is left out.
 */

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { gate } from "../packages/disclosure/src/gate.ts";
import { compileIdentity } from "../packages/disclosure/src/identity.ts";
import { emptyProfile, narrative, recordReview } from "../packages/disclosure/src/index.ts";
import {
  findingsOf,
  inspect,
  proposeReview,
  redactText,
} from "../packages/disclosure/src/inspecting.ts";
import { extract } from "../packages/threat/src/extraction.ts";
import {
  companyProfile,
  type ReportFrame,
  type ReviewItem,
  type ShareTerms,
} from "../packages/wire/src/index.ts";

const docs = path.resolve(import.meta.dirname, "../docs");
const before = readFileSync(path.join(docs, "example/incident.md"), "utf8");
const company: unknown = JSON.parse(readFileSync(path.join(docs, "example/company.json"), "utf8"));
const profile = companyProfile.parse({ ...emptyProfile, ...Object(company) });
const identity = compileIdentity(profile);
/** Stand-ins for the attackers' values, which in a true report are on no list. */
const standIns = new Set(["documentation-addresses", "documentation-names"]);
const observations = extract(before).map((one) => {
  const { benign, ...bare } = one;
  return benign !== undefined && standIns.has(benign.list) ? bare : one;
});
const inspection = inspect(before, { identity, observations });
if (!inspection.ok) throw new Error(`detector ${inspection.detector} broke`);
const findings = findingsOf(before, inspection.detections);

/** This reviewer sends what is proposed and removes what is only asked. */
const items = proposeReview({
  ...{ text: before, observations, findings, identity },
  technologies: profile.technologies,
}).map((item): ReviewItem => ({ ...item, decision: item.proposal === "send" ? "send" : "remove" }));

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
const asked = { frame, terms, regime: null, items };
const verdict = gate({ ...asked, identity, proseAccepted: false, today: "2026-11-14" });
if (!verdict.ok) throw new Error(verdict.blockers.map(({ why }) => why).join(" "));
const approvedMs = Date.UTC(2026, 10, 14, 9, 30);
const record = recordReview({
  ...asked,
  findings,
  verdict,
  role: "analyst",
  crowd: null,
  second: null,
  source: { text: before, format: "md" },
  openedMs: approvedMs - 540_000,
  approvedMs,
  salt: new Uint8Array(32),
});

const counts = record.findings.map(({ kind, count, held }) => `| ${kind} | ${count} | ${held} |`);
const decisions = record.items.map(
  ({ part, type, value, proposal, decision, class: of }) =>
    `| ${type ?? part} | \`${value.replaceAll("|", "\\|")}\` | ${proposal} | ${decision} | ${of ?? ""} |`,
);

const page = `# An incident before and after

An invented company, Halvorsen Freight, has had what a public advisory on ransomware describes (facts in own
words; addresses, names and hash are stand-ins). \`npx node scripts/example-redaction.ts\` makes this page of
\`docs/example/incident.md\` and \`docs/example/company.json\`; \`npx tocsin redact --profile
docs/example/company.json docs/example/incident.md\` prints the second part.

## Before

\`\`\`text
${before.trim()}
\`\`\`

## What redaction makes of it

Nothing of this leaves by itself either: free text leaves only after a warning. It is what a reviewer sees.

\`\`\`text
${redactText(before, findings).trim()}
\`\`\`

## What goes out

Fields, from which every reader's own node makes this text:

\`\`\`text
${narrative(verdict.body).trim()}
\`\`\`

## What a reviewer must still see

"212 machines", the ransom and "three days" stay in the text: they are the harm that was done, and go out in bands
alone. The day and hour of the mail stay; fields take them coarse. The boy's sentence is held under a wrong label.
Chisel and AnyDesk are kept, but are not proposed as tools: no list that comes with the product has them as such.

## The review record

It stays here, signed by the node; peers see its hash alone. Rule set \`${record.ruleSet.slice(0, 12)}…\`, hash of the
text before \`${record.source.hash.slice(0, 12)}…\`, of what goes out \`${record.outgoing.slice(0, 12)}…\`, reviewer:
${record.reviewer.role}, ${new Date(record.openedMs).toISOString()} to ${new Date(record.approvedMs).toISOString()}.

| found | times | of them held for the reviewer |
| --- | --- | --- |
${counts.join("\n")}

| part | value | proposed | decided | class |
| --- | --- | --- | --- | --- |
${decisions.join("\n")}
`;

writeFileSync(path.join(docs, "example-redaction.md"), page);
