/**
 * `approval …`: counsel's side of a policy of two persons. Counsel's passphrase opens the key that signs;
 * it comes from a prompt or a file, never from the command line. Nothing leaves by an approval alone.
 */

import { TocsinError } from "@tocsin/kernel";
import { draft as draftSchema } from "@tocsin/wire/desk";
import { draftPage } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { findId } from "../ids.ts";
import { shortId } from "../shielded-ids.ts";
import { relative } from "../moment.ts";
import { longDeadlineMs } from "../node-port.ts";
import { outgoingOf, readersText, showExactly } from "../outgoing.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { crowdText } from "../views/draft-view.ts";
import { tellNone } from "./paging.ts";
import { tellDraft } from "./report-draft.ts";

const passphraseFlag = {
  flags: "--passphrase-file <file>",
  about: "its first line is counsel's passphrase; only its owner may read it; - is stdin",
};
const decisionOptions = z.object({
  passphraseFile: z.string().optional(),
  confirm: z.string().optional(),
  note: z.string().optional(),
});
type DecisionOptions = z.output<typeof decisionOptions>;

const listApprovals = {
  usage: "list",
  summary: "drafts that wait for counsel",
  about:
    "Drafts that an analyst has approved and that leave only once counsel has approved the same bytes.\n" +
    "Exit code 8 where there are any. Nobody outside this company learns of them.",
  examples: ["tocsin approval list", "tocsin approval list --json | jq '.items[].id'"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const page = await node.ask("GET", ["approvals"], draftPage);
    if (shell.json) shell.printJson(page);
    else {
      const nowMs = shell.clock.now();
      const rows = page.items.map(({ id, name, approval, frame, terms, crowd }) => [
        shortId(id),
        approval.askedMs === null ? "-" : relative(approval.askedMs, nowMs),
        shell.called(name),
        `${frame.kind}, ${frame.determination}`,
        terms.audience,
        `TLP:${terms.tlp.toUpperCase()}`,
        crowd === null ? "-" : String(crowd),
      ]);
      const titles = ["draft", "asked", "name", "what", "for", "marking", "crowd"];
      shell.terminal.out(
        table(
          titles.map((title) => ({ title, shrinks: title === "name" })),
          rows,
          shell.terminal.width,
        ),
      );
      tellNone(shell, rows.length);
    }
    return page.items.length > 0 ? exitCodes.waits : exitCodes.ok;
  },
};

const showApproval = {
  usage: "show <draft>",
  summary: "one draft with every decision and the exact bytes",
  about:
    "Shows what the analyst decided on each part and why, and the exact bytes that would leave. The source\n" +
    "stays in the node.",
  examples: ["tocsin approval show 4fWc"],
  schema: noOptions,
  run: async (shell: Shell, [text = ""]: readonly string[]) => {
    const node = await shell.node();
    const draft = await node.ask(
      "GET",
      ["drafts", await findId(node, "drafts", text)],
      draftSchema,
    );
    tellDraft(shell, draft);
    if (!shell.json && draft.outgoing !== null) showExactly(shell, outgoingOf(shell, draft));
    return draft.approval.state === "waiting" ? exitCodes.waits : exitCodes.ok;
  },
};

const approveDraft = {
  usage: "approve <draft>",
  summary: "agree, as counsel, to exactly these bytes",
  about:
    "Signs the approval with counsel's key. Any later change of the draft takes it back. Sharing is a step\n" +
    "of its own. Without a terminal --confirm must name the SHA-256 of the bytes.",
  examples: ["tocsin approval approve 4fWc", "tocsin approval approve 4fWc --confirm HASH --json"],
  options: [
    passphraseFlag,
    { flags: "--confirm <hash>", about: "SHA-256 of the bytes that are meant, base64url" },
    { flags: "--note <text>", about: "kept in the review record" },
  ],
  schema: decisionOptions,
  run: (shell: Shell, [text = ""]: readonly string[], options: DecisionOptions) =>
    decide(shell, text, "approve", options),
};

const returnDraft = {
  usage: "return <draft>",
  summary: "give a draft back to the analyst, with the reason",
  about: "The draft is open again and shows the note. Nothing leaves.",
  examples: ['tocsin approval return 4fWc --note "The second note names a customer."'],
  options: [
    passphraseFlag,
    { flags: "--confirm <hash>", about: "SHA-256 of the bytes that are meant, base64url" },
    { flags: "--note <text>", about: "what has to change" },
  ],
  schema: decisionOptions,
  run: (shell: Shell, [text = ""]: readonly string[], options: DecisionOptions) => {
    if (options.note === undefined) throw usageError("--note: what has to change");
    return decide(shell, text, "return", options);
  },
};

export function addApprovalCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listApprovals);
  addCommand(parent, runner, showApproval);
  addCommand(parent, runner, approveDraft);
  addCommand(parent, runner, returnDraft);
}

async function decide(
  shell: Shell,
  text: string,
  verb: "approve" | "return",
  { passphraseFile, confirm, note }: DecisionOptions,
): Promise<ExitCode> {
  const node = await shell.node();
  const id = await findId(node, "drafts", text);
  const draft = await node.ask("GET", ["drafts", id], draftSchema);
  if (draft.approval.state !== "waiting") {
    throw new TocsinError("wrong-state", { detail: draft.approval.state });
  }
  const outgoing = outgoingOf(shell, draft);
  if (!shell.json) {
    showExactly(shell, outgoing);
    shell.terminal.note(`${readersText(draft)}${crowdText(draft.crowd)}\n`);
  }
  if (verb === "approve" && !shell.terminal.asks && confirm === undefined) {
    throw new TocsinError("confirmation-needed", { detail: `--confirm ${outgoing.hash}` });
  }
  if (confirm !== undefined && confirm !== outgoing.hash) {
    throw new TocsinError("draft-changed", { detail: "--confirm" });
  }
  const { readCounselPassphrase } = await import("../passphrase.ts");
  const passphrase = await readCounselPassphrase(shell.terminal, {
    file: passphraseFile,
    isNew: false,
  });
  const json = { outgoingHash: outgoing.hash, passphrase, ...(note === undefined ? {} : { note }) };
  const asking = { json, deadlineMs: longDeadlineMs };
  const decided = await node.ask("POST", ["approvals", id, verb], draftSchema, asking);
  if (shell.json) shell.printJson(decided);
  else if (verb === "approve") {
    shell.terminal.out(`${decided.id}  approved by counsel\n`);
    shell.next(`report share ${decided.id}`);
  } else shell.terminal.out(`${decided.id}  returned\n`);
  return exitCodes.ok;
}
