/** `benign`: the lists of well-known values, why a value is on one, a newer copy, and our own changes. */

import type { OwnBenign } from "@tocsin/threat/benign";
import type { Command } from "commander";
import { z } from "zod";

import { counted } from "../counted.ts";
import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { relative } from "../moment.ts";
import { usageError } from "../failure.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const listCommand = {
  usage: "list",
  summary: "the lists of well-known values, with their effect and age",
  about:
    "Values of a list with the effect never are no observables; of context, not unless a text accuses them;\n" +
    "of weak, they say little alone. Says, too, how the last refresh went. Needs no node and no network.",
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

const refreshOptions = z.object({
  from: z.string().optional(),
  accept: z.boolean().default(false),
  private: z.boolean().default(false),
});
type RefreshOptions = z.output<typeof refreshOptions>;

const refreshCommand = {
  usage: "refresh",
  summary: "fetch a newer copy of the public lists",
  about:
    "Fetches MISP's warning lists, each below the address as NAME/list.json, or reads a folder of NAME.json.\n" +
    "The server learns this machine's address, nothing of what we look up. A copy of which a list is gone or\n" +
    "has lost more than half is refused unless --accept says that it is right; the last good copy stays.\n" +
    "Addresses in private networks are refused, also behind redirects, unless --private says that this one\n" +
    "host is ours. The node reads the new copy at its next start; what is typed here at once.",
  examples: ["tocsin benign refresh", "tocsin benign refresh --from /srv/misp-warninglists"],
  options: [
    { flags: "--from <where>", about: "web address or folder; MISP's repository by default" },
    { flags: "--accept", about: "take the copy however little it holds" },
    { flags: "--private", about: "the host is in our own network" },
  ],
  schema: refreshOptions,
  run: refresh,
};

const addOptions = z.object({
  effect: z.enum(["never", "weak", "context"]).default("context"),
  why: z.string().min(3).max(200),
});
type AddOptions = z.output<typeof addOptions>;

const addValueCommand = {
  usage: "add <value>",
  summary: "count a value as well known here",
  about:
    "For addresses, names and other values that are harmless at this company and on no public list; of a\n" +
    "domain the names below it as well. Stays on this machine.",
  examples: ['tocsin benign add scanner.example --why "the scanner that we pay for"'],
  options: [
    {
      flags: "--effect <effect>",
      about: "what follows; context by default",
      choices: ["never", "weak", "context"],
    },
    { flags: "--why <sentence>", about: "shown beside each hit" },
  ],
  schema: addOptions,
  run: add,
};

const ignoreCommand = {
  usage: "ignore <entry>",
  summary: "let a value, or a whole list, count as real here",
  about: "Takes a value, or the name of a list. Stays on this machine.",
  examples: ["tocsin benign ignore url-shorteners", "tocsin benign ignore 203.0.113.7"],
  schema: noOptions,
  run: ignore,
};

const forgetCommand = {
  usage: "forget <entry>",
  summary: "undo what was added or ignored",
  about: "Takes the value or the list's name; the public lists say of it again what they say.",
  examples: ["tocsin benign forget url-shorteners"],
  schema: noOptions,
  run: forget,
};

export function addBenignCommands(group: Command, runner: CommandRunner): void {
  addCommand(group, runner, listCommand);
  addCommand(group, runner, whyCommand);
  addCommand(group, runner, refreshCommand);
  addCommand(group, runner, addValueCommand);
  addCommand(group, runner, ignoreCommand);
  addCommand(group, runner, forgetCommand);
}

async function list(shell: Shell): Promise<ExitCode> {
  const { benignLists, benignSource } = await import("@tocsin/threat/benign");
  const files = await import("../../benign/benign-files.ts");
  const tables = await files.readBenignTables(shell.home);
  const state = await files.readRefreshState(shell.home);
  const own = await files.readOwnBenign(shell.home);
  const source = tables?.names.source ?? benignSource;
  const lists = benignLists(tables).map((one) => ({
    ...one,
    isIgnored: own.ignored.includes(one.name),
  }));
  if (shell.json) {
    shell.printJson({ source, refreshed: state ?? null, lists, own });
    return exitCodes.ok;
  }
  const rows = lists.map((one) => [
    one.name,
    one.isIgnored ? "ignored" : one.effect,
    String(one.values),
    one.versions,
  ]);
  for (const { value, effect, why } of own.added) rows.push([`own: ${value}`, effect, "1", why]);
  const columns = [
    { title: "list", shrinks: true },
    { title: "effect" },
    { title: "values", align: "right" as const },
    { title: "versions", shrinks: true },
  ];
  const { terminal } = shell;
  terminal.out(table(columns, rows, terminal.width));
  terminal.note(`From ${oneLine(source)}.\n`);
  if (state !== undefined && state.code !== null) {
    const failed = `The refresh ${relative(state.triedMs, shell.clock.now())} failed (${state.code})`;
    terminal.note(`${failed}; the last good copy counts.\n`);
  }
  return exitCodes.ok;
}

