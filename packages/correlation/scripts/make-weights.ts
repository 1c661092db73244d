/**
 * Makes data/weights.json:
 *   npx node packages/correlation/scripts/make-weights.ts INCIDENTS.jsonl
 * from lines {actor, indicators: [{type, value}]}. What is kept is two numbers for each kind of
 * evidence (of two reports alone, and of two in a pile), and how often words, endings and forms of names occur in general: no indicator, and
 * nothing about any one actor.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

import { kindNames } from "../src/kinds.ts";
import { learn } from "../src/training/train.ts";

const lineSchema = z.object({
  actor: z.string(),
  indicators: z.array(z.object({ type: z.string(), value: z.string() })),
});

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error("usage: make-weights.ts INCIDENTS.jsonl");
const incidents = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => lineSchema.parse(JSON.parse(line)))
  .map(({ actor, indicators }) => ({ actor, facts: { indicators } }));
const { weights, pileWeights, usual } = learn(incidents);
const byKind = kindNames
  .map((kind) => ({
    kind,
    items: usual
      .filter((it) => it.kind === kind)
      .map(({ item, count }) => `${encodeURIComponent(item)}:${count}`)
      .sort()
      .join(" "),
  }))
  .filter(({ items }) => items !== "");
const table = {
  source:
    "counted over incidents of stamparm/maltrail@8adace15 (MIT, © Miroslav Stampar), eset/malware-ioc@f9c11024 (BSD 2-clause, © ESET), volexity/threat-intel@a7eaa9d9 (BSD 2-clause, © Volexity), blackberry/threat-research-and-intelligence@1e7ca21c (Apache-2.0), pan-unit42/iocs@315464dd (MIT, © Palo Alto Networks)",
  script: "packages/correlation/scripts/make-weights.ts",
  incidents: incidents.length,
  weights,
  pileWeights,
  usual: byKind,
};
writeFileSync(
  join(import.meta.dirname, "../data/weights.json"),
  `${JSON.stringify(table, null, 1)}\n`,
);
