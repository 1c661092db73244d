/** Which files of the data folder the models are made from; whoever calls reads them. */

import { readNamedTexts, readSentences } from "./corpus.ts";
import type { NameSources } from "./models.ts";

/** Of reports and filings one sentence in so many. */
const reportStep = 5;

export function nameSources(read: (name: string) => string): NameSources {
  const some = (name: string, step: number): string[] =>
    readSentences(read(name)).filter((_, at) => at % step === 0);
  return {
    chat: readNamedTexts(read("pii/wnut17-dev.jsonl")),
    everyday: readNamedTexts(read("pii/presidio-synth.jsonl")),
    reports: [
      ...some("redaction/incident-texts.jsonl", 1),
      ...some("technique-tagging/tram-sentences.jsonl", reportStep),
      ...some("pii/sec-filings-train.jsonl", 2),
    ],
  };
}
