/** `ledger verify`: the node recomputes all that it has of the ledger. Nobody outside learns that it does. */

import { ledgerCheck } from "@tocsin/wire/node-api";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { longDeadlineMs } from "../node-port.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { facts } from "../table.ts";

const verifyLedger = {
  usage: "verify",
  summary: "recompute the whole ledger and compare it with what was signed",
  about:
    "Recomputes every leaf, the root and the signed checkpoint from what this node has stored. Finds a\n" +
    "flipped bit on this disk, and anything that the exchange showed but did not sign. Exit code 1 where\n" +
    "something is wrong.",
  examples: ["tocsin ledger verify", "tocsin ledger verify --json | jq .wrong"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    shell.terminal.note("Recomputing …\n");
    const asking = { deadlineMs: longDeadlineMs };
    const check = await node.ask("GET", ["ledger", "check"], ledgerCheck, asking);
    if (shell.json) shell.printDocument(check);
    else {
      shell.terminal.out(
        facts([
          ["ledger", check.origin],
          ["leaves", String(check.size)],
          ["root", check.root],
          ...check.checked.map((text) => ["checked", text] as const),
          ...check.wrong.map((text) => ["WRONG", text] as const),
          ["verdict", check.ok ? "everything fits" : "something is wrong"],
        ]),
      );
    }
    return check.ok ? exitCodes.ok : exitCodes.failed;
  },
};

export function addLedgerCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, verifyLedger);
}
