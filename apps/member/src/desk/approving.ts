/** Where the second person stands on a draft, and what counsel decides. PRODUCT.md "PII review". */

import { TocsinError } from "@tocsin/kernel";
import type { ApprovalView, ShareTerms, SignedDecision } from "@tocsin/wire";
import type { SignedStanding } from "@tocsin/wire/node-api";
import type { DraftContent } from "./draft-content.ts";
import type { Policy } from "./policy.ts";

const kind = "counsel-decision";

export interface Approval {
  readonly view: ApprovalView;
  /** What lets it leave under two persons, for the review record. */
  readonly decision: SignedDecision | null;
  readonly standing: SignedStanding | null;
}

const nothing: ApprovalView = {
  state: "not-needed",
  askedMs: null,
  decidedMs: null,
  note: null,
  standing: null,
};

/** `outgoing`: hash of the bytes that would leave now, null where something blocks. */
export function approvalOf(
  policy: Policy,
  { approved, counsel, terms }: Pick<DraftContent, "approved" | "counsel" | "terms">,
  outgoing: string | null,
  standing: SignedStanding | undefined,
): Approval {
  if (policy.persons === 1) return { view: nothing, decision: null, standing: null };
  const decided = counsel?.decision;
  const returned = decided?.decision === "returned" ? decided : undefined;
  if (approved === null || outgoing === null || approved.hash !== outgoing) {
    const view: ApprovalView = {
      ...nothing,
      state: returned === undefined ? "not-asked" : "returned",
      decidedMs: returned?.decidedMs ?? null,
      note: returned?.note ?? null,
    };
    return { view, decision: null, standing: null };
  }
  const asked = { ...nothing, askedMs: approved.approvedMs };
  if (standing !== undefined) {
    const view = { ...asked, state: "approved" as const, standing: standing.approval.id };
    return { view, decision: null, standing };
  }
  const isGood =
    counsel !== null &&
    counsel.decision.decision === "approved" &&
    counsel.decision.outgoing === outgoing &&
    counsel.decision.audience === terms.audience &&
    counsel.decision.class === terms.class &&
    policy.isSigned(kind, counsel.decision, counsel);
  if (!isGood) return { view: { ...asked, state: "waiting" }, decision: null, standing: null };
  const { decidedMs, note } = counsel.decision;
  const view = { ...asked, state: "approved" as const, decidedMs, note };
  return { view, decision: counsel, standing: null };
}

export interface DecisionRequest {
  readonly draft: string;
  readonly outgoing: string;
  readonly terms: Pick<ShareTerms, "audience" | "class">;
  readonly decision: "approved" | "returned";
  readonly note: string | undefined;
  readonly passphrase: string;
  readonly nowMs: number;
}

/** Throws `counsel-passphrase-wrong`, and `message-invalid` for a return without a note. */
export async function counselDecides(
  policy: Policy,
  { draft, outgoing, terms, decision, note = "", passphrase, nowMs }: DecisionRequest,
): Promise<SignedDecision> {
  const text = note.normalize("NFC").replace(/\s+/g, " ").trim();
  if (decision === "returned" && text === "") {
    throw new TocsinError("message-invalid", { detail: "note: why it is returned" });
  }
  const signed = {
    v: 1 as const,
    draft,
    outgoing,
    audience: terms.audience,
    class: terms.class,
    decision,
    note: text === "" ? null : text,
    decidedMs: nowMs,
  };
  return { decision: signed, ...(await policy.sign(kind, signed, passphrase)) };
}
