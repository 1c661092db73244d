/**
 * `sighting watch …`: hits of the company's own systems become sightings, out of a folder or by syslog. They
 * stay in this node and are sealed in the background, as every sighting is.
 */

import path from "node:path";

import {
  hitSourceList,
  hitSourceView,
  type HitSourceView,
  hitTrial,
  type HitTrial,
  hitTrialCharsMax,
  type NewHitSource,
} from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { counted } from "../counted.ts";
import { addCommand, addGroup, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readTextInput } from "../input.ts";
import { relative } from "../moment.ts";
import { longDeadlineMs } from "../node-port.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const valuesTold = 20;

const folderOptions = z.object({
  name: z.string().min(1).max(80).optional(),
  dryRun: z.boolean().default(false),
});
const syslogOptions = z.object({
  name: z.string().min(1).max(80).default("syslog"),
  allow: z.array(z.string()).max(64).default([]),
  dryRun: z.string().optional(),
});

const nameOption = {
  flags: "--name <name>",
  about: "where they were seen; shown with each warning",
};

const addFolder = {
  usage: "add <folder>",
  summary: "files that are put into a folder become sightings",
  about:
    "Each new file in the folder - a list, CSV, JSON lines, STIX, or a log - is read once nobody writes to it\n" +
    "any more; what it names becomes sightings, and the file goes to `done` or `refused` beside it. At most\n" +
    "16 MiB and 100,000 values a file. What the profile knows as our own is left out, so a profile is needed.\n" +
    "Nobody outside this company learns of a hit: sightings are sealed at the constant rate.",
  examples: [
    "tocsin sighting watch add /srv/siem/hits --name SIEM",
    "tocsin sighting watch add /srv/siem/hits --dry-run",
  ],
  options: [
    nameOption,
    { flags: "--dry-run", about: "say what its files would give; keep and move nothing" },
  ],
  schema: folderOptions,
  run: async (
    shell: Shell,
    [given = ""]: readonly string[],
    { name, dryRun }: z.output<typeof folderOptions>,
  ): Promise<ExitCode> => {
    const folder = path.resolve(given);
    if (dryRun) return tellTrial(shell, { folder });
    return add(shell, { kind: "folder", name: oneLine(name ?? path.basename(folder)), folder });
  },
};

const addSyslog = {
  usage: "syslog <address>",
  summary: "what firewalls and the SIEM send by syslog becomes sightings",
  about:
    "Listens at HOST:PORT on UDP and TCP for RFC 5424 and RFC 3164 messages and keeps what they name. This\n" +
    "machine may send; --allow names other senders, without which only 127.0.0.1 and ::1 are listened on.\n" +
    "Syslog is in the clear and UDP senders can be forged: keep it within a network of your own. At most\n" +
    "64 KiB a message and 500 messages a second; what is beyond is dropped and counted.",
  examples: [
    "tocsin sighting watch syslog 127.0.0.1:5514",
    "tocsin sighting watch syslog 10.0.0.5:5514 --allow 10.0.0.0/24 --name firewall",
    "tocsin sighting watch syslog 127.0.0.1:5514 --dry-run sample.log",
  ],
  options: [
    nameOption,
    { flags: "--allow <range>", about: "an address or range that may send", repeats: true },
    {
      flags: "--dry-run <file>",
      about: "say what these lines would give (- is stdin); keep nothing",
    },
  ],
  schema: syslogOptions,
  run: async (
    shell: Shell,
    [address = ""]: readonly string[],
    { name, allow, dryRun }: z.output<typeof syslogOptions>,
  ): Promise<ExitCode> => {
    const place = placeOf(address);
    if (dryRun !== undefined) return tellTrial(shell, { text: await sample(shell, dryRun) });
    return add(shell, { kind: "syslog", name: oneLine(name), ...place, allow });
  },
};

