/** `benign`: the lists of well-known values, and why a value is on one. */

import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const listCommand = {
  usage: "list",
  summary: "the lists of well-known values, with their effect and age",
  about:
    "Values of a list with the effect never are no indicators; of context, not unless a text accuses them;\n" +
    "of weak, they say little alone. Needs no node and no network. How to renew the lists stands in\n" +
    "docs/extraction.md.",
  examples: ["tocsin benign list", "tocsin benign list --json"],
  schema: noOptions,
  run: list,
};

const whyCommand = {
  usage: "why <values...>",
  summary: "what the lists say of values",
  about:
    "Says for each value which list holds it, if any, and what follows. Needs no node and no network.",
  examples: ["tocsin benign why 8.8.8.8 bit.ly evil[.]example"],
  schema: noOptions,
  run: why,
};

export function addBenignCommands(group: Command, runner: CommandRunner): void {
  addCommand(group, runner, listCommand);
  addCommand(group, runner, whyCommand);
}

async function list(shell: Shell): Promise<ExitCode> {
  const { benignLists, benignSource } = await import("@tocsin/threat");
  const lists = benignLists();
  if (shell.json) {
    shell.printJson({ source: benignSource, lists });
    return exitCodes.ok;
  }
  const rows = lists.map((one) => [one.name, one.effect, String(one.values), one.versions]);
  const columns = [
    { title: "list" },
    { title: "effect" },
    { title: "values", align: "right" as const },
    { title: "versions", shrinks: true },
  ];
  shell.terminal.out(table(columns, rows, shell.terminal.width));
  shell.terminal.note(`From ${oneLine(benignSource)}.\n`);
  return exitCodes.ok;
}

async function why(shell: Shell, values: readonly string[]): Promise<ExitCode> {
  const { benignOf } = await import("@tocsin/threat");
  const { classifyValue } = await import("@tocsin/threat/extraction");
  const answers = values.map((given) => {
    const found = classifyValue(given);
    const benign = found === undefined ? undefined : benignOf(found.type, found.value);
    return {
      value: found?.value ?? given,
      type: found?.type ?? null,
      benign: benign ?? null,
    };
  });
  if (shell.json) {
    shell.printJson(answers);
    return exitCodes.ok;
  }
  const rows = answers.map(({ value, type, benign }) => [
    type ?? "no value",
    shell.indicator(value, type),
    benign?.effect ?? "",
    benign === null ? "On no list." : `${benign.why} (${benign.list})`,
  ]);
  const columns = [
    { title: "type" },
    { title: "value", shrinks: true },
    { title: "effect" },
    { title: "why", shrinks: true },
  ];
  shell.terminal.out(table(columns, rows, shell.terminal.width));
  return exitCodes.ok;
}
