/** `watch …`: words, names, techniques and vulnerabilities that ring for this company; they stay here. */

import { type Watch, watch as watchSchema, watchKinds, watchList } from "@tocsin/wire/node-api";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { relative } from "../moment.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { tellNone } from "./paging.ts";

const addWatch = {
  usage: "add <kind> <value...>",
  summary: "ring where a report has it",
  about:
    `Kinds: ${watchKinds.join(", ")}. Actors and malware are found under all their names, a technique with\n` +
    "its sub-techniques, a search where a report has all of its words. The whole feed is gone through\n" +
    "again; nobody learns what you watch for.",
  examples: [
    "tocsin watch add actor APT41",
    "tocsin watch add technique T1566",
    "tocsin watch add search netscaler gateway session",
  ],
  schema: noOptions,
  run: async (shell: Shell, [kind = "", ...words]: readonly string[]) => {
    const known = watchKinds.find((it) => it === kind);
    if (known === undefined) throw usageError(`the kind is one of ${watchKinds.join(", ")}`);
    const node = await shell.node();
    const json = { kind: known, value: words.join(" ") };
    tellWatches(shell, [await node.ask("POST", ["watches"], watchSchema, { json })]);
    return exitCodes.ok;
  },
};

const listWatches = {
  usage: "list",
  summary: "what is watched for",
  about: "Words of the profile (tocsin profile show) are watched for too.",
  examples: ["tocsin watch list"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const { items } = await node.ask("GET", ["watches"], watchList);
    tellWatches(shell, items);
    return exitCodes.ok;
  },
};

const removeWatch = {
  usage: "remove <watch>",
  summary: "no longer ring for it",
  about: "Warnings that had no other reason go with it.",
  examples: ["tocsin watch remove 3"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    await node.tell("DELETE", ["watches", id]);
    return exitCodes.ok;
  },
};

export function addWatchCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, addWatch);
  addCommand(parent, runner, listWatches);
  addCommand(parent, runner, removeWatch);
}

function tellWatches(shell: Shell, watches: readonly Watch[]): void {
  if (shell.json) {
    shell.printJson({ items: watches });
    return;
  }
  const nowMs = shell.clock.now();
  const rows = watches.map(({ id, kind, value, addedMs }) => [
    id,
    kind,
    value,
    relative(addedMs, nowMs),
  ]);
  const columns = [
    { title: "id" },
    { title: "kind" },
    { title: "value", shrinks: true },
    { title: "added" },
  ];
  shell.terminal.out(table(columns, rows, shell.terminal.width));
  tellNone(shell, rows.length, "See tocsin watch add --help.");
}
