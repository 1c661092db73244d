/**
 * `policy …`: who must agree before something leaves, and the dated table of legal regimes. It stays in the
 * node; changing it takes counsel's passphrase once there is one.
 */

import { type PolicyView, policyChange, policyView, regime } from "@tocsin/wire/node-api";
import { parseMessage } from "@tocsin/wire/primitives";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readJsonInput } from "../input.ts";
import { longDeadlineMs } from "../node-port.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { facts, table } from "../table.ts";

const regimesBytesMax = 256 * 1024;

const setOptions = z.object({
  persons: z.enum(["1", "2"]).optional(),
  regimes: z.string().optional(),
  passphraseFile: z.string().optional(),
});

const showPolicy = {
  usage: "show",
  summary: "who must agree, and which legal regime is in force today",
  about:
    "Regimes are dated data that counsel may replace; a day on which none is in force is a valid day. This\n" +
    "is no legal advice.",
  examples: ["tocsin policy show", "tocsin policy show --json"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    tellPolicy(shell, await node.ask("GET", ["policy"], policyView));
    return exitCodes.ok;
  },
};

const setPolicy = {
  usage: "set",
  summary: "ask for one person or for two, or replace the table of regimes",
  about:
    "With --persons 2 nothing leaves that counsel has not approved as well. The first time it makes counsel's\n" +
    "key under a new passphrase of at least 12 characters: let counsel type it, alone. Every later change\n" +
    "needs that passphrase.",
  examples: ["tocsin policy set --persons 2", "tocsin policy set --regimes regimes.json"],
  options: [
    { flags: "--persons <number>", about: "1: the analyst; 2: analyst and counsel" },
    {
      flags: "--regimes <file>",
      about: "JSON list of {id, name, from, until, text}; until may be null",
    },
    {
      flags: "--passphrase-file <file>",
      about: "its first line is counsel's passphrase; only its owner may read it; - is stdin",
    },
  ],
  schema: setOptions,
  run: async (
    shell: Shell,
    _: readonly string[],
    { persons, regimes, passphraseFile }: z.output<typeof setOptions>,
  ) => {
    if (persons === undefined && regimes === undefined) throw usageError("--persons or --regimes");
    const table =
      regimes === undefined
        ? undefined
        : parseMessage(
            z.array(regime),
            await readJsonInput(shell.terminal, regimes, regimesBytesMax),
          );
    const node = await shell.node();
    const before = await node.ask("GET", ["policy"], policyView);
    const { readCounselPassphrase } = await import("../passphrase.ts");
    const isNew = before.counsel === null;
    const passphrase = await readCounselPassphrase(shell.terminal, { file: passphraseFile, isNew });
    const json = parseMessage(policyChange, {
      ...(persons === undefined ? {} : { persons: Number(persons) }),
      ...(table === undefined ? {} : { regimes: table }),
      passphrase,
    });
    const asking = { json, deadlineMs: longDeadlineMs };
    tellPolicy(shell, await node.ask("PUT", ["policy"], policyView, asking));
    return exitCodes.ok;
  },
};

export function addPolicyCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, showPolicy);
  addCommand(parent, runner, setPolicy);
}

function tellPolicy(shell: Shell, view: PolicyView): void {
  if (shell.json) {
    shell.printDocument(view);
    return;
  }
  const head = facts([
    ["must agree", view.persons === 1 ? "the analyst" : "the analyst and counsel"],
    ["counsel's key", view.counsel ?? "none yet"],
    ["in force today", view.regime ?? "no regime"],
  ]);
  const rows = view.regimes.map(({ id, from, until, name }) => [id, from, until ?? "-", name]);
  const columns = [
    { title: "regime" },
    { title: "from" },
    { title: "until" },
    { title: "name", shrinks: true },
  ];
  shell.terminal.out(`${head}\n${table(columns, rows, shell.terminal.width)}`);
}
