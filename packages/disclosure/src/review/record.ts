/** The record of a review, from what was found, what was decided and what the gate let pass. */

import { createHash } from "node:crypto";
import { assert, canonicalJson, toBase64Url, utf8 } from "@tocsin/kernel";
import {
  type Finding,
  parseMessage,
  type ReportFrame,
  type ReviewItem,
  type ReviewRecord,
  reviewRecord,
  type ShareTerms,
  type SignedReviewRecord,
} from "@tocsin/wire";
import type { GateVerdict } from "../gate.ts";

export interface ReviewFacts {
  readonly source: {
    readonly text: string;
    readonly format: string;
    /** How others have marked it. */
    readonly marked?: ShareTerms["tlp"] | null;
  };
  readonly findings: readonly Finding[];
  readonly items: readonly ReviewItem[];
  readonly frame: ReportFrame;
  readonly terms: ShareTerms;
  readonly regime: string | null;
  readonly verdict: Extract<GateVerdict, { ok: true }>;
  readonly role: ReviewRecord["reviewer"]["role"];
  readonly crowd: ReviewRecord["crowd"];
  readonly second: ReviewRecord["second"];
  /** Who agreed in a room to these bytes. */
  readonly joint?: NonNullable<ReviewRecord["joint"]>;
  readonly openedMs: number;
  readonly approvedMs: number;
  /** 32 random bytes. */
  readonly salt: Uint8Array;
}

/** Throws where an item is undecided: the gate lets no such draft pass. */
export function recordReview(facts: ReviewFacts): ReviewRecord {
  const { source, verdict, terms, regime } = facts;
  return parseMessage(reviewRecord, {
    v: 1,
    salt: toBase64Url(facts.salt),
    ruleSet: verdict.ruleSet,
    source: {
      hash: textHash(source.text),
      characters: source.text.length,
      format: source.format,
      ...(source.marked === null || source.marked === undefined ? {} : { marked: source.marked }),
    },
    outgoing: verdict.hash,
    findings: countKinds(facts.findings),
    items: facts.items.map((item) => reviewed(item, verdict)),
    frame: facts.frame,
    terms: recordedTerms(terms, regime),
    crowd: facts.crowd,
    reviewer: { role: facts.role },
    second: facts.second,
    ...(facts.joint === undefined ? {} : { joint: facts.joint }),
    openedMs: facts.openedMs,
    approvedMs: facts.approvedMs,
  });
}

/** Where nobody outside may have it, nothing is said of it. */
function recordedTerms({ recipients, ...terms }: ReviewFacts["terms"], regime: string | null) {
  const toWhom = recipients === null || recipients === undefined ? {} : { recipients };
  return { ...terms, ...toWhom, regime };
}

/** What the envelope names: SHA-256 of the signed record's canonical JSON, base64url. */
export function reviewHash(signed: SignedReviewRecord): string {
  return textHash(canonicalJson(signed));
}

function reviewed(
  item: ReviewItem,
  verdict: ReviewFacts["verdict"],
): ReviewRecord["items"][number] {
  const { part, type, value, detail, proposal, decision, reason } = item;
  assert(decision !== null, "a decision on every part");
  const overridden = [...(verdict.overridden.get(item.id) ?? [])];
  return { part, type, value, detail, proposal, decision, class: item.class, reason, overridden };
}

function countKinds(findings: readonly Finding[]): ReviewRecord["findings"] {
  const counts = new Map<string, { count: number; held: number }>();
  for (const { kind, needsReview } of findings) {
    const { count, held } = counts.get(kind) ?? { count: 0, held: 0 };
    counts.set(kind, { count: count + 1, held: held + (needsReview ? 1 : 0) });
  }
  return Array.from(counts, ([kind, count]) => ({ kind, ...count })).sort((a, b) =>
    a.kind < b.kind ? -1 : 1,
  );
}

function textHash(text: string): string {
  return toBase64Url(createHash("sha256").update(utf8(text)).digest());
}
