/** `warning …`: what rings for this company, and why. Warnings are made here; nobody outside learns of them. */

import { TocsinError } from "@tocsin/kernel";
import {
  tuningKinds,
  warning as warningSchema,
  type WarningChange,
  warningPage,
  warningStates,
} from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, addGroup, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import type { NodeClient } from "../node-port.ts";
import { parseSpan } from "../moment.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { warningTable, warningText } from "../views/warning-view.ts";
import { listPage, pageChoice, pageFlags } from "./paging.ts";
import { addTuningCommands } from "./warning-tuning.ts";
import { watchWarnings } from "./warning-watch.ts";

/** Reasons of one warning that are made quieter at once. */
const becauseMax = 20;

const listOptions = pageChoice.extend({
  state: z.enum([...warningStates, "all"]).default("new"),
});

const snoozeOptions = z.object({
  for: z
    .string()
    .default("1d")
    .transform((text) => parseSpan(text) ?? 0)
    .refine((ms) => ms > 0 && ms <= 90 * 86_400_000, "such as 4h or 7d, at most 90d"),
});

const listWarnings = {
  usage: "list",
  summary: "what concerns us, newest first",
  about:
    "Lists warnings with the reason why each concerns us: one of our sightings, reports, technologies or\n" +
    "watch words. Matching is done in this node, so nobody learns what matched.",
  examples: ["tocsin warning list", "tocsin warning list --state all --json"],
  options: [
    { flags: "--state <state>", about: `${warningStates.join(", ")} or all; new by default` },
    ...pageFlags,
  ],
  schema: listOptions,
  run: (shell: Shell, _: readonly string[], given: z.output<typeof listOptions>) =>
    listPage(
      shell,
      given,
      (node, query) =>
        node.ask("GET", ["warnings"], warningPage, {
          query: { state: given.state === "all" ? undefined : given.state, ...query },
        }),
      ({ items }) => warningTable(shell, items),
    ),
};

const showWarning = {
  usage: "show <warning>",
  summary: "one warning with its report",
  about:
    "Shows why it concerns us and what the report says, observables defanged (--live: as they are).",
  examples: ["tocsin warning show 7pQd"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const warning = await node.ask("GET", ["warnings", id], warningSchema);
    if (shell.json) shell.printJson(warning);
    else shell.terminal.out(warningText(shell, warning));
    return exitCodes.ok;
  },
};

const ackWarning = {
  usage: "ack <warning...>",
  summary: "mark as seen and taken care of",
  about: "Only this node learns of it.",
  examples: ["tocsin warning ack 7pQd 8rTe"],
  schema: noOptions,
  run: (shell: Shell, ids: readonly string[]) =>
    changeAll(shell, ids, () => Promise.resolve({ state: "acknowledged" })),
};

const dismissOptions = z.object({ because: z.enum(tuningKinds).optional() });

const dismissWarning = {
  usage: "dismiss <warning...>",
  summary: "mark as not relevant to us",
  about:
    "With --because, reasons of this kind that the warning has make the like of it quieter from now on: they\n" +
    "count as weak, and a warning that has no others is put aside. What is urgent stays urgent, and what was\n" +
    "seen here is never put aside. Only this node learns of it. `tocsin warning tuning list` shows it.",
  examples: ["tocsin warning dismiss 7pQd", "tocsin warning dismiss 7pQd --because technology"],
  options: [
    {
      flags: "--because <kind>",
      about: "a value, a product, a vulnerability, our sector or a watched word is not relevant",
      choices: tuningKinds,
    },
  ],
  schema: dismissOptions,
  run: async (
    shell: Shell,
    ids: readonly string[],
    { because: kind }: z.output<typeof dismissOptions>,
  ) => {
    const state = "not-relevant";
    if (kind === undefined) return changeAll(shell, ids, () => Promise.resolve({ state }));
    return changeAll(shell, ids, async (node, id) => {
      const { reasons } = await node.ask("GET", ["warnings", id], warningSchema);
      const because = reasons
        .filter((it) => it.kind === kind)
        .slice(0, becauseMax)
        .map(({ value }) => ({ kind, value }));
      if (because.length === 0) throw usageError(`the warning has no reason of the kind ${kind}`);
      return { state, because };
    });
  },
};

const snoozeWarning = {
  usage: "snooze <warning...>",
  summary: "hide it for a while",
  about: "It comes back as new when the time is over. Only this node learns of it.",
  examples: ["tocsin warning snooze 7pQd --for 4h"],
  options: [{ flags: "--for <span>", about: "such as 30m, 4h or 7d; 1d by default" }],
  schema: snoozeOptions,
  run: (shell: Shell, ids: readonly string[], options: z.output<typeof snoozeOptions>) =>
    changeAll(shell, ids, () => Promise.resolve({ state: "snoozed", snoozeMs: options.for })),
};

export function addWarningCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listWarnings);
  addCommand(parent, runner, showWarning);
  addCommand(parent, runner, ackWarning);
  addCommand(parent, runner, dismissWarning);
  addCommand(parent, runner, snoozeWarning);
  addCommand(parent, runner, watchWarnings);
  addTuningCommands(addGroup(parent, "tuning", "what is not relevant to us"), runner);
}

/** Partly done where one of several is not there. */
async function changeAll(
  shell: Shell,
  ids: readonly string[],
  changeOf: (node: NodeClient, id: string) => Promise<WarningChange>,
): Promise<ExitCode> {
  const node = await shell.node();
  const changed = [];
  let missing = 0;
  for (const id of ids) {
    try {
      const json = await changeOf(node, id);
      changed.push(await node.ask("PATCH", ["warnings", id], warningSchema, { json }));
    } catch (error) {
      const isMissing = error instanceof TocsinError && error.code === "not-found";
      if (!isMissing || ids.length === 1) throw error;
      missing += 1;
    }
  }
  if (changed.length === 0 && missing > 0) throw new TocsinError("not-found");
  if (shell.json) shell.printJson(changed);
  else shell.terminal.out(warningTable(shell, changed));
  if (missing > 0) shell.terminal.note(`${missing} of ${ids.length} are not there.\n`);
  return missing > 0 ? exitCodes.partly : exitCodes.ok;
}
