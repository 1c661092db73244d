/**
 * `recipient list`, `report deliveries`: who outside of the community may be given reports, and to whom one
 * was given. Both are read from this node's copy of the ledger; nobody learns that we looked.
 */

import { givenReports, recipientList } from "@tocsin/wire/recipients";
import type { Command } from "commander";

import { addCommand, addGroup, type CommandRunner, noOptions } from "../command.ts";
import { findId } from "../ids.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const listRecipients = {
  usage: "list",
  summary: "who outside of the community may be given reports",
  about:
    "Named by the exchange's operator, with what they are and for which purposes they may use a report. None\n" +
    "is given anything unless the author of a report chooses it: tocsin report share <draft> --for government.",
  examples: ["tocsin recipient list"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const list = await node.ask("GET", ["recipients"], recipientList);
    if (shell.json) {
      shell.printJson(list);
      return exitCodes.ok;
    }
    const rows = list.items.map(({ recipient, title, is, purposes, takesAmber, active }) => [
      recipient,
      shell.quoted(title),
      is,
      takesAmber ? "amber, with a receipt" : "green at most",
      active ? purposes.join(", ") : "no longer given anything",
    ]);
    const columns = [
      { title: "name" },
      { title: "title" },
      { title: "what" },
      { title: "takes" },
      { title: "purposes", shrinks: true },
    ];
    shell.terminal.out(table(columns, rows, shell.terminal.width));
    return exitCodes.ok;
  },
};

const listDeliveries = {
  usage: "deliveries <report>",
  summary: "to whom outside of the community a report was given",
  about:
    "As the public ledger says it, and whether its author signed that this recipient may have it. One that\n" +
    "nobody chose is proof against the exchange.",
  examples: ["tocsin report deliveries 9aXk"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const report = await findId(node, "reports", id);
    const list = await node.ask("GET", ["reports", report, "deliveries"], givenReports);
    if (shell.json) {
      shell.printJson(list);
      return exitCodes.ok;
    }
    const rows = list.items.map(({ recipient, is, purposes, round, receipt, chosen }) => [
      recipient,
      is,
      String(round),
      receipt === null ? "not needed" : "signed before",
      chosen === null ? "of an older version" : chosen ? "chosen" : "NOT CHOSEN",
      purposes.join(", "),
    ]);
    const columns = [
      { title: "recipient" },
      { title: "what" },
      { title: "round" },
      { title: "receipt" },
      { title: "by its author" },
      { title: "purposes", shrinks: true },
    ];
    shell.terminal.out(table(columns, rows, shell.terminal.width));
    return exitCodes.ok;
  },
};

export function addRecipientCommands(
  program: Command,
  report: Command,
  runner: CommandRunner,
): void {
  const group = addGroup(program, "recipient", "who outside of the community may be given reports");
  addCommand(group, runner, listRecipients);
  addCommand(report, runner, listDeliveries);
}
