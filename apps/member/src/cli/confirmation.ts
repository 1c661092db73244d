/**
 * The last question before something leaves this company. A person answers it at a terminal; a program
 * names exactly what it means. There is no word that says yes to whatever it may be.
 */

import { TocsinError } from "@tocsin/kernel";

import type { Shell } from "./shell.ts";

export interface Confirmation {
  readonly question: string;
  /** What was given with --confirm. */
  readonly given: string | undefined;
  /** What it must be: the hash of the bytes, or the id of the report. */
  readonly expected: string;
}

/** Throws `draft-changed`, `cancelled`, `confirmation-needed`. */
export async function needConfirmation(
  shell: Shell,
  { question, given, expected }: Confirmation,
): Promise<void> {
  if (given !== undefined) {
    if (given !== expected) throw new TocsinError("draft-changed", { detail: "--confirm" });
    return;
  }
  if (!shell.terminal.asks) {
    throw new TocsinError("confirmation-needed", { detail: `--confirm ${expected}` });
  }
  const asker = await shell.asker();
  if (!(await asker.confirm(question))) throw new TocsinError("cancelled");
}

/** For what changes only things here: --yes will do. */
export async function needYes(shell: Shell, question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!shell.terminal.asks) throw new TocsinError("confirmation-needed", { detail: "--yes" });
  const asker = await shell.asker();
  if (!(await asker.confirm(question))) throw new TocsinError("cancelled");
}
