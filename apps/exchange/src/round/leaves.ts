/** The leaves of a round: what is public first, then the submissions in the order of their hashes. */

import { leafCommitment } from "@tocsin/ledger";
import {
  canonicalJson,
  compareBytes,
  concatBytes,
  dayMs,
  parseRound,
  type Random,
  type Round,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import type { NewLeaf, StoredNotice } from "@tocsin/store";
import type { Audience, Leaf, RefundsLeaf, SightingsLeaf, TiesLeaf } from "@tocsin/wire";

import { messageDays, sightingDays } from "../limits.ts";
import type { ExaminedMessage } from "./examine-parcel.ts";
import type { Candidate } from "./plan.ts";
import type { TallyTold } from "./plan-parcels.ts";

const saltBytes = 32;

export function noticeLeaves(notices: readonly StoredNotice[], random: Random): NewLeaf[] {
  return notices.map(({ leaf }) => ({
    ...salted(leaf, random),
    audience: "public",
    previous: null,
    keys: new Uint8Array(),
  }));
}

/** Notices that are not in the ledger yet, by hash. */
export function waitingNotices(notices: readonly StoredNotice[]): StoredNotice[] {
  return notices
    .filter(({ position }) => position === null)
    .sort((a, b) => compareBytes(a.id, b.id));
}

export function submissionLeaf(
  { submission, standing }: Candidate,
  round: Round,
  random: Random,
): NewLeaf {
  return {
    ...salted(submissionJson(round, submission.json), random),
    audience: submission.audience,
    previous: standing.head?.position ?? null,
    keys: submission.keys,
  };
}

/** It is erased once its addressee has had time to read it. */
export function messageLeafOf(
  { sealed }: ExaminedMessage,
  { round, roundMs }: RoundOf,
  random: Random,
): NewLeaf {
  const leaf: Leaf = { kind: "message", round, sealed };
  const untilRound = roundAfter(messageDays, { round, roundMs });
  return { ...bare(leaf, random), audience: "members", untilRound };
}

/** It is erased once its tags have expired. */
export function sightingsLeaf(leaf: SightingsLeaf, of: RoundOf, random: Random): NewLeaf {
  return { ...bare(leaf, random), audience: "members", untilRound: roundAfter(sightingDays, of) };
}

interface RoundOf {
  readonly round: Round;
  readonly roundMs: number;
}

function roundAfter(days: number, { round, roundMs }: RoundOf): Round {
  return parseRound(round + Math.ceil((days * dayMs) / roundMs));
}

/** For everyone: the issuer reads it, and whoever wants to count. */
export function refundsLeafOf(leaf: RefundsLeaf, random: Random): NewLeaf {
  return { ...bare(leaf, random), audience: "public" };
}

/** For whom the report is. */
export function votesLeafOf({ head, counts }: TallyTold, round: Round, random: Random): NewLeaf {
  const leaf: Leaf = {
    kind: "votes",
    round,
    report: toBase64Url(head.report),
    counts,
  };
  return { ...bare(leaf, random), audience: head.audience };
}

/** For whoever may read both reports. */
export function tiesLeafOf(
  { audience, leaf }: { readonly audience: Audience; readonly leaf: TiesLeaf },
  random: Random,
): NewLeaf {
  return { ...bare(leaf, random), audience };
}

function bare(leaf: Leaf, random: Random): Omit<NewLeaf, "audience"> {
  return { ...salted(utf8(canonicalJson(leaf)), random), previous: null, keys: new Uint8Array() };
}

/** Canonical JSON of the leaf: its members stand in order, and the submission is canonical already. */
function submissionJson(round: Round, submission: Uint8Array): Uint8Array {
  const start = utf8(`{"kind":"submission","round":${round},"submission":`);
  return concatBytes(start, submission, utf8("}"));
}

function salted(
  detail: Uint8Array,
  random: Random,
): Pick<NewLeaf, "commitment" | "salt" | "detail"> {
  const salt = random.bytes(saltBytes);
  return { commitment: leafCommitment(salt, detail), salt, detail };
}
