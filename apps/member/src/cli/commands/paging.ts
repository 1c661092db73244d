/** Lists come in pages; what is left out is said. */

import { pageMax } from "@tocsin/wire/node-api";
import { z } from "zod";

import type { CommandOutline } from "../command.ts";
import type { NodeClient } from "../node-port.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";

interface Page<Item = unknown> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly next: string | null;
}

const limitDefault = 50;

export const pageFlags = [
  { flags: "--limit <number>", about: `at most ${pageMax}; ${limitDefault} by default` },
  { flags: "--after <next>", about: "the page after the one that gave this `next`" },
] as const;

export const pageChoice = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(pageMax).default(limitDefault),
});
export type PageChoice = z.output<typeof pageChoice>;

export interface PageQuery {
  readonly after: string | undefined;
  readonly limit: string;
}

/** Asks the node for a page and shows it. */
export async function listPage<Of extends Page>(
  shell: Shell,
  { after, limit }: PageChoice,
  ask: (node: NodeClient, query: PageQuery) => Promise<Of>,
  text: (page: Of) => string,
): Promise<ExitCode> {
  const page = await ask(await shell.node(), { after, limit: String(limit) });
  if (shell.json) shell.printJson(page);
  else {
    shell.terminal.out(text(page));
    tellRest(shell, page);
  }
  return exitCodes.ok;
}

type ListWords = "usage" | "summary" | "about" | "examples";

interface ListOutline<Item> extends Pick<CommandOutline<PageChoice>, ListWords> {
  readonly ask: (node: NodeClient, query: PageQuery) => Promise<Page<Item>>;
  readonly text: (shell: Shell, items: readonly Item[]) => string;
}

/** A list that is chosen by nothing but its pages. */
export function pagedList<Item>(outline: ListOutline<Item>): CommandOutline<PageChoice> {
  const { ask, text, ...words } = outline;
  return {
    ...words,
    options: pageFlags,
    schema: pageChoice,
    run: (shell, _, given) => listPage(shell, given, ask, ({ items }) => text(shell, items)),
  };
}

/** Says that a list is empty, and how something comes into it. */
export function tellNone({ terminal }: Shell, count: number, how?: string): void {
  if (count > 0) return;
  terminal.note(`Nothing to list.${how === undefined ? "" : ` ${how}`}\n`);
}

function tellRest(shell: Shell, page: Page): void {
  const { terminal } = shell;
  tellNone(shell, page.items.length);
  if (page.items.length > 0 && page.next !== null) {
    terminal.note(`${page.items.length} of ${page.total}; go on with --after=${page.next}\n`);
  }
}
