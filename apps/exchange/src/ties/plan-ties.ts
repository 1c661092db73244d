/**
 * What a round does with what was said of two reports: each token and each lock once, and a leaf for each pair
 * whose counts of some class come into another bucket. Only of reports that stand, and only where one audience
 * may read both: others would learn that there is another report. PROTOCOL §4, §7.
 */

import { compareBytes, type Round, toBase64Url, toHex } from "@tocsin/kernel";
import type { ExchangeStore, ReportHead, ReportPair, TieTally, TieVote } from "@tocsin/store";
import {
  type Audience,
  parseMessage,
  readersOfBoth,
  tiesLeaf,
  type TiesLeaf,
  voteBucketOf,
} from "@tocsin/wire";

import { roundVotesMax } from "../limits.ts";
import type { ExaminedTie, ExaminedTieSaying } from "./examine-tie.ts";

export interface TiesPlan {
  /** In the order of locks. */
  readonly taken: readonly CountedTie[];
  /** What is taken back. */
  readonly back: readonly TieVote[];
  /** For the next round: there was no room. */
  readonly carried: readonly ExaminedTie[];
  /** In the order of pairs. */
  readonly leaves: readonly { readonly audience: Audience; readonly leaf: TiesLeaf }[];
}

interface CountedTie {
  readonly said: ExaminedTie;
  readonly tie: TieVote;
}

type TieStore = Pick<ExchangeStore, "standing" | "tieTallies" | "tiesUnder">;

export async function plannedTies(
  store: TieStore,
  said: readonly ExaminedTieSaying[],
  round: Round,
): Promise<TiesPlan> {
  if (said.length === 0) return { taken: [], back: [], carried: [], leaves: [] };
  const counted = await countedTies(
    store,
    said.filter((it) => it.kind === "tie"),
  );
  const taken = counted.slice(0, roundVotesMax);
  const locks = said.filter((it) => it.kind === "tie-off").map(({ lock }) => lock);
  const back = await takenBack(store, locks, taken);
  const pairs = changedPairs(taken, back);
  const before = await store.tieTallies(pairs);
  return {
    taken,
    back,
    carried: counted.slice(roundVotesMax).map((it) => it.said),
    leaves: pairs.flatMap((pair, at) => {
      const was = before[at] ?? [];
      const is = after(was, pair);
      return isTold(was, is)
        ? [{ audience: pair.audience, leaf: tiesLeafOf(round, pair, is) }]
        : [];
    }),
  };
}

/** Each token and each lock once, whichever came first; in the order of locks. */
async function countedTies(store: TieStore, ties: readonly ExaminedTie[]): Promise<CountedTie[]> {
  const { heads, spent } = await store.standing(
    ties.flatMap(({ a, b }) => [a, b]),
    ties.map(({ spend }) => spend),
  );
  const under = await store.tiesUnder(ties.map(({ lock }) => lock));
  const good = ties.flatMap((said, at): CountedTie[] => {
    if (spent[at] === true || (under[at] ?? null) !== null) return [];
    const tie = tieOf(said, heads[2 * at] ?? null, heads[2 * at + 1] ?? null);
    return tie === undefined ? [] : [{ said, tie }];
  });
  good.sort(
    (x, y) =>
      compareBytes(x.tie.lock, y.tie.lock) ||
      compareBytes(x.said.json, y.said.json) ||
      compareBytes(x.said.spend.id, y.said.spend.id),
  );
  const seen = new Set<string>();
  return good.filter(({ said: { spend, lock } }) => {
    const names = [`token ${toHex(spend.id)}`, `lock ${toHex(lock)}`];
    if (names.some((it) => seen.has(it))) return false;
    for (const it of names) seen.add(it);
    return true;
  });
}

function tieOf(
  { lock, says, class: of }: ExaminedTie,
  a: ReportHead | null,
  b: ReportHead | null,
): TieVote | undefined {
  if (a === null || b === null || a.withdrawn || b.withdrawn) return undefined;
  const audience = readersOfBoth(a.audience, b.audience);
  if (audience === undefined) return undefined;
  // In the order of their names, as nodes write them.
  const isFirst = toBase64Url(a.report) < toBase64Url(b.report);
  const [first, second] = isFirst ? [a, b] : [b, a];
  return { a: first.report, b: second.report, lock, class: of, says, audience };
}

/** Each once; what came in this round can be taken back in it. */
async function takenBack(
  store: TieStore,
  locks: readonly Uint8Array[],
  taken: readonly CountedTie[],
): Promise<TieVote[]> {
  const fresh = new Map(taken.map(({ tie }) => [toHex(tie.lock), tie]));
  const stored = await store.tiesUnder(locks);
  const back = new Map<string, TieVote>();
  for (const [at, lock] of locks.entries()) {
    const tie = stored[at] ?? fresh.get(toHex(lock));
    if (tie !== undefined) back.set(toHex(lock), tie);
  }
  return [...back.values()];
}

/** Two reports of which something is said in this round. */
interface ChangedPair extends ReportPair, Pick<TieVote, "audience"> {
  readonly steps: { readonly tie: TieVote; readonly by: 1 | -1 }[];
}

/** Each once, in order. */
function changedPairs(taken: readonly CountedTie[], back: readonly TieVote[]): ChangedPair[] {
  const pairs = new Map<string, ChangedPair>();
  const step = (tie: TieVote, by: 1 | -1): void => {
    const { a, b, audience } = tie;
    const name = toHex(a) + toHex(b);
    const pair = pairs.get(name) ?? { a, b, audience, steps: [] };
    pair.steps.push({ tie, by });
    pairs.set(name, pair);
  };
  for (const { tie } of taken) step(tie, 1);
  for (const tie of back) step(tie, -1);
  return [...pairs].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, pair]) => pair);
}

/** The counts of a pair once the round is over. */
function after(was: readonly TieTally[], { steps }: ChangedPair): TieTally[] {
  const counts = new Map(was.map((it) => [keyOf(it), it]));
  for (const { tie, by } of steps) {
    const known = counts.get(keyOf(tie)) ?? { class: tie.class, says: tie.says, votes: 0 };
    counts.set(keyOf(tie), { ...known, votes: known.votes + by });
  }
  return [...counts.values()]
    .filter(({ votes }) => votes > 0)
    .sort((x, y) => (keyOf(x) < keyOf(y) ? -1 : 1));
}

function keyOf({ class: of, says }: Pick<TieTally, "class" | "says">): string {
  return `${of} ${says}`;
}

function isTold(was: readonly TieTally[], is: readonly TieTally[]): boolean {
  const told = (tallies: readonly TieTally[]): string =>
    tallies
      .map((it) => `${keyOf(it)} ${voteBucketOf(it.votes)}`)
      .sort()
      .join("\n");
  return told(was) !== told(is);
}

function tiesLeafOf(round: Round, { a, b }: ReportPair, counts: readonly TieTally[]): TiesLeaf {
  return parseMessage(tiesLeaf, {
    ...{ kind: "ties", round, a: toBase64Url(a), b: toBase64Url(b) },
    counts: counts.map(({ class: of, says, votes }) => ({
      ...{ class: of, says, votes: voteBucketOf(votes) },
    })),
  });
}
