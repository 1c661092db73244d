/** Drafts from a text or file, from a published report, or from both. */

import { strictest } from "@tocsin/disclosure";
import { parseJson, TocsinError } from "@tocsin/kernel";
import type { DraftSource, DraftStore } from "@tocsin/store";
import { type Draft, parseMessage, type ShareTerms, signedReviewRecord } from "@tocsin/wire";
import type { DocumentReader } from "../documents/read-document.ts";
import { amendmentOf } from "./amending.ts";
import type { Drafts, DraftStart } from "./drafts.ts";
import type { Reports } from "./reports.ts";
import { readSource, type SourceRequest } from "./sources.ts";

export interface NewDraftPorts {
  readonly drafts: Drafts;
  readonly reports: Reports;
  readonly documents: DocumentReader;
  readonly store: { readonly drafts: Pick<DraftStore, "reviews"> };
}

export interface DraftRequest extends SourceRequest {
  /** The report that it amends. */
  readonly amends?: string | undefined;
  /** How others have marked the source. */
  readonly marked?: ShareTerms["tlp"] | undefined;
}

export async function newDraft(ports: NewDraftPorts, request: DraftRequest): Promise<Draft> {
  const amendment = await amendmentFor(ports, request.amends);
  const source = await readSource(ports.documents, request);
  const marked = strictest([amendment.marked, request.marked]);
  return ports.drafts.create({ ...amendment, source, marked });
}

/** What was sent, to be changed and sent again. */
export async function amendmentDraft(ports: NewDraftPorts, id: string): Promise<Draft> {
  const amendment = await amendmentFor(ports, id);
  const source = { ...noSource, name: `amendment of ${id.slice(0, shownIdLength)}` };
  return ports.drafts.create({ ...amendment, source });
}

const shownIdLength = 12;
const noSource: Omit<DraftSource, "name"> = { format: "text", text: "", notes: [] };

async function amendmentFor(
  ports: NewDraftPorts,
  id: string | undefined,
): Promise<Omit<DraftStart, "source">> {
  if (id === undefined) return { amends: null };
  const record = await ports.reports.record(id);
  if (record === undefined) throw new TocsinError("not-found");
  return { ...amendmentOf(record), marked: await markedBefore(ports, id) };
}

/** What a report was made of keeps its marking in every change of the report. */
async function markedBefore(
  { store }: NewDraftPorts,
  report: string,
): Promise<ShareTerms["tlp"] | null> {
  const reviews = await store.drafts.reviews(report);
  return strictest(
    reviews.map(
      (row) => parseMessage(signedReviewRecord, parseJson(row.record)).record.source.marked,
    ),
  );
}
