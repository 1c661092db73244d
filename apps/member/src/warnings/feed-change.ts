/** A change of the verified ledger, made ready for matching and for search. */

import { readPassage, wordsOf } from "@tocsin/disclosure";
import { foldName } from "@tocsin/threat";
import type { FeedChange } from "@tocsin/store";
import type { ReportBody } from "@tocsin/wire";
import { dayMs } from "@tocsin/kernel";
import type { ReportChange } from "../protocol.ts";
import type { Relevance } from "./relevance.ts";
import { type BenignPolicy, watchable } from "./watchable.ts";

const wordsMax = 500;
const wordCharsMin = 2;
const wordCharsMax = 64;

export function feedChange(
  change: ReportChange,
  relevance: Relevance,
  policy: BenignPolicy,
): FeedChange {
  const { arrival, id, mine, body, envelope } = change;
  const facts = { arrival, report: id, mine };
  // The body of what was withdrawn since is gone: its earlier changes say nothing any more.
  if (change.kind === "withdrawal" || body === null) {
    return { ...facts, withdrawn: true, untilMs: 0, observables: [], words: [], reasons: [] };
  }
  return {
    ...facts,
    withdrawn: false,
    untilMs: Date.parse(body.expires) + dayMs,
    observables: body.observables
      .map(({ type, value }) => watchable(type, value, policy))
      .filter((it) => it !== undefined),
    words: searchWords(body),
    reasons: mine ? [] : relevance.reasons(body, envelope.class),
  };
}

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
