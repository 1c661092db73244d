/** Everything that the node knows, to match logs with: reports, what was seen here, what feeds brought. */

import type { Indicator } from "@tocsin/threat";
import { pageMax, reportPage, sightingPage } from "@tocsin/wire/node-api";
import type { z } from "zod";

import type { NodeClient, Query } from "./node-port.ts";

/** Observables of all reports that stand, and what was seen here. */
export async function* knownIndicators(node: NodeClient): AsyncGenerator<Indicator> {
  for await (const { id, body, withdrawn } of itemsOf(node, "reports", reportPage)) {
    if (body === null || withdrawn) continue;
    for (const { type, value } of body.observables) yield { type, value, source: id };
  }
  for await (const { type, value, source } of itemsOf(node, "sightings", sightingPage)) {
    yield { type, value, source: `seen here: ${source}` };
  }
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

async function* itemsOf<Item>(
  node: NodeClient,
  noun: string,
  schema: z.ZodType<Page<Item>>,
): AsyncGenerator<Item> {
  for (let after: string | undefined; ;) {
    const query: Query = { limit: String(pageMax), after };
    const page: Page<Item> = await node.ask("GET", [noun], schema, { query });
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}
