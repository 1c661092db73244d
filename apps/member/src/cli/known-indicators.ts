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

import type { NodeClient } from "./node-port.ts";

/** Observables of all reports that stand, what was seen here, and what feeds name, each with its source. */
export async function* knownIndicators(node: NodeClient): AsyncGenerator<Indicator> {
  const reports = itemsOf((query) => node.ask("GET", ["reports"], reportPage, { query }));
  for await (const { id, body, withdrawn } of reports) {
    if (body === null || withdrawn) continue;
    for (const { type, value } of body.observables) yield { type, value, source: id };
  }
  const sightings = itemsOf((query) => node.ask("GET", ["sightings"], sightingPage, { query }));
  for await (const { type, value, source } of sightings) {
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

interface PageQuery {
  readonly limit: string;
  readonly after: string | undefined;
}

async function* itemsOf<Item>(
  ask: (query: PageQuery) => Promise<Page<Item>>,
): AsyncGenerator<Item> {
  for (let after: string | undefined; ;) {
    const page: Page<Item> = await ask({ limit: String(pageMax), after });
    yield* page.items;
    if (page.next === null) return;
    after = page.next;
  }
}

async function* valuesOfFeeds(node: NodeClient) {
  for (let after: string | undefined; ;) {
    const query = { limit: String(feedValuesMax), after };
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
