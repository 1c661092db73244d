/**
 * `check …`: have others seen this? Values are asked about blindly, at the constant rate; nothing says that
 * anything was asked. Nothing is sealed without --seal.
 */

import { TocsinError } from "@tocsin/kernel";
import { check, type Check, checkCharsMax, type CheckLineView } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { readTextInput } from "../input.ts";
import { relative, span } from "../moment.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { matchMarks } from "../views/match-marks.ts";
import { table } from "../table.ts";

const options = z.object({
  seal: z.boolean().default(false),
  wait: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});
type Options = z.output<typeof options>;

/** How often a check that waits is looked at again. */
const lookMs = 2000;

export function addCheckCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, {
    usage: "check [file]",
    summary: "have others seen this? asked blindly, before anything is told",
    about:
      "Takes any text (- or nothing is stdin): each value in it is asked about, at the constant rate, so\n" +
      "that nobody learns what was asked or that anything was. What was asked before is answered at once.\n" +
      "--seal also says, blindly, that this company saw the values: whoever saw the same learns of it.\n" +
      "Exit code 8: some values are not answered yet; ask again with the same file, or --wait.",
    examples: [
      "tocsin check suspicious.txt",
      "pbpaste | tocsin check --seal --wait",
      "tocsin check --dry-run suspicious.txt",
    ],
    options: [
      { flags: "--seal", about: "say as well, blindly, that this company saw them" },
      { flags: "--wait", about: "wait until everything is answered" },
      { flags: "--dry-run", about: "say what would be asked and who learns what, and ask nothing" },
    ],
    schema: options,
    run,
  });
}

async function run(
  shell: Shell,
  [file = "-"]: readonly string[],
  { seal, wait, dryRun }: Options,
): Promise<ExitCode> {
  const { terminal, clock } = shell;
  const node = await shell.node();
  const text = await readTextInput(terminal, file, checkCharsMax * 4);
  if (text.trim() === "") throw new TocsinError("document-empty");
  if (text.length > checkCharsMax) {
    throw new TocsinError("too-large", { detail: `${checkCharsMax} characters` });
  }
  const json = { text, seal, ...(dryRun ? { dryRun } : {}) };
  let made = await node.ask("POST", ["checks"], check, { json });
  for (const line of made.tells) terminal.note(`${line}\n`);
  if (dryRun) {
    show(shell, made, "would be asked");
    if (!shell.json) terminal.note(`${made.waiting} would be asked about. Nothing was asked.\n`);
    return exitCodes.ok;
  }
  while (wait && made.waiting > 0) {
    await clock.sleep(lookMs);
    made = await node.ask("GET", ["checks", made.id], check);
  }
  show(shell, made);
  return made.waiting > 0 ? exitCodes.waits : exitCodes.ok;
}

/** `waiting`: what is said of a line that has no answer yet. */
function show(shell: Shell, made: Check, waiting = "waiting"): void {
  const { terminal, clock } = shell;
  if (shell.json) {
    shell.printJson(made);
    return;
  }
  const nowMs = clock.now();
  const rows = made.lines.map((line) => [
    String(line.line),
    stateOf(line, waiting),
    line.type ?? "",
    line.value === null ? "" : shell.observable(line.value, line.type),
    line.count ?? "",
    line.sinceMs === null ? "" : relative(line.sinceMs, nowMs),
  ]);
  const columns = [
    { title: "line" },
    { title: "state" },
    { title: "type" },
    { title: "value", shrinks: true },
    { title: "submissions" },
    { title: "since" },
  ];
  terminal.out(table(columns, rows, terminal.width));
  if (made.waiting === 0 || waiting !== "waiting") return;
  const longest = Math.max(...made.lines.map(({ expectedMs }) => expectedMs ?? 0));
  terminal.note(`${made.waiting} not answered yet; all of them in about ${span(longest)}\n`);
}

function stateOf(line: CheckLineView, waiting: string): string {
  const state = line.state === "waiting" ? waiting : line.state;
  const marks = matchMarks(line);
  return marks.length === 0 ? state : `${state} (${marks.join(", ")})`;
}
