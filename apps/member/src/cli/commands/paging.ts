/** Lists come in pages; what is left out is said. */

import { pageMax } from "@tocsin/wire/node-api";
import { z } from "zod";

import type { Shell } from "../shell.ts";

const limitDefault = 50;

export const limitOption = z.coerce.number().int().min(1).max(pageMax).default(limitDefault);

export function tellRest(
  { terminal }: Shell,
  page: {
    readonly items: readonly unknown[];
    readonly total: number;
    readonly next: string | null;
  },
): void {
  if (page.items.length === 0) terminal.note("Nothing to list.\n");
  else if (page.next !== null) {
    terminal.note(`${page.items.length} of ${page.total}; go on with --after=${page.next}\n`);
  }
}
