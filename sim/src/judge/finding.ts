/** What one attack found, against its threshold and beside a leak that was planted to be found. */

import type { Score } from "./tally.ts";

/** What the adversary has. */
export type View =
  | "exchange's database and logs"
  | "exchange + issuer"
  | "exchange + key holder"
  | "relay + feed"
  | "relay + feed + database"
  | "relay + exchange"
  | "one key holder"
  | "any reader"
  | "any member"
  | "dishonest issuer"
  | "dishonest relay"
  | "the line to a node";

/** The figure must not be above, or not be below. */
export type Threshold = { readonly most: number } | { readonly least: number };

export interface Finding {
  readonly attack: string;
  readonly view: View;
  /** What is special about this row; empty where nothing is. */
  readonly note: string;
  readonly members: number;
  /** Reports or other acts that were judged. */
  readonly cases: number;
  readonly figure: Figure;
  readonly threshold: Threshold;
  /** The same measure where a node misbehaves on purpose; null where a row shares another's plant. */
  readonly plant: {
    readonly what: string;
    readonly value: number;
    readonly caught: boolean;
  } | null;
  /**
   * "holds": within the threshold. "LEAKS": not, and nobody said so. "admitted": not, and the threat
   * model says so with this figure.
   */
  readonly verdict: "holds" | "LEAKS" | "admitted";
}

export interface Figure {
  readonly name: "AUC" | "smallest set" | "median set" | "share" | "count" | "bits";
  readonly value: number;
  /** Standard error of the mean. */
  readonly error: number | null;
  /** Beside an AUC: share of right guesses, and median size of the top set. */
  readonly top1: number | null;
  readonly topSet: number | null;
}

export function aucFigure({ auc, error, top1, topSet }: Score): Figure {
  return { name: "AUC", value: auc, error, top1, topSet };
}

/** Of a choice between two things or among things that are no members. */
export function choiceFigure({ auc, error }: Score): Figure {
  return { name: "AUC", value: auc, error, top1: null, topSet: null };
}

export function plainFigure(name: Figure["name"], value: number): Figure {
  return { name, value, error: null, top1: null, topSet: null };
}

/** An adversary that is wrong more often than chance needs only to turn its guess round. */
export function strength({ name, value }: Pick<Figure, "name" | "value">): number {
  return name === "AUC" ? Math.max(value, 1 - value) : value;
}

export function isWithin(figure: Pick<Figure, "name" | "value">, threshold: Threshold): boolean {
  const value = strength(figure);
  return "most" in threshold ? value <= threshold.most : value >= threshold.least;
}

export interface Judged extends Omit<Finding, "verdict" | "plant" | "note"> {
  readonly note?: string;
  readonly plant?: { readonly what: string; readonly figure: Figure };
  /** The threat model says that this does not hold. */
  readonly admitted?: boolean;
}

export function judge({ plant, admitted = false, note = "", ...given }: Judged): Finding {
  const { figure, threshold } = given;
  const caught = plant !== undefined && !isWithin(plant.figure, threshold);
  return {
    ...given,
    note,
    plant: plant === undefined ? null : { what: plant.what, value: plant.figure.value, caught },
    verdict: isWithin(figure, threshold) ? "holds" : admitted ? "admitted" : "LEAKS",
  };
}

/** Nothing unknown leaks, and every plant is seen: else the suite proves nothing. */
export function isGood({ verdict, plant }: Finding): boolean {
  return verdict !== "LEAKS" && plant?.caught !== false;
}
