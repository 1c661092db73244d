/**
 * Links and campaigns beside the actors that analysts named: for a precision of pairs, how many incidents
 * have a right link; for campaigns, B-cubed.
 */

import type { Incident, IncidentLink } from "@tocsin/correlation";

const levels = [0.95, 0.914, 0.85, 0.8, 0.749];

export interface Judged {
  readonly a: number;
  readonly b: number;
  readonly odds: number;
  readonly isRight: boolean;
}

export interface Point {
  readonly level: number;
  readonly linked: number;
  readonly pairs: number;
  readonly odds: number;
}

/** For each precision, how many incidents have a right link where the links above are that precise. */
export function frontier(judged: readonly Judged[]): Point[] {
  const sorted = [...judged].sort((x, y) => y.odds - x.odds);
  const best = new Map<number, Point>();
  const linked = new Set<number>();
  let right = 0;
  for (const [at, { a, b, odds, isRight }] of sorted.entries()) {
    if (isRight) {
      right += 1;
      linked.add(a).add(b);
    }
    for (const level of levels) {
      if (right / (at + 1) >= level)
        best.set(level, { level, linked: linked.size, pairs: at + 1, odds });
    }
  }
  return levels.map((level) => best.get(level) ?? { level, linked: 0, pairs: 0, odds: Infinity });
}

/** How many incidents have their own actor's as their strongest link. */
export function nearestRight(judged: readonly Judged[]): number {
  const nearest = new Map<number, Judged>();
  for (const pair of judged) {
    for (const at of [pair.a, pair.b]) {
      if (pair.odds > (nearest.get(at)?.odds ?? -Infinity)) nearest.set(at, pair);
    }
  }
  return [...nearest.values()].filter(({ isRight }) => isRight).length;
}

export function judge(links: readonly IncidentLink[], actors: readonly string[]): Judged[] {
  return links.map(({ a, b, odds }) => ({ a, b, odds, isRight: actors[a] === actors[b] }));
}

/** Sharing any value, as it stands. */
export function judgeExact(incidents: readonly Incident[], actors: readonly string[]): Judged[] {
  const having = new Map<string, Set<number>>();
  for (const [at, { indicators }] of incidents.entries()) {
    for (const { type, value } of indicators) {
      const key = `${type} ${value}`;
      having.set(key, (having.get(key) ?? new Set<number>()).add(at));
    }
  }
  const pairs = new Map<string, Judged>();
  for (const found of having.values()) {
    for (const a of found) {
      for (const b of found) {
        if (a < b) pairs.set(`${a} ${b}`, { a, b, odds: 1, isRight: actors[a] === actors[b] });
      }
    }
  }
  return [...pairs.values()];
}

export interface Cubed {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** B-cubed: for each incident, who else is in its campaign. Bagga and Baldwin 1998. */
export function cubed(campaigns: readonly (readonly number[])[], actors: readonly string[]): Cubed {
  const campaignOf = new Map(
    campaigns.flatMap((reports) => reports.map((it) => [it, reports] as const)),
  );
  let precision = 0;
  let recall = 0;
  for (const [at, actor] of actors.entries()) {
    const reports = campaignOf.get(at) ?? [at];
    const right = reports.filter((it) => actors[it] === actor).length;
    precision += right / reports.length / actors.length;
    recall += right / actors.filter((it) => it === actor).length / actors.length;
  }
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

export function connected(judged: readonly Judged[], count: number): number[][] {
  const root = Array.from({ length: count }, (_, at) => at);
  const find = (at: number): number => (root[at] === at ? at : find(root[at] ?? at));
  for (const { a, b } of judged) root[find(a)] = find(b);
  return [...Map.groupBy(root.keys(), find).values()];
}
