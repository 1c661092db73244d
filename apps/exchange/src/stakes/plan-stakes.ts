/**
 * Which stakes come back and which appeals the operator gets to see. What falls due in a day becomes one public
 * leaf: how many, under which keys, and random numbers; neither reports nor the order in which they came. The
 * leaf is what the issuer signs by. PROTOCOL §7.
 */

import { dayMs, type Round, roundSpan, toBase64Url, toHex } from "@tocsin/kernel";
import type { Appeal, ExchangeStore, Refund, ReportHead, StoredNotice } from "@tocsin/store";
import { refundsMax, type RefundsLeaf, type RulingLeaf, stakeDays } from "@tocsin/wire";

import { roundAppealsMax, roundRefundsMax } from "../limits.ts";
import { parseLeaf, trustOf, withAncestors } from "../trust/trust.ts";
import type { ExaminedAppeal, ExaminedStake } from "./examine-stake.ts";

export interface StakesPlan {
  readonly day: number;
  readonly refunds: readonly Refund[];
  readonly appeals: readonly Appeal[];
  /** What is due from earlier days, as a leaf; undefined where there is nothing. */
  readonly leaf: RefundsLeaf | undefined;
  /** Pseudonyms of what is in the leaf. */
  readonly told: readonly Uint8Array[];
}

type StakeStore = Pick<ExchangeStore, "standing" | "stakes" | "refundsDue" | "notices">;

export async function plannedStakes(
  store: StakeStore,
  asked: readonly ExaminedStake[],
  round: Round,
  roundMs: number,
): Promise<StakesPlan> {
  const { fromMs } = roundSpan(round, roundMs);
  const day = Math.floor(fromMs / dayMs);
  const due = await store.refundsDue(day, refundsMax);
  const told = due.map(({ pkSign }) => pkSign);
  const plan = { day, leaf: leafOf(round, due), told };
  if (asked.length === 0) return { ...plan, refunds: [], appeals: [] };
  const pkSigns = asked.map(({ pkSign }) => pkSign);
  const { heads } = await store.standing(pkSigns, []);
  const stakes = await store.stakes(pkSigns);
  const notices = await store.notices();
  const rulings = newestRulings(notices);
  const trust = trustOf(notices);
  const refunds: Refund[] = [];
  const appeals: Appeal[] = [];
  for (const [at, it] of asked.entries()) {
    const head = heads[at];
    const stake = stakes[at];
    const accepted = stake?.accepted ?? null;
    if (head === null || head === undefined || accepted === null) continue;
    const ruling = rulings.get(toBase64Url(head.report));
    if (it.kind === "appeal") appeals.push(...appealOf(it, head, ruling));
    else if (stake?.asked === false && ruling?.ruling !== "abuse") {
      const acceptedMs = roundSpan(accepted, roundMs).untilMs;
      const isDue = acceptedMs + stakeDays * dayMs <= fromMs;
      if (isDue && withAncestors(trust, head.class).includes(it.class)) refunds.push(it);
    }
  }
  return {
    ...plan,
    refunds: onceEach(refunds).slice(0, roundRefundsMax),
    appeals: appeals.slice(0, roundAppealsMax),
  };
}

/** An appeal is against the ruling that stands; one against another says nothing any more. */
function appealOf(
  { ruling: number, text }: ExaminedAppeal,
  { report }: ReportHead,
  ruling: RulingLeaf | undefined,
): Appeal[] {
  if (ruling?.ruling !== "abuse" || ruling.number !== number) return [];
  return [{ report, ruling: number, text }];
}

/** Of two under one pseudonym the same one wins, whichever came first. */
function onceEach(refunds: readonly Refund[]): Refund[] {
  const sorted = refunds.toSorted((a, b) => Buffer.compare(a.request, b.request));
  const first = new Map(sorted.toReversed().map((it) => [toHex(it.pkSign), it]));
  return [...first.values()].map(({ pkSign, keyId, request }) => ({ pkSign, keyId, request }));
}

function leafOf(round: Round, due: readonly Refund[]): RefundsLeaf | undefined {
  if (due.length === 0) return undefined;
  const byKey = new Map<string, string[]>();
  for (const { keyId, request } of due) {
    const id = toBase64Url(keyId);
    byKey.set(id, [...(byKey.get(id) ?? []), toBase64Url(request)]);
  }
  const keys = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    kind: "refunds",
    round,
    keys: keys.map(([keyId, requests]) => ({ keyId, requests: requests.sort() })),
  };
}

function newestRulings(notices: readonly StoredNotice[]): Map<string, RulingLeaf> {
  const rulings = new Map<string, RulingLeaf>();
  for (const { kind, leaf } of notices) {
    if (kind !== "ruling") continue;
    const it = parseLeaf(leaf);
    if (it.kind !== "ruling") continue;
    const known = rulings.get(it.report);
    if (known === undefined || known.number < it.number) rulings.set(it.report, it);
  }
  return rulings;
}
