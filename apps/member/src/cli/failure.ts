/** How an error is told: its code, cause, fix and id, on stderr. It holds nothing private. */

import { TocsinError } from "@tocsin/kernel";

import { oneLine, safeJson } from "./safe-text.ts";
import type { Terminal } from "./terminal.ts";

/** An error that the node answered with; its log says more under the id. */
export class NodeRefusal extends TocsinError {
  readonly id: string;

  constructor(told: TocsinError, id: string) {
    super(told.code, told.detail === undefined ? {} : { detail: told.detail });
    this.id = id;
  }
}

export function usageError(detail: string): TocsinError {
  return new TocsinError("usage", { detail });
}

/** Says it and gives the exit code. Anything that is no TocsinError is a defect. */
export function tellFailure(terminal: Terminal, error: unknown, json: boolean): number {
  const known =
    error instanceof TocsinError ? error : new TocsinError("invariant-broken", { cause: error });
  const { code, message, fix, detail, exit } = known;
  const id = known instanceof NodeRefusal ? known.id : undefined;
  if (json) {
    terminal.note(`${safeJson({ error: { code, cause: message, fix, detail, id, exit } })}\n`);
    return exit;
  }
  const title = terminal.paintNote("red", `error ${code}:`);
  terminal.note(`${title} ${oneLine(message)}\n  ${oneLine(fix)}\n`);
  if (id !== undefined) terminal.note(`  In the node's log: ${oneLine(id)}\n`);
  if (error !== known) terminal.note(`${placeOf(error)}\n`);
  return exit;
}

/** Where a defect is, without its text, which could hold what must not be shown. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [oneLine(error.name), ...frames.slice(0, 8).map((line) => oneLine(line.trim()))]
    .map((line) => `  ${line}`)
    .join("\n");
}