async function refresh(
  shell: Shell,
  _operands: readonly string[],
  { from, accept, private: allowPrivate }: RefreshOptions,
): Promise<ExitCode> {
  const { refreshBenign, upstreamLists } = await import("../../benign/refresh.ts");
  const { openSource } = await import("../../feeds/source.ts");
  const { benignLists } = await import("@tocsin/threat/benign");
  const { openStateFolder } = await import("../../state-folder.ts");
  await openStateFolder(shell.home);
  const ports = { folder: shell.home, openSource, now: () => shell.clock.now() };
  const wanted = { from: from ?? upstreamLists, accept, allowPrivate };
  const tables = await refreshBenign(ports, wanted, shell.terminal.closed);
  const lists = benignLists(tables);
  const values = lists.reduce((sum, one) => sum + one.values, 0);
  if (shell.json) shell.printJson({ source: tables.names.source, lists: lists.length, values });
  else
    shell.terminal.out(`${counted(lists.length, "list")} with ${counted(values, "value")} here.\n`);
  return exitCodes.ok;
}

async function add(
  shell: Shell,
  [given = ""]: readonly string[],
  { effect, why: reason }: AddOptions,
): Promise<ExitCode> {
  const { classifyValue } = await import("@tocsin/threat/extraction");
  const found = classifyValue(given);
  if (found === undefined) throw usageError("this is no value of a known type");
  const { type, value } = found;
  await changeOwn(shell, (own) => ({
    added: [
      ...own.added.filter((one) => one.type !== type || one.value !== value),
      { type, value, effect, why: reason },
    ],
    ignored: own.ignored.filter((one) => one !== value),
  }));
  return exitCodes.ok;
}

async function ignore(shell: Shell, [given = ""]: readonly string[]): Promise<ExitCode> {
  const entry = await entryOf(given);
  await changeOwn(shell, ({ added, ignored }) => ({
    added,
    ignored: [...ignored.filter((one) => one !== entry), entry],
  }));
  return exitCodes.ok;
}

async function forget(shell: Shell, [given = ""]: readonly string[]): Promise<ExitCode> {
  const entry = await entryOf(given);
  await changeOwn(shell, ({ added, ignored }) => ({
    added: added.filter(({ value }) => value !== entry),
    ignored: ignored.filter((one) => one !== entry),
  }));
  return exitCodes.ok;
}

/** A list's name, or a value as it is compared. Throws `usage`. */
async function entryOf(given: string): Promise<string> {
  const { benignLists } = await import("@tocsin/threat/benign");
  const { classifyValue } = await import("@tocsin/threat/extraction");
  if (benignLists().some(({ name }) => name === given)) return given;
  const value = classifyValue(given)?.value;
  if (value === undefined) throw usageError("neither a value nor a list of `tocsin benign list`");
  return value;
}

async function changeOwn(shell: Shell, change: (own: OwnBenign) => OwnBenign): Promise<void> {
  const { readOwnBenign, writeOwnBenign } = await import("../../benign/benign-files.ts");
  const { openStateFolder } = await import("../../state-folder.ts");
  await openStateFolder(shell.home);
  const own = change(await readOwnBenign(shell.home));
  await writeOwnBenign(shell.home, own);
  const { added, ignored } = own;
  if (shell.json) shell.printJson(own);
  else shell.terminal.note(`${added.length} added and ${ignored.length} ignored here.\n`);
}

async function why(shell: Shell, values: readonly string[]): Promise<ExitCode> {
  const { readBenignLookup } = await import("../../benign/benign-files.ts");
  const benignOf = await readBenignLookup(shell.home);
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
    shell.observable(value, type),
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
