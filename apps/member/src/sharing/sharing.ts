/**
 * Sharing as the desk asks for it: what was reviewed becomes a submission that waits, durably, for the
 * next rounds. Nothing leaves from here; the sender alone sends.
 */

import { type Clock, TocsinError } from "@tocsin/kernel";
import type {
  OutboxStore,
  OwnReport,
  QueuedSubmission,
  ReportStore,
  StoredToken,
  TokenStore,
} from "@tocsin/store";
import { type ClassId, parseMessage, type ReportBody, reportBody } from "@tocsin/wire";
import type { Membership } from "../enrolment/membership.ts";
import { mayAddress } from "../feed/record-verification.ts";
import type { ReportKeyring } from "../keys/report-keys.ts";
import type { AmendRequest, CommitQueued, ShareRequest, UndoOutcome } from "../protocol.ts";
import type { SpeakableClasses } from "../tokens/speaking.ts";
import { spendableEpochs } from "../tokens/token-times.ts";
import { changeSubmission, nextSequence, reportSubmission } from "./submissions.ts";

export interface Sharing {
  share(request: ShareRequest, commit?: CommitQueued): Promise<{ readonly id: string }>;
  amend(id: string, request: AmendRequest, commit?: CommitQueued): Promise<void>;
  withdraw(id: string): Promise<void>;
  undo(id: string): Promise<UndoOutcome>;
}

export interface SharingPorts {
  readonly outbox: OutboxStore;
  readonly reports: ReportStore;
  readonly tokens: TokenStore;
  readonly keyring: ReportKeyring;
  readonly membership: Membership;
  readonly speakable: SpeakableClasses;
  readonly clock: Clock;
  readonly onQueued: () => void;
  /** A new report waits. */
  readonly onShared: () => Promise<void>;
}

export function createSharing(ports: SharingPorts): Sharing {
  const queue: CommitQueued = (queued) => ports.outbox.queue(queued);
  return {
    share: (request, commit = queue) => share(ports, request, commit),
    amend: async (id, { body, review }, commit = queue) => {
      const own = await ownReport(ports, id);
      if (own.changing) throw new TocsinError("change-waiting");
      await change(ports, own, { kind: "amendment", body, review }, commit);
    },
    withdraw: async (id) => {
      const undone = await ports.outbox.undo(id);
      const own = await ports.reports.own(id);
      // What had not begun to leave is simply taken back; a report is then gone, a change is not.
      if (undone === "undone" && own === undefined) ports.onQueued();
      else await withdraw(ports, id);
    },
    undo: async (id) => {
      const outcome = await ports.outbox.undo(id);
      if (outcome !== "undone") return { ok: false, why: outcome };
      ports.onQueued();
      return { ok: true };
    },
  };
}

async function share(
  ports: SharingPorts,
  request: ShareRequest,
  commit: CommitQueued,
): Promise<{ readonly id: string }> {
  const { membership, tokens, keyring } = ports;
  const { legalId, community } = membership.standing;
  const body = parseMessage(reportBody, request.body);
  const of = payingClass(ports, request.class);
  if (!mayAddress(community, { audience: request.audience, class: of })) {
    throw new TocsinError("class-not-ours", { detail: "audience" });
  }
  const token = await heldToken(ports, of);
  try {
    const { master, number } = token;
    if (master === null || number === null) throw new TocsinError("not-ours");
    const keys = await keyring.keysOf({ master, number }, 0);
    const { audience, review } = request;
    const queued = reportSubmission({ legalId, token, keys, body, audience, review });
    await commit(queued);
    await ports.onShared();
    return { id: queued.report };
  } catch (error) {
    await tokens.release(token.id);
    throw error;
  }
}

async function heldToken({ tokens, clock }: SharingPorts, of: ClassId): Promise<StoredToken> {
  const token = await tokens.hold("report", of, spendableEpochs(clock.now()));
  if (token === undefined) throw new TocsinError("tokens-exhausted");
  return token;
}

function payingClass({ speakable, clock }: SharingPorts, wanted: ClassId | undefined): ClassId {
  const classes = speakable.classes(clock.now());
  const [smallest] = classes;
  if (smallest === undefined) throw new TocsinError("tokens-exhausted", { detail: "none yet" });
  if (wanted === undefined) return smallest;
  if (!classes.includes(wanted)) throw new TocsinError("class-not-ours");
  return wanted;
}

async function ownReport({ reports }: SharingPorts, id: string): Promise<OwnReport> {
  const own = await reports.own(id);
  if (own === undefined) throw new TocsinError("not-ours");
  if (own.withdrawn) throw new TocsinError("already-withdrawn");
  // It was given up before it got there: there is nothing to change.
  if (!own.published && !own.changing) throw new TocsinError("not-published");
  return own;
}

async function withdraw(ports: SharingPorts, id: string): Promise<void> {
  const own = await ownReport(ports, id);
  const commit: CommitQueued = (queued) => ports.outbox.queue(queued);
  await change(ports, own, { kind: "withdrawal", body: null, review: null }, commit);
}

async function change(
  ports: SharingPorts,
  own: OwnReport,
  wanted: {
    readonly kind: "amendment" | "withdrawal";
    readonly body: ReportBody | null;
    readonly review: string | null;
  },
  commit: CommitQueued,
): Promise<void> {
  const { newest, master, number, id } = own;
  const keys = await ports.keyring.keysOf({ master, number }, nextSequence(newest));
  const body = wanted.body === null ? null : parseMessage(reportBody, wanted.body);
  const queued: QueuedSubmission = changeSubmission({
    ...wanted,
    body,
    report: id,
    newest,
    keys,
    place: { master, number },
  });
  await commit(queued);
  ports.onQueued();
}
