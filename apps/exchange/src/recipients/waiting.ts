/**
 * What waits for a recipient, in the same store as what it was given, so that both change together: in
 * collections that nobody can ask for. First for its receipt where the report is restricted, then for the
 * leaf of its delivery.
 */

import { parseJson, textOf } from "@tocsin/kernel";
import type { TaxiiObject, TaxiiStore } from "@tocsin/store";
import { stableStixId } from "@tocsin/threat/stix";
import { deliveryLeaf, parseMessage, type ReleasedReport, releasedReportsMax } from "@tocsin/wire";
import { z } from "zod";

const waiting = deliveryLeaf.shape.reports.element.extend({
  position: z.number().int().nonnegative(),
});
/** `position`: of the leaf that holds the report as it may be given. */
export type Waiting = z.output<typeof waiting>;

const newest = { all: false, first: false, last: true, exact: [] };

/** Where the recipient reads what it was given. */
export function givenTo(recipient: string): string {
  const type = "collection";
  return stableStixId(type, "recipient", recipient).slice(type.length + 2);
}

export function dueOf(recipient: string): string {
  return `due ${recipient}`;
}

export function pendingOf(recipient: string): string {
  return `pending ${recipient}`;
}

export function waitingObject(it: Waiting): TaxiiObject {
  const json = JSON.stringify(parseMessage(waiting, it));
  return { id: it.report, type: "waiting", specVersion: "2.1", version: "", json };
}

/** The one that waits there under that id and in that version. */
export async function findWaiting(
  store: TaxiiStore,
  collection: string,
  { report, envelope }: Pick<ReleasedReport, "report" | "envelope">,
): Promise<Waiting | undefined> {
  const found = await read(store, collection, { ids: [report] });
  return found.find((it) => it.report === report && it.envelope === envelope);
}

/** The oldest. */
export function allWaiting(store: TaxiiStore, collection: string): Promise<Waiting[]> {
  return read(store, collection, {});
}

async function read(
  store: TaxiiStore,
  collection: string,
  asked: { readonly ids?: readonly string[] },
): Promise<Waiting[]> {
  const query = { ...asked, versions: newest, afterUs: 0, limit: releasedReportsMax };
  const { json } = await store.objects(collection, query);
  return parseMessage(z.array(waiting), parseJson(`[${textOf(json) ?? ""}]`));
}