const listSources = {
  usage: "list",
  summary: "where hits come from, and how it goes",
  about:
    "Lists the folders and listeners with what they took since the node's start. Exit code 5: one fails.",
  examples: ["tocsin sighting watch list --json"],
  schema: noOptions,
  run: async (shell: Shell): Promise<ExitCode> => {
    const { items } = await (await shell.node()).ask("GET", ["hit-sources"], hitSourceList);
    if (shell.json) shell.printJson({ items });
    else shell.terminal.out(tableOf(shell, items));
    return items.some(({ state }) => state === "failing") ? exitCodes.partly : exitCodes.ok;
  },
};

const removeSource = {
  usage: "remove <name>",
  summary: "take no more hits from there",
  about: "Stops it. Sightings that came from there stay.",
  examples: ["tocsin sighting watch remove SIEM"],
  schema: noOptions,
  run: async (shell: Shell, [name = ""]: readonly string[]): Promise<ExitCode> => {
    const node = await shell.node();
    const { items } = await node.ask("GET", ["hit-sources"], hitSourceList);
    const found = items.find((it) => it.name === name || it.id === name);
    if (found === undefined) throw usageError("there is no source of this name");
    await node.tell("DELETE", ["hit-sources", found.id]);
    return exitCodes.ok;
  },
};

export function addSightingWatchCommands(parent: Command, runner: CommandRunner): void {
  const watch = addGroup(parent, "watch", "take hits from a folder or by syslog");
  addCommand(watch, runner, addFolder);
  addCommand(watch, runner, addSyslog);
  addCommand(watch, runner, listSources);
  addCommand(watch, runner, removeSource);
}

async function add(shell: Shell, json: NewHitSource): Promise<ExitCode> {
  const added = await (await shell.node()).ask("POST", ["hit-sources"], hitSourceView, { json });
  if (shell.json) shell.printJson(added);
  else shell.terminal.note(`Hits are taken from ${oneLine(added.place)} from now on.\n`);
  return exitCodes.ok;
}

async function tellTrial(
  shell: Shell,
  json: { readonly folder: string } | { readonly text: string },
): Promise<ExitCode> {
  const asking = { json, deadlineMs: longDeadlineMs };
  const told = await (await shell.node()).ask("POST", ["hit-trials"], hitTrial, asking);
  if (shell.json) shell.printJson(told);
  else for (const item of told.items) tellItem(shell, item);
  return told.items.some(({ code }) => code !== null) ? exitCodes.partly : exitCodes.ok;
}

function tellItem(
  shell: Shell,
  { name, code, values, count, left }: HitTrial["items"][number],
): void {
  const { terminal } = shell;
  const said = code ?? `${counted(count, "value")}, ${left} more our own and left out`;
  terminal.out(`${oneLine(name)}: ${said}\n`);
  const rows = values
    .slice(0, valuesTold)
    .map(({ type, value }) => ["", type, shell.observable(value, type)]);
  const columns = [{ title: "" }, { title: "type" }, { title: "value", shrinks: true }];
  if (rows.length > 0) terminal.out(table(columns, rows, terminal.width));
  if (count > valuesTold) terminal.note(`and ${count - valuesTold} more\n`);
}

function tableOf(shell: Shell, items: readonly HitSourceView[]): string {
  const nowMs = shell.clock.now();
  const columns = [
    { title: "name", shrinks: true },
    { title: "from", shrinks: true },
    { title: "state" },
    { title: "taken" },
    { title: "refused" },
    { title: "dropped" },
    { title: "added" },
    { title: "known" },
    { title: "left out" },
    { title: "last" },
  ];
  const rows = items.map((it) => [
    oneLine(it.name),
    oneLine(`${it.kind} ${it.place}`),
    it.code === null ? it.state : `${it.state}: ${it.code}`,
    ...[it.taken, it.refused, it.dropped, it.added, it.known, it.left].map(String),
    it.lastMs === null ? "never" : relative(it.lastMs, nowMs),
  ]);
  return table(columns, rows, shell.terminal.width);
}

async function sample({ terminal }: Shell, file: string): Promise<string> {
  const text = await readTextInput(terminal, file, hitTrialCharsMax * 4);
  return text.slice(0, hitTrialCharsMax);
}

function placeOf(address: string): { host: string; port: number } {
  const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(address) ?? [];
  if (host === "" || Number(port) > 65_535 || port === "0") throw usageError("HOST:PORT");
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}
