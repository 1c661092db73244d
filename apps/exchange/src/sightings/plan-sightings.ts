/**
 * What a round does with the sealed sightings that are good by themselves: each token once, and one leaf
 * that says which were taken and which tags now have several, in orders that say nothing of what came when
 * or together. PROTOCOL §3, §4.
 */

import { compareBytes, concatBytes, type Round, toBase64Url, toHex } from "@tocsin/kernel";
import type { ExchangeStore, StoredTag, TagStanding, TagWithdrawal } from "@tocsin/store";
import {
  pairsInLineMax,
  pairsInRoundMax,
  type SightingsLeaf,
  submissionCountOf,
} from "@tocsin/wire";

import type { ExaminedSighting, ExaminedTag } from "./examine-sighting.ts";

export interface SightingsPlan {
  /** In the order of tags and keys. */
  readonly taken: readonly ExaminedTag[];
  readonly withdrawals: readonly TagWithdrawal[];
  /** What everyone is told; undefined where nothing was taken. */
  readonly leaf: SightingsLeaf | undefined;
}

/** Tags looked up at a time. */
const tagsAtOnce = 2048;

/** Reads what the plan depends on. */
export async function plannedSightings(
  store: Pick<ExchangeStore, "standing" | "tagged">,
  examined: readonly ExaminedSighting[],
  round: Round,
  day: number,
): Promise<SightingsPlan> {
  const withdrawals = examined.flatMap((it) => (it.kind === "tag-off" ? it.withdrawal : []));
  const tags = examined.filter((it) => it.kind === "tag");
  if (tags.length === 0) return { taken: [], withdrawals, leaf: undefined };
  const { spent } = await store.standing(
    [],
    tags.map(({ spend }) => spend),
  );
  const taken = payingTags(tags, spent);
  if (taken.length === 0) return { taken, withdrawals, leaf: undefined };
  const asked = tagsIn(taken);
  const standings: TagStanding[] = [];
  for (let from = 0; from < asked.length; from += tagsAtOnce) {
    const some = asked.slice(from, from + tagsAtOnce);
    standings.push(...(await store.tagged(some, day, pairsInLineMax)));
  }
  return { taken, withdrawals, leaf: sightingsLeafOf(round, taken, standings) };
}

/** One of each token, in the order of tags and keys. `spent`: in the order given. */
export function payingTags(
  examined: readonly ExaminedTag[],
  spent: readonly boolean[],
): ExaminedTag[] {
  const sorted = examined.filter((_, at) => spent[at] !== true).sort(byTagAndKey);
  const tokens = new Set<string>();
  return sorted.filter(({ spend }) => {
    const id = toHex(spend.id);
    if (tokens.has(id)) return false;
    tokens.add(id);
    return true;
  });
}

/** Each tag once, in order. */
export function tagsIn(taken: readonly ExaminedTag[]): Uint8Array[] {
  return groupsOf(taken).map(([first]) => first.tag.tag);
}

/** The leaf of the round; `standings`: what lived under each of `tagsIn(taken)` before it. */
export function sightingsLeafOf(
  round: Round,
  taken: readonly ExaminedTag[],
  standings: readonly TagStanding[],
): SightingsLeaf {
  const lines = groupsOf(taken).flatMap((group, at) => lineOf(group, standings[at]) ?? []);
  let pairs = 0;
  const fitting = lines.filter((line) => (pairs += line.pairs.length) <= pairsInRoundMax);
  return {
    v: 1,
    kind: "sightings",
    round,
    taken: toBase64Url(concatBytes(...taken.map((it) => it.taken).sort(compareBytes))),
    matches: fitting.map(({ tag, submissions, pairs: of }) => ({
      tag: toBase64Url(tag),
      count: submissionCountOf(submissions),
      pairs: toBase64Url(concatBytes(...of.flatMap(({ pk, mac }) => [pk, mac]))),
    })),
    left: lines.length - fitting.length,
  };
}

interface Line {
  readonly tag: Uint8Array;
  readonly submissions: number;
  readonly pairs: readonly StoredTag[];
}

/** Undefined for a tag that only one sighting has. */
function lineOf([first, ...rest]: Group, standing: TagStanding | undefined): Line | undefined {
  const known = standing ?? { count: 0, pairs: [] };
  const seen = new Set(known.pairs.map(({ pk }) => toHex(pk)));
  const fresh: StoredTag[] = [];
  for (const { tag } of [first, ...rest]) {
    const key = toHex(tag.pk);
    if (seen.has(key)) continue;
    seen.add(key);
    fresh.push(tag);
  }
  const submissions = known.count + fresh.length;
  if (submissions < 2) return undefined;
  const pairs = [...fresh, ...known.pairs]
    .slice(0, pairsInLineMax)
    .sort((a, b) => compareBytes(a.pk, b.pk));
  return { tag: first.tag.tag, submissions, pairs };
}

type Group = readonly [ExaminedTag, ...ExaminedTag[]];

/** Those of one tag stand together: they are in order. */
function groupsOf(taken: readonly ExaminedTag[]): Group[] {
  const groups = new Map<string, [ExaminedTag, ...ExaminedTag[]]>();
  for (const it of taken) {
    const tag = toHex(it.tag.tag);
    const group = groups.get(tag);
    if (group === undefined) groups.set(tag, [it]);
    else group.push(it);
  }
  return [...groups.values()];
}

function byTagAndKey(a: ExaminedTag, b: ExaminedTag): number {
  return (
    compareBytes(a.tag.tag, b.tag.tag) ||
    compareBytes(a.tag.pk, b.tag.pk) ||
    compareBytes(a.spend.id, b.spend.id)
  );
}
