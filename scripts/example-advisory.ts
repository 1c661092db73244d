/**
 * A whole public advisory as the incident of an invented company, with its people, hosts, prices and counsel
 * in it: before and after, what goes out, and the signed record of the review. The advisory is read from the
 * optional folder beside the repository and never kept in it. `npx node scripts/example-advisory.ts [FOLDER]`
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { evidenceDocument } from "../apps/member/src/desk/evidence-document.ts";
import { createReviewSigner } from "../apps/member/src/desk/review-signing.ts";
import { narrative } from "../packages/disclosure/src/index.ts";
import { canonicalJson, systemRandom } from "../packages/kernel/src/index.ts";
import { scriptWords } from "./arguments.ts";
import { reviewExample } from "./example/review.ts";
import { readRewriting, rewritten } from "./example/rewriting.ts";

const root = path.resolve(import.meta.dirname, "..");
const advisories = path.join(root, "../shared/data/reports/tram-us-gov-advisories.jsonl");
const example = path.join(root, "docs/example");

function read(name: string): unknown {
  return JSON.parse(readFileSync(path.join(example, name), "utf8"));
}

async function main(folder: string): Promise<void> {
  if (!existsSync(advisories)) {
    process.stderr.write(
      "The advisories are not here (../shared/data/reports): nothing is made.\n",
    );
    return;
  }
  const rewriting = readRewriting(read("advisory.json"));
  const before = rewritten(readFileSync(advisories, "utf8"), rewriting);
  const { redacted, body, facts } = reviewExample(before, read("company.json"));
  const signer = await createReviewSigner(
    { reviewSeed: (seed) => Promise.resolve(seed) },
    systemRandom,
  );
  const { signed, hash, json } = signer.sign(facts);
  const outgoing = canonicalJson(body);
  const page = evidenceDocument(
    "example",
    { reviews: [{ seq: 0, hash, review: signed }], ledger: null },
    body,
    facts.approvedMs,
  );
  const files = {
    "before.md": before,
    "after.md": redacted,
    "outgoing.json": outgoing,
    "narrative.txt": narrative(body),
    "record.json": json,
    "record.html": page,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);

  const missing = rewriting.mustGo.filter((words) => !before.includes(words));
  const left = (text: string) => rewriting.mustGo.filter((words) => says(text, words));
  const lost = rewriting.mustStay.filter((words) => !says(redacted, words));
  tell(`in ${folder}: ${Object.keys(files).join(", ")}`);
  tell(
    `${before.length} characters, ${facts.findings.length} findings, ${facts.items.length} parts`,
  );
  tell(`of ${rewriting.mustGo.length} that must go, not in the text: ${listed(missing)}`);
  tell(`left in the text after: ${listed(left(redacted))}`);
  tell(`left in what goes out: ${listed(left(outgoing))}`);
  tell(`of ${rewriting.mustStay.length} of the attackers' that must stay, lost: ${listed(lost)}`);
  if (left(outgoing).length > 0) process.exitCode = 1;
}

function says(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.toLowerCase());
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? "none" : words.join("; ");
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

const usual = path.join(tmpdir(), "tocsin-example-advisory");
const [folder = usual] = scriptWords(
  `npx node scripts/example-advisory.ts [FOLDER]: writes before, after and the record there (${usual})`,
  1,
);
await main(folder);
