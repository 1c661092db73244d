/** `sighting …`: what was seen here. It stays in this node, which matches it with everything in the ledger. */

import { sightingPage, sightingsAnswer, type sightingsRequest } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { counted } from "../counted.ts";
import { addCommand, type CommandRunner } from "../command.ts";
import { usageError } from "../failure.ts";
import { readTextInput } from "../input.ts";
import { relative } from "../moment.ts";
import { longDeadlineMs } from "../node-port.ts";
import { showProgress } from "../progress.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { tellWrongLines } from "../wrong-lines.ts";
import { pagedList } from "./paging.ts";

const inputBytesMax = 64 * 1024 * 1024;
/** As many as the node takes in one request. */
const atOnceMax = 10_000;

const addOptions = z.object({
  source: z.string().min(1).max(100),
  keepBenign: z.boolean().default(false),
});
type AddOptions = z.output<typeof addOptions>;

const addSightings = {
  usage: "add <file>",
  summary: "tell the node what was seen here",
  about:
    "Takes rows of type,value (CSV) or any text, out of which observables are extracted; - is stdin. The\n" +
    "node keeps them and warns as soon as someone's report or a sealed sighting concerns one. Nobody\n" +
    "outside this company learns them. Exit code 5: some rows were not taken.",
  examples: [
    "tocsin sighting add blocked.csv --source 'mail gateway'",
    "zcat dns.log.gz | tocsin sighting add - --source dns",
  ],
  options: [
    { flags: "--source <name>", about: "where they were seen; shown with each warning" },
    { flags: "--keep-benign", about: "of a text, also values that lists know as harmless" },
  ],
  schema: addOptions,
  run: add,
};

const listSightings = pagedList({
  usage: "list",
  summary: "what was seen here",
  about: "Lists what this node keeps, newest first, defanged (--live: as they are).",
  examples: ["tocsin sighting list --limit 500 --json"],
  ask: (node, query) => node.ask("GET", ["sightings"], sightingPage, { query }),
  text: sightingTable,
});

function sightingTable(
  shell: Shell,
  items: readonly z.output<typeof sightingPage>["items"][number][],
): string {
  const nowMs = shell.clock.now();
  const rows = items.map(({ type, value, source, addedMs }) => [
    type,
    shell.observable(value, type),
    source,
    relative(addedMs, nowMs),
  ]);
  const columns = [
    { title: "type" },
    { title: "value", shrinks: true },
    { title: "source" },
    { title: "added" },
  ];
  return table(columns, rows, shell.terminal.width);
}

export function addSightingCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, addSightings);
  addCommand(parent, runner, listSightings);
}

async function add(
  shell: Shell,
  [file = ""]: readonly string[],
  { source, keepBenign }: AddOptions,
): Promise<ExitCode> {
  const { terminal } = shell;
  const text = await readTextInput(terminal, file, inputBytesMax);
  const { readSightingValues } = await import("../../matching/sighting-values.ts");
  const { values, wrongLines, benign } = readSightingValues(text, keepBenign);
  if (values.length === 0 && wrongLines.length === 0) {
    throw usageError(benign > 0 ? "only harmless values; see --keep-benign" : "no value in it");
  }
  const node = await shell.node();
  const sum = { added: 0, known: 0, refused: wrongLines.length };
  using progress = await showProgress(terminal, "sightings", values.length);
  for (let at = 0; at < values.length; at += atOnceMax) {
    const json: z.input<typeof sightingsRequest> = {
      source,
      values: values.slice(at, at + atOnceMax),
    };
    const asking = { json, deadlineMs: longDeadlineMs };
    const answer = await node.ask("POST", ["sightings"], sightingsAnswer, asking);
    sum.added += answer.added;
    sum.known += answer.known;
    sum.refused += answer.refused;
    progress.update(at + atOnceMax);
  }
  if (shell.json) shell.printJson({ ...sum, benign, wrongLines });
  else {
    terminal.out(`${sum.added} added, ${sum.known} known before, ${sum.refused} not taken\n`);
    if (benign > 0)
      terminal.note(`${counted(benign, "harmless value")} left out; see --keep-benign\n`);
    tellWrongLines(terminal, wrongLines, "No such type, or not a value of it");
  }
  return sum.refused > 0 ? exitCodes.partly : exitCodes.ok;
}
