/**
 * The last step: exactly the approved bytes are handed to the protocol side, and the draft is marked as
 * shared in the same transaction in which they are queued. A draft is never shared twice, or lost.
 */

import { assert, canonicalJson, type Clock, TocsinError, toBase64Url, utf8 } from "@tocsin/kernel";
import { sha256 } from "@tocsin/crypto";
import type { DraftStore } from "@tocsin/store";
import type { ReportView, ReviewRecord } from "@tocsin/wire";
import type { CommitQueued, Protocol } from "../protocol.ts";
import type { DraftContent } from "./draft-content.ts";
import type { GatedDraft } from "./gating.ts";
import { type Drafts, type OpenedDraft, readyHash } from "./drafts.ts";
import { type CampaignNames, reportView } from "./report-view.ts";
import type { ReviewSigner, SignedReview } from "./review-signing.ts";

export interface SharingPorts {
  readonly drafts: Drafts;
  readonly store: DraftStore;
  readonly protocol: Pick<Protocol, "share" | "amend" | "report">;
  readonly campaigns: CampaignNames;
  readonly signer: ReviewSigner;
  readonly clock: Clock;
  readonly onChange: () => void;
}

/** Throws `draft-not-approved`, `approval-needed`, `draft-changed`, `draft-blocked`, and what the protocol side throws. */
export async function shareDraft(
  ports: SharingPorts,
  id: string,
  outgoingHash: string,
  joint?: NonNullable<ReviewRecord["joint"]>,
): Promise<ReportView> {
  const opened = await ports.drafts.open(id);
  const { content, gated, row } = opened;
  if (row.state !== "approved" || content.approved === null) {
    throw new TocsinError("draft-not-approved");
  }
  const hash = readyHash(gated);
  if (hash !== content.approved.hash || hash !== outgoingHash)
    throw new TocsinError("draft-changed");
  if (!["approved", "not-needed"].includes(gated.approval.view.state)) {
    throw new TocsinError("approval-needed");
  }
  if (content.approved.by === "program" && gated.approval.standing === null) {
    throw new TocsinError("draft-not-approved", { detail: "no person has looked" });
  }
  const review = signedReview(ports, opened, content.approved, joint);
  const commit = commitOf(ports, opened, review, hash);
  const report = await send(ports, opened, review.hash, commit);
  ports.onChange();
  const record = await ports.protocol.report(report);
  assert(record !== undefined, "a report that waits to leave");
  return reportView(record, ports.campaigns);
}

/** Canonical JSON of the body that would leave now. Throws `draft-blocked`. */
export async function readyBody(drafts: Pick<Drafts, "open">, id: string): Promise<string> {
  const { gated } = await drafts.open(id);
  readyHash(gated);
  assert(gated.verdict.ok, "a draft that the gate lets pass");
  return canonicalJson(gated.verdict.body);
}

function signedReview(
  { signer }: SharingPorts,
  { row, content, gated }: OpenedDraft,
  { approvedMs, by }: NonNullable<DraftContent["approved"]>,
  joint: ReviewRecord["joint"],
): SignedReview {
  assert(gated.verdict.ok, "a draft that the gate lets pass");
  return signer.sign({
    source: { ...row.source, marked: content.marked },
    findings: content.findings,
    items: content.items,
    frame: content.frame,
    terms: content.terms,
    regime: gated.outline.regime,
    verdict: gated.verdict,
    role: by,
    crowd: crowdFact(gated),
    second: secondPerson(gated),
    ...(joint === undefined ? {} : { joint }),
    openedMs: row.createdMs,
    approvedMs,
  });
}

function crowdFact({ crowd, revealed }: GatedDraft): ReviewRecord["crowd"] {
  return crowd === null || revealed === null ? null : { members: crowd.members, revealed };
}

function secondPerson({ approval }: GatedDraft): ReviewRecord["second"] {
  const { decision, standing } = approval;
  if (decision !== null) return { by: "counsel", signed: decision };
  if (standing === null) return null;
  return { by: "standing", approval: standing.approval.id, publicKey: standing.publicKey };
}

async function send(
  { protocol }: SharingPorts,
  { row, content, gated }: OpenedDraft,
  review: string,
  commit: CommitQueued,
): Promise<string> {
  assert(gated.verdict.ok, "a draft that the gate lets pass");
  const { body } = gated.verdict;
  if (row.amends !== null) {
    await protocol.amend(row.amends, { body, review }, commit);
    return row.amends;
  }
  const { audience, class: of } = content.terms;
  const speaking = of === null ? {} : { class: of };
  return (await protocol.share({ body, audience, review, ...speaking }, commit)).id;
}

function commitOf(
  { store, clock }: SharingPorts,
  { row, gated }: OpenedDraft,
  review: SignedReview,
  hash: string,
): CommitQueued {
  const { standing } = gated.approval;
  return async (queued) => {
    // What was approved is what was signed: compared here, where it becomes durable.
    const leaving = toBase64Url(sha256(utf8(queued.body ?? "")));
    assert(leaving === hash, "the approved bytes are those that leave");
    assert(canonicalJson(JSON.parse(queued.body ?? "")) === queued.body, "canonical bytes");
    await store.share(queued, {
      id: row.id,
      version: row.version,
      reviewHash: review.hash,
      review: review.json,
      sharedMs: clock.now(),
      standing: standing && {
        approval: standing.approval.id,
        outgoing: hash,
        usesMax: standing.approval.terms.usesMax,
      },
    });
  };
}
