/**
 * Writes `docs/example-redaction.md`: an invented company's incident before and after, and the record of
 * its review. The same code as in the node; the signature, which the node adds, is left out.
 */

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { narrative, recordReview } from "../packages/disclosure/src/index.ts";
import { scriptWords } from "./arguments.ts";
import { reviewExample } from "./example/review.ts";
import { readRewriting } from "./example/rewriting.ts";

scriptWords("npx node scripts/example-redaction.ts: writes docs/example-redaction.md");

const docs = path.resolve(import.meta.dirname, "../docs");
const before = readFileSync(path.join(docs, "example/incident.md"), "utf8");
const company: unknown = JSON.parse(readFileSync(path.join(docs, "example/company.json"), "utf8"));
const advisory = readRewriting(
  JSON.parse(readFileSync(path.join(docs, "example/advisory.json"), "utf8")),
);
const { redacted, body, facts } = reviewExample(before, company);
const record = recordReview({ ...facts, salt: new Uint8Array(32) });

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
${redacted.trim()}
\`\`\`

## What goes out

Fields, from which every reader's own node makes this text:

\`\`\`text
${narrative(body).trim()}
\`\`\`

## What a reviewer must still see

"212 machines", the ransom and "three days" stay in the text: they are the harm that was done, and go out in bands
alone. The day and hour of the mail stay; fields take them coarse. The boy's sentence is held under a wrong label.
Chisel and AnyDesk are kept, but are not proposed as tools: no list that comes with the product has them as such.

## The review record

It stays here, signed by the node; peers see its hash alone. It names the rules in force by their hash; hash of the
text before \`${record.source.hash.slice(0, 12)}…\`, of what goes out \`${record.outgoing.slice(0, 12)}…\`, reviewer:
${record.reviewer.role}, ${new Date(record.openedMs).toISOString()} to ${new Date(record.approvedMs).toISOString()}.

| found | times | of them held for the reviewer |
| --- | --- | --- |
${counts.join("\n")}

| part | value | proposed | decided | class |
| --- | --- | --- | --- | --- |
${decisions.join("\n")}

## A whole advisory

\`npx node scripts/example-advisory.ts FOLDER\` takes a public advisory on Royal ransomware from the optional
folder \`../shared/data\`, makes it the incident of the same company by \`docs/example/advisory.json\` (people, hosts,
prices, customers, plans and counsel are put into it), and writes text before and after, what goes out, its narrative
and the signed review record, as JSON and as the page for counsel. It says what of the ${advisory.mustGo.length} things that must
go is left in the text after and in what goes out, and which of the ${advisory.mustStay.length} things of the attackers are lost, and
fails where anything goes out: none of each, when this page was made.
`;

writeFileSync(path.join(docs, "example-redaction.md"), page);
