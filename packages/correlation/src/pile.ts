/**
 * Evidence that only a pile of incidents gives, because it has to be seen whole: whether two are of one
 * theme, and whether their names are made alike. Who compares reports one by one does without.
 */

import type { Compared, KindEvidence } from "./comparison.ts";
import { type EncodedKind, numberOf } from "./encoded-features.ts";
import { Styles } from "./styles.ts";
import { Themes } from "./themes.ts";

/** In fewer there are no themes, and in more finding them takes too much memory. */
export const pileMin = 500;
export const pileMax = 5000;

/** As like as two are that have something in common: more speaks for one source. */
const usualLikeness = 0.2;
const usualDifference = 0.65;

const theme = numberOf("theme");
const style = numberOf("style");

export class Pile {
  readonly #themes: Themes;
  readonly #styles: Styles;

  constructor(incidents: readonly (readonly EncodedKind[])[]) {
    this.#themes = new Themes(incidents);
    this.#styles = new Styles(incidents);
  }

  /** What both share themselves, and what the pile says of them. */
  add(compared: Compared, a: number): Compared {
    const likeness = this.#themes.likeness(a, compared.report);
    const difference = this.#styles.difference(a, compared.report);
    const evidence = [...compared.evidence];
    if (likeness !== undefined) evidence.push(evidenceOf(theme, likeness - usualLikeness));
    if (difference !== undefined) evidence.push(evidenceOf(style, usualDifference - difference));
    return { ...compared, evidence };
  }
}

/** A weight for evidence counts for its logarithm: here for each unit above what is usual. */
function evidenceOf(kind: number, above: number): KindEvidence {
  return { kind, ratio: above > 0 ? Math.expm1(above) : above, shared: [] };
}
