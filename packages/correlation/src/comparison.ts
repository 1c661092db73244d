/**
 * A new report against those that are kept. Candidates are those that share something rare; the
 * best of them are weighed in full, kind by kind, and the log-odds of the kinds are added.
 */

import { type EncodedKind, numberOf, ruleOf } from "./encoded-features.ts";
import { allItems, sharedItem } from "./evidence.ts";
import { postingsMax } from "./posting-table.ts";
import { isCounted, packedCount, packedId } from "./report-words.ts";

/** Which reports have a feature, how usual it is, and what a report has: in memory or on a disk. */
export interface FeatureIndex {
  /** How many reports have it. */
  count(id: number, place: number): number;
  /** Calls for each report that has it; for none where too many have. */
  eachReport(id: number, place: number, visit: (report: number) => void): void;
  /** The class of its token: a few of one group are looked at, not all. */
  groupOf(report: number): string;
  /** Share of all items of the kind that are this one, never 0. */
  usualShare(kind: number, id: number, place: number): number;
  /** Calls for each kind of a stored report with the place of its words. */
  eachKind(
    report: number,
    visit: (kind: number, mass: number, from: number, to: number) => void,
  ): void;
  /** Of the report that `eachKind` goes through. */
  word(at: number): number;
}

/** How many candidates are weighed in full, and of one group no more than a part of them. */
const candidatesMax = 20;
const groupPart = 4;
/** Roughly one rare value, or a few rare runs of letters: less than this ties nobody. */
const roughMin = 0.3;
/** What one report says counts no more than this many items of a kind. */
const massMax = 30;

export interface KindEvidence {
  readonly kind: number;
  /** Log-likelihood ratio of one source against two. */
  readonly ratio: number;
  /** Places in the new report's list of that kind. */
  readonly shared: readonly number[];
}

export interface Compared {
  readonly report: number;
  readonly evidence: readonly KindEvidence[];
  /** How much both say together: long lists meet by chance. */
  readonly size: number;
}

/** Reports looked at for one new one: the rarest features come first, and hostile ones end here. */
const visitsMax = 2048;

interface Probe {
  readonly id: number;
  readonly place: number;
  readonly rarity: number;
}

/** The reports that share most with the new one, roughly: rarity added up. */
export function candidatesOf(
  index: FeatureIndex,
  features: readonly EncodedKind[],
  except: number,
  most = candidatesMax,
): number[] {
  const found = new Map<number, number>();
  let visits = 0;
  for (const probes of probesByCount(index, features)) {
    for (const { id, place, rarity } of probes) {
      if (visits >= visitsMax) return best(index, found, except, most);
      index.eachReport(id, place, (report) => {
        visits += 1;
        found.set(report, (found.get(report) ?? 0) + rarity);
      });
    }
  }
  return best(index, found, except, most);
}

/** Features that few reports have, by how many have them. */
function probesByCount(index: FeatureIndex, features: readonly EncodedKind[]): Probe[][] {
  const byCount: Probe[][] = Array.from({ length: postingsMax + 1 }, () => []);
  for (const { kind, ids, places } of features) {
    const { indexed, prior, share } = ruleOf(kind);
    if (!indexed) continue;
    for (let at = 0; at < ids.length; at += 1) {
      const id = ids[at] ?? 0;
      const place = places[at] ?? 0;
      const count = index.count(id, place);
      const rarity = (prior * share) / Math.sqrt(count);
      if (count > 0) byCount[count]?.push({ id, place, rarity });
    }
  }
  return byCount;
}

/** The highest scores, those of one group at most a part of all. */
function best(
  index: FeatureIndex,
  found: ReadonlyMap<number, number>,
  except: number,
  most: number,
): number[] {
  const reports = highest(found, except, most);
  const isSpread = reports.length < most || ofEachGroup(index, reports, most).length === most;
  return isSpread ? reports : ofEachGroup(index, highest(found, except, found.size), most);
}

/** The highest scores, kept in order while the others pass by. */
function highest(found: ReadonlyMap<number, number>, except: number, most: number): number[] {
  const reports: number[] = [];
  const scores: number[] = [];
  for (const [report, score] of found) {
    if (report === except || score < roughMin) continue;
    if (scores.length === most && score <= (scores.at(-1) ?? 0)) continue;
    let at = scores.length;
    while (at > 0 && (scores[at - 1] ?? 0) < score) at -= 1;
    scores.splice(at, 0, score);
    reports.splice(at, 0, report);
    if (scores.length > most) {
      scores.pop();
      reports.pop();
    }
  }
  return reports;
}

/** The first of the reports, a group's share of them at most. */
function ofEachGroup(index: FeatureIndex, ranked: readonly number[], most: number): number[] {
  const groups = new Map<string, number>();
  const reports: number[] = [];
  for (const report of ranked) {
    const group = index.groupOf(report);
    const before = groups.get(group) ?? 0;
    if (before * groupPart >= most) continue;
    groups.set(group, before + 1);
    reports.push(report);
    if (reports.length === most) break;
  }
  return reports;
}

/** Usual shares of the new report's features, looked up once for all candidates. */
export function sharesOf(index: FeatureIndex, features: readonly EncodedKind[]): Float64Array[] {
  return features.map(({ kind, ids, places }) =>
    Float64Array.from(ids, (id, at) => index.usualShare(kind, id, places[at] ?? 0)),
  );
}

export function compare(
  index: FeatureIndex,
  features: readonly EncodedKind[],
  shares: readonly Float64Array[],
  report: number,
): Compared {
  const evidence: KindEvidence[] = [];
  let at = 0;
  let values = 0;
  index.eachKind(report, (kind, mass, from, to) => {
    if (kind === valueKind) values = to - from;
    while ((features[at]?.kind ?? Infinity) < kind) at += 1;
    const own = features[at];
    const usual = shares[at];
    if (own?.kind !== kind || usual === undefined) return;
    evidence.push(compareKind(index, own, usual, { mass, from, to }));
  });
  const own = features[0]?.kind === valueKind ? features[0].ids.length : 0;
  return { report, evidence, size: Math.log1p(own) + Math.log1p(values) };
}

const valueKind = numberOf("value");

interface Stored {
  readonly mass: number;
  readonly from: number;
  readonly to: number;
}

function compareKind(
  index: FeatureIndex,
  own: EncodedKind,
  usual: Float64Array,
  stored: Stored,
): KindEvidence {
  const { kind, ids, counts, mass } = own;
  const { spread, share } = ruleOf(kind);
  const ownScale = share * Math.min(1, massMax / mass);
  const otherScale = share * Math.min(1, massMax / stored.mass);
  const isPacked = isCounted(kind);
  const shared: number[] = [];
  let ratio = -allItems(spread, mass * ownScale, stored.mass * otherScale);
  let other = stored.from;
  for (let at = 0; at < ids.length && other < stored.to; at += 1) {
    const id = isPacked ? packedId(ids[at] ?? 0) : (ids[at] ?? 0);
    while (other < stored.to && idAt(index, other, isPacked) < id) other += 1;
    if (other === stored.to || idAt(index, other, isPacked) !== id) continue;
    const theirs = isPacked ? packedCount(index.word(other)) : 1;
    const pseudo = spread * (usual[at] ?? 1);
    ratio += sharedItem(pseudo, (counts[at] ?? 1) * ownScale, theirs * otherScale);
    shared.push(at);
  }
  return { kind, ratio, shared };
}

function idAt(index: FeatureIndex, at: number, isPacked: boolean): number {
  const word = index.word(at);
  return isPacked ? packedId(word) : word;
}
