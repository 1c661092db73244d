/** The size of the crowd as the reviewer sees it, and whether the draft may leave. PROTOCOL §6. */

import { crowdCounts, type CrowdView, type Draft, type Revealed } from "@tocsin/wire";
import { countCrowd, type CrowdCounts, unionOf } from "./count.ts";
import { cheapestGeneralisation, revealedBy, type Saying } from "./generalise.ts";

export type { Saying } from "./generalise.ts";

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
  return {
    view: { members, facts: [...facts], proposal },
    blockers: members < crowdCounts.refusedBelow ? [blocker(members, proposal)] : [],
    revealed: unionOf(said, says),
  };
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
