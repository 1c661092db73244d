/** Reports, our own and others', as the console and the command line see them. */

import { type Clock, parseCanonicalJson, TocsinError } from "@tocsin/kernel";
import type { DraftStore, WarningStore } from "@tocsin/store";
import {
  parseMessage,
  type ReportEvidence,
  type ReportView,
  signedReviewRecord,
} from "@tocsin/wire";
import type { Protocol, ReportRecord } from "../protocol.ts";
import { type CampaignNames, reportView, reportViews } from "./report-view.ts";

export interface ReportPorts {
  readonly protocol: Pick<Protocol, "report" | "reports" | "withdraw" | "undo">;
  readonly drafts: DraftStore;
  readonly warnings: Pick<WarningStore, "search">;
  readonly campaigns: CampaignNames;
  readonly clock: Pick<Clock, "now">;
  readonly onChange: () => void;
}

export interface ReportQuery {
  /** Words of names and notes, or observables in any writing. */
  readonly q?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface Reports {
  view(id: string): Promise<ReportView>;
  /** Undefined where there is none. */
  record(id: string): Promise<ReportRecord | undefined>;
  page(query: ReportQuery): Promise<{ items: ReportView[]; total: number; next: string | null }>;
  /** Takes back what has not begun to leave; its draft is open again. Throws `report-left`. */
  undo(id: string): Promise<ReportView>;
  withdraw(id: string): Promise<ReportView>;
  /** Throws `not-ours`. */
  evidence(id: string): Promise<ReportEvidence>;
  /** The same as one HTML document to print. Throws `not-ours`. */
  evidencePage(id: string): Promise<string>;
}

export function createReports(ports: ReportPorts): Reports {
  const { protocol } = ports;
  const known = async (id: string): Promise<ReportRecord> => {
    const record = await protocol.report(id);
    if (record === undefined) throw new TocsinError("not-found");
    return record;
  };
  return {
    view: async (id) => reportView(await known(id), ports.campaigns),
    record: (id) => protocol.report(id),
    page: (query) => (hasWords(query.q) ? search(ports, query) : list(ports, query)),
    undo: async (id) => {
      const before = await known(id);
      const outcome = await protocol.undo(id);
      if (!outcome.ok) {
        throw new TocsinError(outcome.why === "left" ? "report-left" : "not-found");
      }
      await ports.drafts.reopen(id);
      ports.onChange();
      return afterwards(ports, before);
    },
    withdraw: async (id) => {
      const before = await known(id);
      await protocol.withdraw(id);
      // A report that had not begun to leave is simply gone, and its draft is there again.
      await ports.drafts.reopenOrphans();
      ports.onChange();
      return afterwards(ports, { ...before, withdrawn: true });
    },
    evidence: async (id) => evidenceOf(ports, await known(id)),
    evidencePage: async (id) => {
      const record = await known(id);
      const evidence = await evidenceOf(ports, record);
      const { evidenceDocument } = await import("./evidence-document.ts");
      const { body } = await reportView(record, ports.campaigns);
      return evidenceDocument(id, evidence, body, ports.clock.now());
    },
  };
}

function hasWords(q: string | undefined): boolean {
  return q !== undefined && q.trim() !== "";
}

/** The report as it is now; as it was, where it is no more. */
async function afterwards(
  { protocol, campaigns }: ReportPorts,
  before: ReportRecord,
): Promise<ReportView> {
  const now = await protocol.report(before.id);
  return reportView(now ?? { ...before, delivery: null }, campaigns);
}

async function list(
  { protocol, campaigns }: ReportPorts,
  { mine = false, after, limit }: ReportQuery,
): Promise<Awaited<ReturnType<Reports["page"]>>> {
  const page = await protocol.reports({ mine, limit, ...(after === undefined ? {} : { after }) });
  const items = await reportViews(page.items, campaigns);
  return { items, total: page.total, next: page.next };
}

async function search(
  { protocol, warnings, campaigns }: ReportPorts,
  { q = "", mine = false, after, limit }: ReportQuery,
): Promise<Awaited<ReturnType<Reports["page"]>>> {
  const { searchTerms } = await import("./search-terms.ts");
  const found = await warnings.search({ ...searchTerms(q), mine, after, limit });
  const records = await Promise.all(found.reports.map((id) => protocol.report(id)));
  const items = await reportViews(
    records.filter((it) => it !== undefined),
    campaigns,
  );
  return { items, total: found.total, next: found.next };
}

async function evidenceOf(ports: ReportPorts, record: ReportRecord): Promise<ReportEvidence> {
  if (!record.mine) throw new TocsinError("not-ours");
  return { reviews: await reviewsOf(ports, record.id), ledger: inLedger(record) };
}

/** Of each change the record that its envelope names: the newest where one was taken back. */
async function reviewsOf({ drafts }: ReportPorts, id: string): Promise<ReportEvidence["reviews"]> {
  const newest = new Map<number, ReportEvidence["reviews"][number]>();
  for (const { seq, hash, record } of await drafts.reviews(id)) {
    const review = parseMessage(signedReviewRecord, parseCanonicalJson(record));
    newest.set(seq, { seq, hash, review });
  }
  return Array.from(newest.values()).sort((a, b) => a.seq - b.seq);
}

function inLedger({ envelope, index, round }: ReportRecord): ReportEvidence["ledger"] {
  if (index === null || round === null) return null;
  const { seq, review, body } = envelope;
  return { seq, review, body, index, round };
}
