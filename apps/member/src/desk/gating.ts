/** A draft as it stands now: what would leave, byte for byte, or what stands in the way. */

import type { GateVerdict } from "@tocsin/disclosure";
import { type Clock, dayOf, textOf } from "@tocsin/kernel";
import type { DraftRow } from "@tocsin/store";
import type { Draft, ReviewItem } from "@tocsin/wire";
import type { Protocol } from "../protocol.ts";
import type { DraftContent, DraftOutline } from "./draft-content.ts";
import type { Inspector } from "./inspection/inspector.ts";

/** Fewer members that could have written it than this: it does not leave. PROTOCOL §6. */
export const crowdMin = 5;

export interface GatingPorts {
  readonly inspector: Pick<Inspector, "gate">;
  readonly protocol: Pick<Protocol, "enrolled" | "classes" | "crowd">;
  readonly clock: Clock;
}

export interface GatedDraft {
  readonly verdict: GateVerdict;
  readonly outline: DraftOutline;
  /** The exact bytes as text; null where something blocks. */
  readonly outgoing: string | null;
}

export async function gateDraft(
  ports: GatingPorts,
  content: Pick<DraftContent, "frame" | "terms"> & { readonly items: readonly ReviewItem[] },
): Promise<GatedDraft> {
  const { frame, terms, items } = content;
  const today = dayOf(ports.clock.now());
  const [verdict, crowd] = await Promise.all([
    ports.inspector.gate({ frame, terms, items: [...items], regime: null, today }),
    crowdOf(ports.protocol),
  ]);
  const blockers = [...(verdict.ok ? [] : verdict.blockers), ...crowdBlockers(crowd)];
  const leaves = verdict.ok && blockers.length === 0;
  return {
    verdict,
    outline: { frame, terms, crowd, blockers, outgoingHash: leaves ? verdict.hash : null },
    outgoing: leaves ? (textOf(verdict.bytes) ?? null) : null,
  };
}

/** Members of the class whose token pays; null where no directory tells. */
async function crowdOf(protocol: GatingPorts["protocol"]): Promise<number | null> {
  if (!protocol.enrolled) return null;
  const [smallest] = await protocol.classes();
  return smallest === undefined ? null : ((await protocol.crowd(smallest)) ?? null);
}

function crowdBlockers(crowd: number | null): Draft["blockers"] {
  if (crowd === null || crowd >= crowdMin) return [];
  const why = `Only ${crowd} members could have written this, fewer than ${crowdMin}. Wait until more have joined.`;
  return [{ code: "crowd-too-small", why }];
}

export function draftView(row: DraftRow, content: DraftContent, gated: GatedDraft): Draft {
  const { source } = row;
  const { outline, outgoing } = gated;
  const approved = content.approved?.hash === outline.outgoingHash && outgoing !== null;
  return {
    id: row.id,
    createdMs: row.createdMs,
    // What was approved is those bytes: where the profile or a rule now makes others, it is open again.
    state: row.state === "approved" && !approved ? "open" : row.state,
    amends: row.amends,
    source: { ...source, notes: [...source.notes] },
    findings: content.findings,
    items: content.items,
    frame: content.frame,
    terms: content.terms,
    outgoing,
    outgoingHash: outline.outgoingHash,
    blockers: outline.blockers,
    crowd: outline.crowd,
  };
}
