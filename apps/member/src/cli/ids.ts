/** Ids as people type them: the whole, or its beginning where only one fits. */

import { TocsinError } from "@tocsin/kernel";
import { draftPage, pageMax, reportPage } from "@tocsin/wire/node-api";

import { usageError } from "./failure.ts";
import type { NodeClient } from "./node-port.ts";

const wholeLengthMin = 20;
/** Pages of a list that are looked through for a beginning. */
const pagesMax = 40;

type Listed = "drafts" | "reports";

const pages = { drafts: draftPage, reports: reportPage };

/** Throws `not-found`, and `usage` where several begin so. */
export async function findId(node: NodeClient, listed: Listed, text: string): Promise<string> {
  if (text.length >= wholeLengthMin) return text;
  const found = new Set<string>();
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const query = { limit: String(pageMax), after };
    const { items, next } = await node.ask("GET", [listed], pages[listed], { query });
    for (const { id } of items) {
      if (id === text) return id;
      if (id.startsWith(text)) found.add(id);
    }
    if (next === null) break;
    after = next;
  }
  const [only] = found;
  if (only === undefined) throw new TocsinError("not-found");
  if (found.size > 1) throw usageError(`${found.size} ids begin so; type more of it`);
  return only;
}
