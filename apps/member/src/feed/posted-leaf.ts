/**
 * What an audience's section holds beside reports: sealed messages, counts of votes, and whatever else a
 * room of this node reads by itself. Only its form can be checked here; of messages, nobody but the
 * addressee learns more. PROTOCOL §2, §7.
 */

import { sha256 } from "@tocsin/crypto";
import { canonicalJson, roundSpan, toBase64Url } from "@tocsin/kernel";
import type { LedgerMail } from "@tocsin/store";
import { bytesOf, type Leaf, type LeafRecord } from "@tocsin/wire";
import { parsedLeaf } from "./public-facts.ts";
import { type RecordRules, type RecordVerdict, verifyRecord } from "./record-verification.ts";

export const noMail: LedgerMail = {
  ...{ messages: [], tallies: [], rulings: [], postings: [] },
  ties: [],
};

type LeafVerdict = RecordVerdict | { readonly ok: true; readonly mail: LedgerMail };

export async function verifyLeaf(rules: RecordRules, from: LeafRecord): Promise<LeafVerdict> {
  const leaf = parsedLeaf(from.leaf);
  if (leaf === undefined || leaf.kind === "submission") return verifyRecord(rules, from);
  const mail = mailOf(rules, from.index, leaf);
  if (mail === undefined) return { ok: false, why: "not-a-submission" };
  const inRound = "round" in leaf && leaf.round === rules.round;
  return inRound ? { ok: true, mail } : { ok: false, why: "wrong-round" };
}

export function joinedMail(a: LedgerMail, b: LedgerMail): LedgerMail {
  if (a === noMail) return b;
  if (b === noMail) return a;
  return {
    messages: [...a.messages, ...b.messages],
    tallies: [...a.tallies, ...b.tallies],
    rulings: [...a.rulings, ...b.rulings],
    postings: [...a.postings, ...b.postings],
    ties: [...a.ties, ...b.ties],
  };
}

/** Undefined for what has no place in an audience's section. */
function mailOf(rules: RecordRules, index: number, leaf: Leaf): LedgerMail | undefined {
  const { round, audience, community } = rules;
  if (leaf.kind === "message" && audience === "members") {
    const sealed = bytesOf(leaf.sealed);
    const id = toBase64Url(sha256(sealed));
    const publishedMs = roundSpan(round, community.roundMs).untilMs;
    return { ...noMail, messages: [{ index, round, publishedMs, id, sealed }] };
  }
  if (leaf.kind === "votes") {
    const { report, counts } = leaf;
    return { ...noMail, tallies: [{ index, round, report, counts: canonicalJson(counts) }] };
  }
  if (leaf.kind === "ties") {
    const { a, b, counts } = leaf;
    return { ...noMail, ties: [{ index, a, b, counts: canonicalJson(counts) }] };
  }
  if (leaf.kind === "sightings" && audience === "members") {
    return { ...noMail, postings: [{ index, round, kind: leaf.kind, json: canonicalJson(leaf) }] };
  }
  return undefined;
}
