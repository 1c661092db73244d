/**
 * What counsel keeps of a share, as one page to print: escaped throughout, with no script, no remote
 * load and no link, so that hostile values in it do nothing. It is made from the signed records, and the bytes
 * are shown only under the record that names their hash.
 */

import { createHash } from "node:crypto";
import { toBase64Url } from "@tocsin/kernel";
import type { ReportEvidence, SignedDecision, SignedReviewRecord } from "@tocsin/wire";
import { findingKinds, isFindingKind } from "../finding-kinds.ts";
import { reviewHash } from "./record.ts";

export interface EvidenceSubject {
  /** The report's id. */
  readonly report: string;
  readonly madeMs: number;
  /** Canonical JSON of the report as it stands; null where it is withdrawn or not at hand. */
  readonly outgoing: string | null;
  /** Whether a signature is the node's, by record hash. */
  readonly isSigned: (review: SignedReviewRecord) => boolean;
  readonly isDecided: (decision: SignedDecision) => boolean;
}

const style = `
body{font:11pt/1.4 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#111;background:#fff;color-scheme:light dark}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem;border-top:1px solid #888;padding-top:1rem}h3{font-size:1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}td[data-of=value],td[data-of=reason]{overflow-wrap:anywhere}
th{background:#eee}caption{text-align:left;color:#444}dl{display:grid;grid-template-columns:14rem 1fr;gap:.15rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:9pt}
@media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}thead{position:absolute;left:-999rem}tr{display:block;border:1px solid #bbb;margin-bottom:.4rem}td{display:block;border:0;overflow-wrap:anywhere}td:empty{display:none}td::before{content:attr(data-of) ": ";font-weight:600}}
@media screen and (prefers-color-scheme:dark){body{color:#eee;background:#1a1b1e}th{background:#2c2e33}caption{color:#bbb}th,td,tr,h2{border-color:#555}}
@media print{body{margin:0;max-width:none}h2{break-before:auto}tr{break-inside:avoid}}`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** What a browser may do with the page: show it, in its own style. */
export const evidencePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;

/** A whole HTML document. */
export function evidencePage(
  { reviews, ledger }: ReportEvidence,
  subject: EvidenceSubject,
): string {
  const parts = reviews.map((it) => changeSection(it, ledger, subject)).join("\n");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escaped(evidencePolicy)}">
