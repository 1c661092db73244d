/** Everything that the node knows, to match logs with: reports, what was seen here, what feeds brought. */

import type { Indicator } from "@tocsin/threat/matching";
import {
  feedValuePage,
  feedValuesMax,
  pageMax,
  reportPage,
  sightingPage,
} from "@tocsin/wire/node-api";
import type { z } from "zod";

import type { NodeClient, Query } from "./node-port.ts";

/** Observables of all reports that stand, what was seen here, and what feeds name, each with its source. */
export async function* knownIndicators(node: NodeClient): AsyncGenerator<Indicator> {
  for await (const { id, body, withdrawn } of itemsOf(node, "reports", reportPage)) {
    if (body === null || withdrawn) continue;
    for (const { type, value } of body.observables) yield { type, value, source: id };
  }
  for await (const { type, value, source } of itemsOf(node, "sightings", sightingPage)) {
    yield { type, value, source: `seen here: ${source}` };
  }
  for await (const { type, value, feeds } of valuesOfFeeds(node)) {
    yield { type, value, source: `feed: ${feeds.join(", ")}` };
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

async function* valuesOfFeeds(node: NodeClient) {
  for (let after: string | undefined; ;) {
    const query: Query = { limit: String(feedValuesMax), after };
    const page: z.output<typeof feedValuePage> = await node.ask(
      "GET",
      ["feed-values"],
      feedValuePage,
      { query },
    );
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}
