/** How a source of hits goes, counted since the node's start. Counts and codes, never a value. */

import { TocsinError } from "@tocsin/kernel";
import type { HitSourceView } from "@tocsin/wire/node-api";

import type { SightingValue } from "../matching/sighting-values.ts";
import type { IsOwn } from "./own-values.ts";

export type Standing = Pick<
  HitSourceView,
  "taken" | "refused" | "dropped" | "added" | "known" | "left" | "code" | "lastMs" | "state"
>;

export function newStanding(): Standing {
  const counts = { taken: 0, refused: 0, dropped: 0, added: 0, known: 0, left: 0 };
  return { ...counts, state: "starting", code: null, lastMs: null };
}

export interface HitPorts {
  readonly sightings: {
    add(request: {
      readonly source: string;
      readonly values: readonly SightingValue[];
    }): Promise<{ added: number; known: number; refused: number }>;
  };
  /** As the profile stands now. Throws `profile-empty`. */
  readonly isOwn: () => IsOwn;
  readonly now: () => number;
}

/** As many as the node keeps in one step. */
const atOnceMax = 5000;

/** All of the values that are not our own become sightings; what is there already stays as it is. */
export async function takeHits(
  { sightings, isOwn, now }: HitPorts,
  source: string,
  values: readonly SightingValue[],
  standing: Standing,
): Promise<void> {
  const own = isOwn();
  const others = values.filter(({ type, value }) => !own(type, value));
  standing.left += values.length - others.length;
  for (let at = 0; at < others.length; at += atOnceMax) {
    const some = others.slice(at, at + atOnceMax);
    const { added, known, refused } = await sightings.add({ source, values: some });
    standing.added += added;
    standing.known += known;
    standing.left += refused;
  }
  standing.lastMs = now();
}

export function codeOf(error: unknown): string {
  return error instanceof TocsinError ? error.code : "invariant-broken";
}
