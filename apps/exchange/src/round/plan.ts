/**
 * What a round does with the submissions that are good by themselves: one step of each report's chain,
 * each token once, in the order of hashes. Pure: the same submissions give the same plan.
 */

import { assert, compareBytes, equalBytes, toHex } from "@tocsin/kernel";
import { observableKeyBytes, type ReportHead } from "@tocsin/store";

import { carriedMax, roundBytesMax, roundObservablesMax, roundSubmissionsMax } from "../limits.ts";
import type { Examined } from "./examine.ts";

/** What the store knows of a submission's pseudonym and token. */
export interface Standing {
  readonly head: ReportHead | null;
  readonly spent: boolean;
}

export interface Candidate {
  readonly submission: Examined;
  readonly standing: Standing;
}

/**
 * Why a submission has no effect. "known": this or another envelope stands at its place in the chain;
 * "gap": what it follows is not there.
 */
export type Dropped = "known" | "spent" | "gap" | "chain" | "withdrawn" | "no-room";

export interface Plan {
  /** In the order of the batch. */
  readonly accepted: readonly Candidate[];
  /** For the next round: what follows an accepted one, and what this batch has no room for. */
  readonly carried: readonly Examined[];
  readonly dropped: readonly Dropped[];
}

export function planRound(candidates: readonly Candidate[]): Plan {
  const dropped: Dropped[] = [];
  const next: Candidate[] = [];
  const later: Examined[] = [];
  for (const chain of chainsOf(candidates)) {
    const step = stepOf(chain, dropped);
    if (step === undefined) continue;
    next.push(step.next);
    later.push(...step.later);
  }
  const { fitting, rest } = bounded(next.sort(byEnvelope));
  const wanted = [...later, ...rest.map(({ submission }) => submission)];
  const carried = wanted.slice(0, carriedMax);
  for (let left = wanted.length - carried.length; left > 0; left -= 1) dropped.push("no-room");
  assertTokensOnce(fitting);
  return { accepted: fitting, carried, dropped };
}

/** The chain's new end. `position`: where its leaf is in the ledger. */
export function headAfter({ submission, standing }: Candidate, position: number): ReportHead {
  return {
    pkSign: submission.pkSign,
    report: standing.head?.report ?? submission.envelope,
    envelope: submission.envelope,
    seq: submission.seq,
    class: submission.class,
    epoch: submission.epoch,
    audience: submission.audience,
    author: submission.author,
    withdrawn: submission.kind === "withdrawal",
    position,
  };
}

/** Candidates under one pseudonym, without doubles, in the order of sequence and then of hash. */
function chainsOf(candidates: readonly Candidate[]): Candidate[][] {
  const chains = new Map<string, Map<string, Candidate>>();
  for (const candidate of candidates) {
    const pseudonym = toHex(candidate.submission.pkSign);
    const chain = chains.get(pseudonym) ?? new Map<string, Candidate>();
    chain.set(toHex(candidate.submission.envelope), candidate);
    chains.set(pseudonym, chain);
  }
  return [...chains.values()].map((chain) =>
    [...chain.values()].sort((a, b) => a.submission.seq - b.submission.seq || byEnvelope(a, b)),
  );
}

/** At most one step: whoever reads a batch in the order of hashes never meets a step before its ground. */
function stepOf(
  chain: readonly Candidate[],
  dropped: Dropped[],
): { readonly next: Candidate; readonly later: Examined[] } | undefined {
  let next: Candidate | undefined;
  const later: Examined[] = [];
  for (const candidate of chain) {
    const { submission, standing } = candidate;
    const due = standing.head === null ? 0 : standing.head.seq + 1;
    if (submission.seq < due || submission.seq === next?.submission.seq) dropped.push("known");
    else if (submission.seq > due) {
      if (next === undefined) dropped.push("gap");
      else later.push(submission);
    } else {
      const why = refusal(candidate);
      if (why === undefined) next = candidate;
      else dropped.push(why);
    }
  }
  return next === undefined ? undefined : { next, later };
}

function refusal({ submission, standing }: Candidate): Dropped | undefined {
  const { head, spent } = standing;
  if (head === null) return spent ? "spent" : undefined;
  if (head.withdrawn) return "withdrawn";
  const follows = submission.prev !== null && equalBytes(submission.prev, head.envelope);
  const same =
    submission.class === head.class &&
    submission.epoch === head.epoch &&
    submission.audience === head.audience &&
    equalBytes(submission.author, head.author);
  return follows && same ? undefined : "chain";
}

function bounded(sorted: readonly Candidate[]): { fitting: Candidate[]; rest: Candidate[] } {
  const fitting: Candidate[] = [];
  const rest: Candidate[] = [];
  let bytes = 0;
  let observables = 0;
  for (const candidate of sorted) {
    bytes += candidate.submission.json.length;
    observables += candidate.submission.keys.length / observableKeyBytes;
    const fits =
      fitting.length < roundSubmissionsMax &&
      bytes <= roundBytesMax &&
      observables <= roundObservablesMax;
    (fits ? fitting : rest).push(candidate);
  }
  return { fitting, rest };
}

function assertTokensOnce(accepted: readonly Candidate[]): void {
  const tokens = accepted.flatMap(({ submission }) => submission.spend?.id ?? []).map(toHex);
  assert(new Set(tokens).size === tokens.length, "each token once in a round");
}

function byEnvelope(a: Candidate, b: Candidate): number {
  return compareBytes(a.submission.envelope, b.submission.envelope);
}
