/** A draft as it stands now: what would leave, byte for byte, or what stands in the way. */

import { type FindingKind, groupOf, judgeCrowd, narrative } from "@tocsin/disclosure";
import type { GateVerdict } from "@tocsin/disclosure/gate";
import { sha256 } from "@tocsin/crypto";
import { type Clock, dayOf, textOf, toBase64Url, utf8 } from "@tocsin/kernel";
import type { DraftRow, DraftStore } from "@tocsin/store";
import type { CrowdView, Draft, Revealed } from "@tocsin/wire";
import type { Protocol } from "../protocol.ts";
import { type Approval, approvalOf } from "./approving.ts";
import type { DraftContent, DraftOutline } from "./draft-content.ts";
import type { Inspector } from "./inspection/inspector.ts";
import type { Policy } from "./policy.ts";
import { saidBefore, sayingOf } from "./saying.ts";
import type { StandingApprovals } from "./standing.ts";

export interface GatingPorts {
  readonly inspector: Pick<Inspector, "gate">;
  readonly protocol: Pick<Protocol, "enrolled" | "classes" | "crowdCounts" | "report">;
  readonly drafts: Pick<DraftStore, "reviews">;
  readonly policy: Policy;
  readonly standing: Pick<StandingApprovals, "covering">;
  readonly clock: Clock;
}

/** What of a stored draft decides beside its content. */
export interface DraftPlace {
  readonly amends: string | null;
  /** Name under which the source was handed in. */
  readonly source: string;
}

export interface GatedDraft {
  readonly verdict: GateVerdict;
  readonly outline: DraftOutline;
  /** The exact bytes as text; null where something blocks. */
  readonly outgoing: string | null;
  readonly crowd: CrowdView | null;
  /** All that is said under the pseudonym once this has left; null where no directory tells. */
  readonly revealed: Revealed | null;
  readonly approval: Approval;
}

export async function gateDraft(
  ports: GatingPorts,
  content: DraftContent,
  place: DraftPlace,
): Promise<GatedDraft> {
  const { name, frame, terms, items } = content;
  const today = dayOf(ports.clock.now());
  const regime = ports.policy.regime()?.id ?? null;
  const proseAccepted = isProseAccepted(content);
  const { marked } = content;
  const draft = { frame, terms, items: [...items], regime, today, proseAccepted, marked };
  const verdict = await ports.inspector.gate(draft);
  const crowd = await crowdOf(ports, content, verdict, place.amends);
  const blockers = [...(verdict.ok ? [] : verdict.blockers), ...(crowd?.blockers ?? [])];
  const outgoingHash = verdict.ok && blockers.length === 0 ? verdict.hash : null;
  const covering =
    verdict.ok && ports.policy.persons === 2
      ? await ports.standing.covering({
          ...place,
          items,
          frame,
          terms,
          today,
          overridden: verdict.overridden,
        })
      : undefined;
  const approval = approvalOf(ports.policy, content, outgoingHash, covering);
  const outline: DraftOutline = {
    ...(name === undefined ? {} : { name }),
    frame,
    terms,
    regime,
    crowd: crowd?.view.members ?? null,
    blockers,
    outgoingHash,
    approval: approval.view,
  };
  return {
    verdict,
    outline,
    outgoing: verdict.ok && outgoingHash !== null ? (textOf(verdict.bytes) ?? null) : null,
    crowd: crowd?.view ?? null,
    revealed: crowd?.revealed ?? null,
    approval,
  };
}

/** Hash by which the risk of a free text is accepted; null where there is none. */
export function proseHash({ items }: Pick<DraftContent, "items">): string | null {
  const prose = items.find((it) => it.part === "prose" && it.decision === "send");
  return prose === undefined ? null : toBase64Url(sha256(utf8(prose.value)));
}

function isProseAccepted(content: DraftContent): boolean {
  const hash = proseHash(content);
  return hash !== null && hash === content.proseAccepted;
}

/** Undefined where no directory tells: then nothing can leave either, since no token can be had. */
async function crowdOf(
  ports: GatingPorts,
  content: DraftContent,
  verdict: GateVerdict,
  amends: string | null,
): Promise<ReturnType<typeof judgeCrowd> | undefined> {
  if (!ports.protocol.enrolled) return undefined;
  const [counts, ours, said] = await Promise.all([
    ports.protocol.crowdCounts(),
    ports.protocol.classes(),
    saidBefore(ports, amends),
  ]);
  if (counts === undefined || ours.length === 0) return undefined;
  const overridden = verdict.ok ? verdict.overridden : new Map<string, readonly FindingKind[]>();
  const naming = new Set(
    Array.from(overridden)
      .filter(([, kinds]) => kinds.some(namesUs))
      .map(([id]) => id),
  );
  const judged = judgeCrowd(counts, said, sayingOf(content, naming, ours));
  const speaking = content.terms.class;
  if (amends !== null || speaking === null || ours.includes(speaking)) return judged;
  const why = "The class as which it would be said has no keys that we may use. Choose another.";
  return { ...judged, blockers: [...judged.blockers, { code: "class-not-ours", why }] };
}

/** A ticket's number tells an insider at most. */
function namesUs(kind: FindingKind): boolean {
  return groupOf(kind) === "own-identity" && kind !== "ticket-id";
}

export function draftView(row: DraftRow, content: DraftContent, gated: GatedDraft): Draft {
  const { source } = row;
  const { outline, outgoing, verdict } = gated;
  const approved = content.approved?.hash === outline.outgoingHash && outgoing !== null;
  return {
    ...outline,
    id: row.id,
    createdMs: row.createdMs,
    // What was approved is those bytes: where the profile or a rule now makes others, it is open again.
    state: row.state === "approved" && !approved ? "open" : row.state,
    amends: row.amends,
    name: outline.name ?? row.name,
    source: { ...source, notes: [...source.notes] },
    findings: content.findings,
    items: content.items,
    suggestions: content.suggestions,
    outgoing,
    narrative: verdict.ok && outgoing !== null ? narrative(verdict.body) : "",
    crowdView: gated.crowd,
  };
}
