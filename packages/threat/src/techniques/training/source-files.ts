/** Which files of the data folder the table is made from; whoever calls reads them. */

import { readFileSync } from "node:fs";
import type { TechniqueSources } from "./corpus.ts";

const phrasesFile = new URL("../../../data/technique-phrases.txt", import.meta.url);

const ordinaryNames = ["presidio-synth", "wnut17-dev", "sec-filings-train"];

export function sourcesIn(read: (name: string) => string): TechniqueSources {
  return {
    reports: read("technique-tagging/tram-sentences.jsonl"),
    procedures: read("attack/procedure-sentences.jsonl"),
    catalogue: read("attack/enterprise-compact.json"),
    phrases: readFileSync(phrasesFile, "utf8"),
    ordinary: ordinaryNames.map((name) => ({ name, lines: read(`pii/${name}.jsonl`) })),
  };
}
