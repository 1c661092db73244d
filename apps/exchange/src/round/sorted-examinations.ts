/** What the frames of a round turned out to be, by who goes on with it. Of what was refused only the number stays. */

import type { ExaminedSighting } from "../sightings/examine-sighting.ts";
import type { ExaminedStake } from "../stakes/examine-stake.ts";
import type { ExaminedTieSaying } from "../ties/examine-tie.ts";
import type { Examination, Examined } from "./examine.ts";
import type { ExaminedParcel } from "./examine-parcel.ts";

export interface SortedExaminations {
  readonly examined: readonly Examined[];
  readonly parcels: readonly ExaminedParcel[];
  readonly sightings: readonly ExaminedSighting[];
  readonly stakes: readonly ExaminedStake[];
  readonly ties: readonly ExaminedTieSaying[];
  readonly refused: number;
}

type Good = Extract<Examination, { readonly ok: true }>;

export function sortedByKind(examinations: readonly Examination[]): SortedExaminations {
  const good = examinations.filter((it) => it.ok);
  return {
    examined: good.filter(isSubmission),
    parcels: good.filter(isMail),
    sightings: good.filter(isSighting),
    stakes: good.filter(isStake),
    ties: good.filter(isTie),
    refused: examinations.length - good.length,
  };
}

function isSubmission(it: Good): it is Examined {
  return "envelope" in it;
}

function isSighting(it: Good): it is ExaminedSighting {
  return it.kind === "tag" || it.kind === "tag-off";
}

function isStake(it: Good): it is ExaminedStake {
  return it.kind === "refund" || it.kind === "appeal";
}

function isTie(it: Good): it is ExaminedTieSaying {
  return it.kind === "tie" || it.kind === "tie-off";
}

function isMail(it: Good): it is ExaminedParcel {
  return it.kind === "message" || it.kind === "vote";
}
