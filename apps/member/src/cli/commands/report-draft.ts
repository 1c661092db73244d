/** `report new` and `report review`: from a source to approved bytes. Nothing leaves this company here. */

import { textOf, TocsinError } from "@tocsin/kernel";
import { type Draft, draft as draftSchema } from "@tocsin/wire/desk";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { usageError } from "../failure.ts";
import { findId } from "../ids.ts";
import { readInput } from "../input.ts";
import { longDeadlineMs, type NodeClient } from "../node-port.ts";
import { outgoingOf, printExactly, showExactly } from "../outgoing.ts";
import {
  decisionChanges,
  frameChanges,
  reviewOptions,
  type ReviewOptions,
  termsChanges,
} from "../review-changes.ts";
import { walkReview } from "../review-walk.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { draftText, itemTable, moveTexts } from "../views/draft-view.ts";
import { reviewFlags } from "./review-flags.ts";

const sourceBytesMax = 50 * 1024 * 1024;
const proseBytesMax = 64 * 1024;

const newReport = {
  usage: "new <file>",
  summary: "make a draft from a file or from stdin",
  about:
    "Reads text, Markdown, HTML, PDF, DOCX, EML, JSON or CSV (- is stdin), finds observables and what must\n" +
    "not leave, and keeps a draft in the node. Who learns what: nobody outside this company, until it is\n" +
    "reviewed, approved and shared.",
  examples: ["tocsin report new incident.md", "pbpaste | tocsin report new - --name ticket.txt"],
  options: [{ flags: "--name <name>", about: "what to call it; its ending tells the format" }],
  schema: z.object({ name: z.string().max(255).optional() }),
  run: async (
    shell: Shell,
    [file = ""]: readonly string[],
    { name }: { name?: string | undefined },
  ) => {
    const input = await readInput(shell.terminal, file, sourceBytesMax);
    const node = await shell.node();
    const draft = await node.ask("POST", ["drafts"], draftSchema, {
      query: { name: name ?? input.name },
      bytes: input.bytes,
      deadlineMs: longDeadlineMs,
    });
    tellDraft(shell, draft);
    if (!shell.json) shell.next(`report review ${draft.id}`);
    return exitCodes.ok;
  },
};

const reviewReport = {
  usage: "review <draft>",
  summary: "decide what leaves, and approve the exact bytes",
  about:
    "At a terminal and without flags: shows each undecided part with its reason and its place in the\n" +
    "source, takes A, R, D or N for it, then shows the exact bytes and asks for approval. With flags: makes\n" +
    "these changes and asks nothing. Approval is of these bytes; any later change takes it back. Who\n" +
    "learns what: nobody outside this company. Exit code 3: something blocks; 8: not approved yet.",
  examples: [
    "tocsin report review 4fWc",
    "tocsin report review 4fWc --accept-proposals --remove-open --approve",
    'tocsin report review 4fWc --send "i3=seen by others too" --class i3=E --remove i4',
    'tocsin report review 4fWc --note "Mail came from a supplier whose mailbox was taken over."',
  ],
  options: reviewFlags,
  schema: reviewOptions,
  run: async (shell: Shell, [id = ""]: readonly string[], options: ReviewOptions) => {
    const node = await shell.node();
    const draft = await openDraft(node, await findId(node, "drafts", id));
    const changed = await applyFlags(shell, node, draft, options);
    if (options.approve !== undefined) {
      const hash = options.approve === true ? undefined : options.approve;
      return approve(shell, node, changed, { hash, by: options.byProgram ? "program" : "analyst" });
    }
    const asksNothing = changed !== draft || shell.json || !shell.terminal.asks;
    if (!asksNothing) return reviewAtTerminal(shell, node, changed);
    tellDraft(shell, changed);
    return changed === draft && changed.state !== "approved" ? exitCodes.waits : exitCodes.ok;
  },
};

export function addDraftCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, newReport);
  addCommand(parent, runner, reviewReport);
}

/** Throws `wrong-state` where it is shared or discarded. */
export async function openDraft(node: NodeClient, id: string): Promise<Draft> {
  const draft = await node.ask("GET", ["drafts", id], draftSchema);
  if (draft.state === "open" || draft.state === "approved") return draft;
  throw new TocsinError("wrong-state", { detail: draft.state });
}