<title>Review record of report ${escaped(subject.report)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Review record of a shared report</h1>
${facts([
  ["Report", subject.report],
  ["Page made", moment(subject.madeMs)],
  ["Changes since it was shared", String(Math.max(0, reviews.length - 1))],
])}
<p>Kept by the author alone. The ledger holds the hash of each record, so that it cannot be changed
afterwards. The page names what was removed, too: keep it as the original text is kept. It is no legal
advice.</p>
${parts}
</main>
</body>
</html>
`;
}

/** One change: what was read, found, decided, and what became of it. */
function changeSection(
  { seq, hash, review }: ReportEvidence["reviews"][number],
  ledger: ReportEvidence["ledger"],
  { isSigned, isDecided, outgoing }: EvidenceSubject,
): string {
  const { record, publicKey } = review;
  const isWhole = reviewHash(review) === hash;
  const title = seq === 0 ? "The report" : `Change ${seq}`;
  return `<h2>${title}</h2>
${facts([
  ["Record", hash],
  ["Record is unchanged", isWhole ? "yes: its hash is the one above" : "NO: its hash differs"],
  ["In the ledger", ledgerText(seq, hash, record.outgoing, ledger)],
  [
    "Signature",
    isSigned(review) ? `good, by ${publicKey}` : `NOT GOOD, said to be by ${publicKey}`,
  ],
  ["Reviewed by", record.reviewer.role],
  ["Second person", secondText(record.second, isDecided)],
  ["Opened", moment(record.openedMs)],
  ["Approved", moment(record.approvedMs)],
  [
    "Text before",
    `${record.source.hash}, ${record.source.characters} characters, ${record.source.format}`,
  ],
  ["Bytes after", record.outgoing],
  ["Rule set", record.ruleSet],
  ...termsFacts(record),
])}
<h3>Found by the detectors</h3>
${table(
  "Kinds of what was found, and how often",
  ["kind", "rule", "found", "held for a person"],
  record.findings.map(({ kind, count, held }) => [
    labelOf(kind),
    isFindingKind(kind) ? findingKinds[kind].group : "",
    String(count),
    String(held),
  ]),
)}
<h3>Decided for each part</h3>
${table(
  "Each part with its class and the decision on it",
  ["part", "value", "class", "proposed", "decided", "reason", "sent in spite of"],
  record.items.map((it) => [
    it.type ?? it.part,
    it.detail === null ? it.value : `${detailText(it.detail)} ${it.value}`.trim(),
    it.class ?? "",
    it.proposal,
    it.decision,
    it.reason ?? "",
    it.overridden.map(labelOf).join(", "),
  ]),
)}
${outgoing !== null && hashOf(outgoing) === record.outgoing ? whatLeft(outgoing) : ""}`;
}

function hashOf(outgoing: string): string {
  return toBase64Url(createHash("sha256").update(outgoing).digest());
}

function whatLeft(outgoing: string): string {
  return `<h3>What left, byte for byte</h3>
<p>Their hash is the one under "Bytes after".</p>
<pre>${escaped(outgoing)}</pre>`;
}

function termsFacts({ terms, crowd }: ReviewRecord): [name: string, value: string][] {
  return [
    ["Legal regime of the day", terms.regime ?? "none in force"],
    ["Audience", terms.audience],
    ["Said as a member of", terms.class ?? "the smallest class that is large enough"],
    ["Marking", `TLP:${terms.tlp.toUpperCase()}`],
    ["Purposes", terms.purposes.join(", ")],
    ["Outside of the community", terms.recipients?.to.join(", ") ?? "nobody"],
    ["Until", terms.expires],
    ["Size of the crowd", crowdText(crowd)],
  ];
}

/** The envelope of the newest change is at hand; those before it are under its "prev". */
function ledgerText(
  seq: number,
  record: string,
  outgoing: string,
  ledger: ReportEvidence["ledger"],
): string {
  if (ledger === null) return "not yet";
  if (seq !== ledger.seq)
    return seq < ledger.seq ? "replaced or withdrawn by a later change" : "not yet";
  const place = `position ${ledger.index}, round ${ledger.round}`;
  const isNamed = ledger.review === record && ledger.body === outgoing;
  return isNamed
    ? `${place}: it names this record and these bytes`
    : `${place}: it does NOT NAME this record with these bytes`;
}

type ReviewRecord = SignedReviewRecord["record"];

function secondText(
  second: ReviewRecord["second"],
  isDecided: EvidenceSubject["isDecided"],
): string {
  if (second === null) return "none asked for by the policy of that day";
  if (second.by === "standing") {
    return `standing approval ${second.approval}, signed by counsel's key ${second.publicKey}`;
  }
  const { decision, publicKey } = second.signed;
  const note = decision.note === null ? "" : `: ${decision.note}`;
  const proof = isDecided(second.signed) ? "signature good" : "SIGNATURE NOT GOOD";
  const of =
    decision.class === null ? "the smallest class" : `class ${decision.class ?? "not said"}`;
  const to = decision.audience === undefined ? "" : ` for ${decision.audience}, said as ${of},`;
  return `counsel ${decision.decision} it${to} ${moment(decision.decidedMs)}, ${proof}, key ${publicKey}${note}`;
}

function crowdText(crowd: ReviewRecord["crowd"]): string {
  if (crowd === null) return "not known";
  const { revealed } = crowd;
  const said = [
    revealed.class === null ? [] : [`class ${revealed.class}`],
    revealed.regions,
    revealed.sizes,
    revealed.times,
    revealed.technologies,
  ].flat();
  return `${crowd.members} members fit what is said (${said.join(", ")})`;
}

function detailText(detail: NonNullable<ReviewRecord["items"][number]["detail"]>): string {
  return Object.entries(detail)
    .filter(([name, value]) => name !== "of" && value !== null)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
}

function labelOf(kind: string): string {
  return isFindingKind(kind) ? findingKinds[kind].label : kind;
}

function moment(ms: number): string {
  return new Date(ms).toISOString();
}

function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const rows = pairs.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  return `<dl>${rows.join("\n")}</dl>`;
}

function table(
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return "<p>Nothing.</p>";
  const head = titles.map((title) => `<th scope="col">${escaped(title)}</th>`).join("");
  const line = (row: readonly string[]): string =>
    `<tr>${row.map((cell, at) => `<td data-of="${escaped(titles[at] ?? "")}">${escaped(cell)}</td>`).join("")}</tr>`;
  return `<table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead>
<tbody>
${rows.map(line).join("\n")}
</tbody></table>`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What turns the direction of a text or hides in it is shown by its number. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (char) => entities[char] ?? "")
    .replace(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
      (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`,
    );
}
