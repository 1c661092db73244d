/** Words of reports and of what is searched for, made in one way. */

import { readPassage, wordsOf } from "@tocsin/disclosure/identity";
import { foldName } from "@tocsin/threat";
import type { ReportBody } from "@tocsin/wire";

const wordsMax = 500;
const wordCharsMin = 2;
const wordCharsMax = 64;

/** Words by which a report is found: of its names, notes and catalogue numbers, in lower case. */
export function searchWords(body: ReportBody): string[] {
  const names = [...body.malware, ...body.actors, ...body.technologies].map((it) => it.name);
  const ids = [...body.techniques, ...body.vulnerabilities].map((it) => it.id);
  const words = new Set<string>([
    body.kind,
    body.determination,
    ...ids.map((id) => id.toLowerCase()),
  ]);
  for (const name of names) words.add(foldName(name).slice(0, wordCharsMax));
  for (const text of [...names, ...ids, ...body.notes.map((it) => it.text)]) {
    for (const word of textWords(text)) words.add(word);
  }
  return Array.from(words)
    .filter((word) => word.length >= wordCharsMin)
    .slice(0, wordsMax);
}

export function textWords(text: string): string[] {
  const passage = readPassage(text);
  const words = wordsOf(passage);
  const out: string[] = [];
  for (let at = 0; at < words.count; at += 1) {
    out.push(passage.lower.slice(words.starts[at], words.ends[at]).slice(0, wordCharsMax));
  }
  return out;
}