export function tellDraft(shell: Shell, draft: Draft): void {
  if (shell.json) shell.printJson(draft);
  else shell.terminal.out(`${draftText(shell, draft)}\n${itemTable(shell, draft.items)}`);
}

/** The same object where no flag changes anything. */
async function applyFlags(
  { terminal }: Shell,
  node: NodeClient,
  draft: Draft,
  options: ReviewOptions,
): Promise<Draft> {
  let changed = draft;
  const patch = async (json: ReturnType<typeof frameChanges>): Promise<void> => {
    if (json === undefined) return;
    changed = await node.ask("PATCH", ["drafts", draft.id], draftSchema, { json });
  };
  const terms = termsChanges(options);
  const prose = options.prose === undefined ? undefined : await proseText(terminal, options.prose);
  const places = draft.items.map((it) => (it.detail?.of === "step" ? it.detail.place : 0));
  const frame = frameChanges(options, { prose, stepsBefore: Math.max(0, ...places) });
  await patch(terms === undefined && frame === undefined ? undefined : { ...terms, ...frame });
  await patch(decisionChanges(options, changed));
  // The risk is that of the text as it is by then, decided on and all.
  if (options.acceptProseRisk) await patch({ acceptProseRisk: true });
  if (options.generalise) {
    const moves = changed.crowdView?.proposal?.moves;
    if (moves !== undefined) terminal.note(`Said less: ${moveTexts(moves)}.\n`);
    changed = await node.ask("POST", ["drafts", draft.id, "generalise"], draftSchema, { json: {} });
  }
  return changed;
}

async function proseText(terminal: Shell["terminal"], file: string): Promise<string> {
  const text = textOf((await readInput(terminal, file, proseBytesMax)).bytes);
  if (text === undefined) throw usageError("--prose: not UTF-8");
  return text;
}

async function approve(
  shell: Shell,
  node: NodeClient,
  draft: Draft,
  {
    hash,
    by = "analyst",
    wasShown = false,
  }: { hash: string | undefined; by?: "analyst" | "program"; wasShown?: boolean },
): Promise<ExitCode> {
  const outgoing = outgoingOf(shell, draft);
  if (hash !== undefined && hash !== outgoing.hash) {
    throw new TocsinError("draft-changed", { detail: "--approve" });
  }
  const json = { outgoingHash: outgoing.hash, by };
  const approved = await node.ask("POST", ["drafts", draft.id, "approve"], draftSchema, { json });
  if (shell.json) shell.printJson(approved);
  else {
    // A person who has just seen them on this terminal need not see them twice.
    if (!wasShown || !shell.terminal.outIsTerminal) printExactly(shell, outgoing);
    shell.terminal.note(`Approved. SHA-256 ${outgoing.hash}\n`);
    if (approved.approval.state === "waiting") {
      shell.terminal.note(`It waits for counsel: tocsin approval show ${approved.id}\n`);
    } else shell.next(`report share ${approved.id}`);
  }
  return approved.approval.state === "waiting" ? exitCodes.waits : exitCodes.ok;
}

async function reviewAtTerminal(shell: Shell, node: NodeClient, draft: Draft): Promise<ExitCode> {
  const { terminal } = shell;
  const asker = await shell.asker();
  terminal.note(draftText(shell, draft));
  const walked = await walkReview({ shell, node, asker }, draft);
  const open = walked.items.filter((it) => it.decision === null).length;
  if (open > 0) {
    terminal.note(`${open} parts are undecided. The draft is kept; go on with the same command.\n`);
    return exitCodes.waits;
  }
  const outgoing = outgoingOf(shell, walked);
  terminal.note(`\n${draftText(shell, walked)}\n`);
  showExactly(shell, outgoing);
  if (!(await asker.confirm("Approve exactly these bytes?"))) {
    terminal.note("Not approved. Nothing leaves.\n");
    return exitCodes.waits;
  }
  return approve(shell, node, walked, { hash: outgoing.hash, wasShown: true });
}
