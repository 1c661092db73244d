/**
 * Writing to others from the command line: the exact bytes are shown, then a person says yes or a program
 * names their hash. What the inspection holds back is told, and nothing is sent.
 */

import { createHash } from "node:crypto";

import { toBase64Url, TocsinError, utf8 } from "@tocsin/kernel";
import type { LetterDraft } from "@tocsin/wire/node-api";
import { z } from "zod";

import { needConfirmation } from "./confirmation.ts";
import type { NodeClient } from "./node-port.ts";
import { printExactly, showExactly } from "./outgoing.ts";
import { manyLines } from "./safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "./shell.ts";

export const sendingOptions = z.object({ dryRun: z.boolean().default(false) });
export type SendingOptions = z.output<typeof sendingOptions>;

export const sendingFlags = [
  { flags: "--dry-run", about: "print the exact bytes and do nothing else" },
];

/**
 * Shows the draft, asks, sends. Without a terminal nothing is sent: the draft waits, exit code 8,
 * for `letter send` with the hash of its bytes. Throws `draft-blocked`, `cancelled`.
 */
export async function writeLetter(
  shell: Shell,
  node: NodeClient,
  draft: LetterDraft,
  { dryRun }: SendingOptions,
): Promise<ExitCode> {
  const outgoing = outgoingOf(shell, draft);
  if (dryRun) {
    printExactly(shell, outgoing);
    await node.tell("DELETE", ["letters", draft.id]);
    return exitCodes.ok;
  }
  showExactly(shell, outgoing);
  for (const line of draft.tells) shell.terminal.note(`${manyLines(line)}\n`);
  shell.terminal.note(`It takes ${draft.capsules} of our message tokens, one a round.\n`);
  if (!shell.terminal.asks) {
    if (shell.json) shell.printJson(draft);
    else shell.terminal.out(`tocsin letter send ${draft.id} --confirm ${outgoing.hash}\n`);
    return exitCodes.waits;
  }
  const question = "Send exactly these bytes?";
  await needConfirmation(shell, { question, given: undefined, expected: outgoing.hash });
  return sendLetter(shell, node, draft.id, outgoing.hash);
}

/** The bytes with this hash and no others. */
export async function sendLetter(
  shell: Shell,
  node: NodeClient,
  id: string,
  outgoingHash: string,
): Promise<ExitCode> {
  await node.tell("POST", ["letters", id, "send"], { json: { outgoingHash } });
  if (shell.json) shell.printJson({ sent: true });
  else shell.terminal.out("It leaves with the next rounds.\n");
  return exitCodes.ok;
}

function outgoingOf(shell: Shell, draft: LetterDraft) {
  const { outgoing, outgoingHash, findings } = draft;
  if (outgoing === null || outgoingHash === null) {
    for (const { field, why } of findings) {
      shell.terminal.note(`${field}: ${manyLines(shell.quoted(why))}\n`);
    }
    throw new TocsinError("draft-blocked", { detail: `${findings.length} findings` });
  }
  const bytes = utf8(outgoing);
  const hash = toBase64Url(createHash("sha256").update(bytes).digest());
  if (hash !== outgoingHash) {
    throw new TocsinError("remote-answer-invalid", { detail: "hash of the outgoing bytes" });
  }
  return { text: outgoing, hash, bytes: bytes.length };
}
