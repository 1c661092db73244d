/** Drafts from a text or file, from a published report, or from both. */

import { TocsinError } from "@tocsin/kernel";
import type { DraftSource } from "@tocsin/store";
import type { Draft } from "@tocsin/wire";
import type { DocumentReader } from "../documents/read-document.ts";
import { amendmentOf } from "./amending.ts";
import type { Drafts, DraftStart } from "./drafts.ts";
import type { Reports } from "./reports.ts";
import { readSource, type SourceRequest } from "./sources.ts";

export interface NewDraftPorts {
  readonly drafts: Drafts;
  readonly reports: Reports;
  readonly documents: DocumentReader;
}

export interface DraftRequest extends SourceRequest {
  /** The report that it amends. */
  readonly amends?: string | undefined;
}

export async function newDraft(ports: NewDraftPorts, request: DraftRequest): Promise<Draft> {
  const amendment = await amendmentFor(ports, request.amends);
  const source = await readSource(ports.documents, request);
  return ports.drafts.create({ ...amendment, source });
}

/** What was sent, to be changed and sent again. */
export async function amendmentDraft(ports: NewDraftPorts, id: string): Promise<Draft> {
  const amendment = await amendmentFor(ports, id);
  return ports.drafts.create({ ...amendment, source: noSource });
}

const noSource: DraftSource = { name: "amendment", format: "text", text: "", notes: [] };

async function amendmentFor(
  { reports }: NewDraftPorts,
  id: string | undefined,
): Promise<Omit<DraftStart, "source">> {
  if (id === undefined) return { amends: null };
  const record = await reports.record(id);
  if (record === undefined) throw new TocsinError("not-found");
  return amendmentOf(record);
}
