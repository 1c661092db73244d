/** `report amend`, `withdraw` and `undo`: the rights that the author keeps by the report's own key. */

import { draft as draftSchema, reportView, type ReportView } from "@tocsin/wire/desk";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { needConfirmation } from "../confirmation.ts";
import { findId } from "../ids.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { stateText } from "../views/report-view.ts";
import { tellDraft } from "./report-draft.ts";

const withdrawOptions = z.object({ confirm: z.string().optional() });

const amendReport = {
  usage: "amend <report>",
  summary: "make a draft that changes a report of ours",
  about:
    "Opens a draft that holds what the report says now. Review, approve and share it like a new one; peers\n" +
    "learn that the same author changed it. Nothing leaves before.",
  examples: ["tocsin report amend 9aXk"],
  schema: noOptions,
  run: async (shell: Shell, [text = ""]: readonly string[]) => {
    const node = await shell.node();
    const id = await findId(node, "reports", text);
    const draft = await node.ask("POST", ["reports", id, "amend"], draftSchema, { json: {} });
    tellDraft(shell, draft);
    if (!shell.json) shell.next(`report review ${draft.id}`);
    return exitCodes.ok;
  },
};

const withdrawReport = {
  usage: "withdraw <report>",
  summary: "withdraw a report of ours for good",
  about:
    "With the next round a withdrawal goes into the ledger; exchange and nodes erase what the report said.\n" +
    "It cannot be taken back, and copies that people made stay. Peers learn that its author withdrew it.",
  examples: ["tocsin report withdraw 9aXk", "tocsin report withdraw ID --confirm ID --json"],
  options: [
    { flags: "--confirm <id>", about: "the whole id of the report, where no terminal asks" },
  ],
  schema: withdrawOptions,
  run: async (
    shell: Shell,
    [text = ""]: readonly string[],
    { confirm }: z.output<typeof withdrawOptions>,
  ) => {
    const node = await shell.node();
    const id = await findId(node, "reports", text);
    const question = "Withdraw it for good?";
    await needConfirmation(shell, { question, given: confirm, expected: id });
    tellChange(
      shell,
      await node.ask("POST", ["reports", id, "withdraw"], reportView, { json: {} }),
    );
    return exitCodes.ok;
  },
};

const undoReport = {
  usage: "undo <report>",
  summary: "take back what has not left yet",
  about:
    "Takes back the newest change of a report that still waits for its round. Nobody learns that it was\n" +
    "there. What has begun to leave stays; withdraw it instead.",
  examples: ["tocsin report undo 9aXk"],
  schema: noOptions,
  run: async (shell: Shell, [text = ""]: readonly string[]) => {
    const node = await shell.node();
    const id = await findId(node, "reports", text);
    tellChange(shell, await node.ask("POST", ["reports", id, "undo"], reportView, { json: {} }));
    return exitCodes.ok;
  },
};

export function addChangeCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, amendReport);
  addCommand(parent, runner, withdrawReport);
  addCommand(parent, runner, undoReport);
}

function tellChange(shell: Shell, view: ReportView): void {
  if (shell.json) shell.printJson(view);
  else shell.terminal.out(`${view.id}  ${stateText(view, shell.clock.now())}\n`);
}
