/** `warning tuning …`: what a person has said is not relevant, and how to undo it. On this node alone. */

import { tuningList } from "@tocsin/wire/node-api";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { relative } from "../moment.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const listTunings = {
  usage: "list",
  summary: "what makes warnings quieter",
  about: "Lists what was dismissed with a reason, and how many warnings have such a reason now.",
  examples: ["tocsin warning tuning list", "tocsin warning tuning list --json"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const { items } = await (await shell.node()).ask("GET", ["tunings"], tuningList);
    if (shell.json) {
      shell.printJson({ items });
      return exitCodes.ok;
    }
    const nowMs = shell.clock.now();
    const columns = [
      { title: "id" },
      { title: "kind" },
      { title: "value", shrinks: true },
      { title: "since" },
      { title: "warnings" },
    ];
    const rows = items.map(({ id, kind, type, value, addedMs, warnings }) => [
      id,
      type ?? kind,
      shell.observable(value, type),
      relative(addedMs, nowMs),
      String(warnings),
    ]);
    if (rows.length > 0) shell.terminal.out(table(columns, rows, shell.terminal.width));
    else shell.terminal.note("Nothing is made quieter.\n");
    return exitCodes.ok;
  },
};

const removeTuning = {
  usage: "remove <tuning>",
  summary: "hear of it again",
  about: "What it alone had put aside is new again.",
  examples: ["tocsin warning tuning remove 3"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    await (await shell.node()).tell("DELETE", ["tunings", id]);
    return exitCodes.ok;
  },
};

export function addTuningCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listTunings);
  addCommand(parent, runner, removeTuning);
}
