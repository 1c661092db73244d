/** The size of the crowd as the reviewer sees it, and whether the draft may leave. PROTOCOL §6. */

import { crowdCounts, type CrowdView, type Draft, type Revealed } from "@tocsin/wire";
import { countCrowd, countedSorts, type CrowdCounts, unionOf } from "./count.ts";
import { cheapestGeneralisation, revealedBy, type Saying } from "./generalise.ts";

export type { Saying } from "./generalise.ts";

const shownRegionsMax = 5;

export interface CrowdVerdict {
  readonly view: CrowdView;
  readonly blockers: Draft["blockers"];
  /** All that has been said under the pseudonym once this leaves. */
  readonly revealed: Revealed;
}

export function judgeCrowd(counts: CrowdCounts, said: Revealed, saying: Saying): CrowdVerdict {
  const says = revealedBy(saying);
  const { members, facts } = countCrowd(counts, said, says);
  const cheapest = cheapestGeneralisation(counts, said, saying);
  const proposal =
    cheapest === undefined ? null : { moves: [...cheapest.moves], members: cheapest.members };
  const counted = countedSorts(counts, unionOf(said, says).class);
  const isRefused = members < crowdCounts.refusedBelow;
  const uncounted = [uncountedRegion(saying, counted), uncountedSize(saying, counted)];
  const causes = uncounted.filter((it) => it !== undefined);
  return {
    view: { members, facts: [...facts], counted, proposal },
    blockers: !isRefused ? [] : causes.length > 0 ? causes : [blocker(members, proposal)],
    revealed: unionOf(said, says),
  };
}

/** A word that no count tells of fits nobody, however many members there may be. */
function uncountedRegion({ region }: Saying, { regions }: CrowdView["counted"]) {
  if (region === null || regions.includes(region)) return undefined;
  const choice = regions.length === 0 ? "" : `Choose one of ${shown(regions)}, or `;
  const fix = choice === "" ? "Leave it out." : `${choice}leave it out.`;
  return {
    code: "crowd-too-small",
    why: `No count of members tells of the region "${region}", so nobody is known to fit. ${fix}`,
  };
}

function uncountedSize({ size }: Saying, { sizes }: CrowdView["counted"]) {
  if (size === null || sizes.some((it) => it === size)) return undefined;
  return {
    code: "crowd-too-small",
    why: "No count of members tells of this size, so nobody is known to fit. Leave the size out.",
  };
}

function shown(regions: readonly string[]): string {
  const more = regions.length > shownRegionsMax ? `, … (${regions.length})` : "";
  return `${regions.slice(0, shownRegionsMax).join(", ")}${more}`;
}

function blocker(members: number, proposal: CrowdView["proposal"]): Draft["blockers"][number] {
  const who = members === 1 ? "1 member" : `${members} members`;
  const few = `Only ${who} could have written this, fewer than ${crowdCounts.refusedBelow}.`;
  const fix =
    proposal === null
      ? "Say less of where it happened and on what, or wait until more have joined."
      : `Generalise it: then ${proposal.members} could have.`;
  return { code: "crowd-too-small", why: `${few} ${fix}` };
}
