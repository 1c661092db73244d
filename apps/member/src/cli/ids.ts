/**
 * Ids as people type them: the whole, or its beginning where only one fits. They are base64url, so one in
 * sixty-four begins with a hyphen and would be taken for an option.
 */

import { TocsinError } from "@tocsin/kernel";
import { draftPage, pageMax, reportPage } from "@tocsin/wire/node-api";

import { usageError } from "./failure.ts";
import type { NodeClient } from "./node-port.ts";

/** Characters of ids of reports and drafts. */
const idLengths: ReadonlySet<number> = new Set([43, 22]);
const shownLength = 12;
const wholeLengthMin = 20;
/** Pages of a list that are looked through for a beginning. */
const pagesMax = 40;

const shield = "id:";

/** Hides the hyphen of ids from the parser of options, up to a `--`. */
export function shieldIds(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  return args.map((arg, at) => ((end >= 0 && at >= end) || !looksLikeId(arg) ? arg : shield + arg));
}

export function unshieldId(arg: string): string {
  return arg.startsWith(`${shield}-`) ? arg.slice(shield.length) : arg;
}

/** What a table shows; enough to be typed back. */
export function shortId(id: string): string {
  return id.startsWith("--") ? id : id.slice(0, shownLength);
}

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

function looksLikeId(arg: string): boolean {
  if (!/^-[A-Za-z0-9_-]+$/.test(arg)) return false;
  return idLengths.has(arg.length) || (arg.length === shownLength && !arg.startsWith("--"));
}
