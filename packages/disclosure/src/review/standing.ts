/**
 * Whether a standing approval of counsel covers a draft: values of the named kinds from the named source,
 * and nothing else. Anything that a person would have to judge falls out of it.
 */

import type { ReportFrame, ReviewItem, ShareTerms, StandingTerms } from "@tocsin/wire";
import type { FindingKind } from "../finding-kinds.ts";
import { isLooser } from "./marking.ts";

export interface StandingCase {
  /** Name under which the source handed in the draft. */
  readonly source: string;
  readonly items: readonly ReviewItem[];
  readonly frame: ReportFrame;
  readonly terms: ShareTerms;
  readonly amends: string | null;
  readonly overridden: ReadonlyMap<string, readonly FindingKind[]>;
  readonly today: string;
  readonly uses: number;
}

/** Why it does not cover the draft; undefined where it does. */
export function whyNotCovered(standing: StandingTerms, it: StandingCase): string | undefined {
  const sent = it.items.filter((item) => item.decision === "send");
  if (standing.until < it.today) return "expired";
  if (it.uses >= standing.usesMax) return "used-up";
  if (it.amends !== null) return "amendment";
  if (it.source !== standing.source) return "source";
  if (!standing.audiences.includes(it.terms.audience)) return "audience";
  if (isLooser(it.terms.tlp, standing.tlp)) return "tlp";
  if (sent.length > standing.observablesMax) return "too-many";
  if (it.frame.region !== null || it.frame.size !== null) return "names-author";
  if (it.overridden.size > 0 || sent.some((item) => item.reason !== null)) return "needs-judgement";
  if (!sent.every((item) => isCovered(standing, item))) return "kind";
  return undefined;
}

function isCovered({ kinds }: StandingTerms, item: ReviewItem): boolean {
  if (item.part !== "observable" || item.proposal !== "send") return false;
  return kinds.some(
    ({ type, role }) => type === item.type && (role === null || role === item.role),
  );
}
