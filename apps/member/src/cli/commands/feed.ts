/** `feed`: what is read from others, when, and how it goes; `kev`: what of it concerns what we run. */

import path from "node:path";

import { TocsinError } from "@tocsin/kernel";
import {
  concernList,
  type FeedKind,
  feedKinds,
  feedList,
  feedSchemes,
  feedSync,
  feedTest,
  feedView,
  type FeedView,
  knownExploited,
} from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { counted } from "../counted.ts";
import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readInput } from "../input.ts";
import { longDeadlineMs } from "../node-port.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const secretBytesMax = 4096;
const minuteMs = 60_000;

const fingerprint = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, "a fingerprint has 40 or 64 hexadecimal digits");
const addOptions = z.object({
  kind: z.enum(feedKinds),
  everyMinutes: z.coerce.number().int().min(5).max(44_640).optional(),
  auth: z.enum(feedSchemes).optional(),
  user: z.string().optional(),
  secretFile: z.string().optional(),
  private: z.boolean().default(false),
  signedBy: z.array(z.string().transform(fingerprintIn).pipe(fingerprint)).default([]),
});

const addFeed = {
  usage: "add <name> <address>",
  summary: "read a feed of others from now on",
  about:
    "Reads what others publish, again and again: taxii (a collection, an API root or a server), misp (the\n" +
    "folder of a feed), kev, csaf (provider metadata, ROLIE, a list of documents or one), stix (a bundle),\n" +
    "list (block lists, CSV, JSON lines) or veris. The address is of the web, or a file of this machine.\n" +
    "The other side learns this machine's address and when it asks, nothing of what we report or see.\n" +
    "A secret comes from a file or stdin (-), never from the command line. Addresses in private networks\n" +
    "are refused, also behind redirects, unless --private says that this one host is ours.\n" +
    "Advisories of a trusted CSAF provider must be signed with a key that its metadata names; with\n" +
    "--signed-by only with a key of that fingerprint, whatever the metadata says.",
  examples: [
    "tocsin feed add kev https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json --kind kev",
    "tocsin feed add isac https://taxii.example/api/collections/ID/ --kind taxii --auth basic --user us --secret-file -",
    "tocsin feed add own-list /srv/lists/block.csv --kind list --every-minutes 15",
    "tocsin feed add vendor https://vendor.example/.well-known/csaf/provider-metadata.json --kind csaf --signed-by FINGERPRINT",
  ],
  options: [
    { flags: "--kind <kind>", about: "what it is", choices: feedKinds },
    { flags: "--every-minutes <number>", about: "how often; by default what suits its kind" },
    {
      flags: "--auth <scheme>",
      about: "how the secret is sent; key: as it is",
      choices: feedSchemes,
    },
    { flags: "--user <name>", about: "name for basic" },
    { flags: "--secret-file <file>", about: "holds the secret; - is stdin" },
    { flags: "--private", about: "its host may be in a private network" },
    {
      flags: "--signed-by <fingerprint>",
      about: "csaf: one of these OpenPGP keys must have signed each advisory",
      repeats: true,
    },
  ],
  schema: addOptions,
  run: runAdd,
};

const listFeeds = {
  usage: "list",
  summary: "the feeds, and how they go",
  about:
    "Lists the feeds: how much they brought, when they were last read well, how old their newest item is,\n" +
    "and what the last try failed with. What was good before a failure stays.",
  examples: ["tocsin feed list", "tocsin feed list --json"],
  schema: noOptions,
  run: async (shell: Shell): Promise<ExitCode> => {
    const { items } = await (await shell.node()).ask("GET", ["feeds"], feedList);
    if (shell.json) shell.printJson({ items });
    else shell.terminal.out(tableOf(shell, items));
    return items.some((it) => it.state === "failing") ? exitCodes.partly : exitCodes.ok;
  },
};

const syncOptions = z.object({ accept: z.boolean().default(false) });

const syncFeeds = {
  usage: "sync [name]",
  summary: "read feeds now",
  about:
    "Reads one feed now, or all of them, and says what changed. A copy that holds less than a tenth of the\n" +
    "last one is not believed; --accept takes it.",
  examples: ["tocsin feed sync", "tocsin feed sync kev", "tocsin feed sync own-list --accept"],
  options: [{ flags: "--accept", about: "take a copy that holds far less" }],
  schema: syncOptions,
  run: runSync,
};

const testFeed = {
  usage: "test <name>",
  summary: "ask a feed and keep nothing",
  about: "Reads the beginning of a feed, says what is in it or what goes wrong, and keeps nothing.",
  examples: ["tocsin feed test isac"],
  schema: noOptions,
  run: async (shell: Shell, [name = ""]: readonly string[]): Promise<ExitCode> => {
    const node = await shell.node();
    const { id } = await feedNamed(shell, name);
    const asking = { json: {}, deadlineMs: longDeadlineMs };
    const told = await node.ask("POST", ["feeds", id, "test"], feedTest, asking);
    if (shell.json) shell.printJson(told);
    else {
      const { ok, code, items, values, refused } = told;
      shell.terminal.out(
        ok
          ? `good: ${counted(items, "item")}, ${counted(values, "value")}, ${refused} refused\n`
          : `${code ?? ""}\n`,
      );
      tellRefusals(shell, told.refusals);
    }
    return told.ok ? exitCodes.ok : exitCodes.failed;
  },
};

const removeFeed = {
  usage: "remove <name>",
  summary: "read a feed no more, and forget what it brought",
  about: "Takes a feed away with everything that it alone brought.",
  examples: ["tocsin feed remove own-list"],
  schema: noOptions,
  run: async (shell: Shell, [name = ""]: readonly string[]): Promise<ExitCode> => {
    const { id } = await feedNamed(shell, name);
    await (await shell.node()).tell("DELETE", ["feeds", id]);
    return exitCodes.ok;
  },
};

const kev = {
  usage: "kev",
  summary: "known exploited vulnerabilities in what we run",
  about:
    "Lists the entries of CISA's catalogue about products of the inventory, the most urgent first, with the\n" +
    "day that the catalogue names. It is held against the inventory on this machine. Needs a feed of the\n" +
    "kind kev.",
  examples: ["tocsin kev", "tocsin kev --json"],
  schema: noOptions,
  run: async (shell: Shell): Promise<ExitCode> => {
    const told = await (await shell.node()).ask("GET", ["known-exploited"], knownExploited);
    if (shell.json) {
      shell.printJson(told);
      return exitCodes.ok;
    }
    const columns = [
      { title: "id" },
      { title: "due" },
      { title: "days" },
      { title: "product", shrinks: true },
      { title: "ransomware" },
    ];
    const rows = told.findings.map((it) => [
      it.cve,
      it.due,
      String(it.daysLeft),
      oneLine(`${it.vendor} ${it.product}`),
      it.ransomware ? "yes" : "",
    ]);
    if (rows.length > 0) shell.terminal.out(table(columns, rows, shell.terminal.width));
    shell.terminal.note(`${rows.length} of ${told.entries} entries concern the inventory.\n`);
    return exitCodes.ok;
  },
};

const concerns = {
  usage: "concerns",
  summary: "what feeds say that concerns us",
  about:
    "Lists what the feeds say of products of the inventory - exploited vulnerabilities with their day,\n" +
    "advisories with what helps - and of values that were seen here. It is held together on this machine.",
  examples: ["tocsin feed concerns", "tocsin feed concerns --json"],
  schema: noOptions,
  run: async (shell: Shell): Promise<ExitCode> => {
    const { items } = await (await shell.node()).ask("GET", ["concerns"], concernList);
    if (shell.json) {
      shell.printJson({ items });
      return exitCodes.ok;
    }
    const columns = [
      { title: "what" },
      { title: "kind" },
      { title: "days" },
      { title: "ours", shrinks: true },
      { title: "says", shrinks: true },
    ];
    const rows = items.map((it) => [
      oneLine(shell.observable(it.what, it.type)),
      it.kind,
      it.daysLeft === null ? "" : String(it.daysLeft),
      oneLine(it.ours),
      oneLine(it.feeds.length > 0 ? it.feeds.join(", ") : it.title),
    ]);
    if (rows.length > 0) shell.terminal.out(table(columns, rows, shell.terminal.width));
    shell.terminal.note(`${rows.length} concern us.\n`);
    return exitCodes.ok;
  },
};

export function addFeedCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, addFeed);
  addCommand(parent, runner, listFeeds);
  addCommand(parent, runner, syncFeeds);
  addCommand(parent, runner, testFeed);
  addCommand(parent, runner, removeFeed);
  addCommand(parent, runner, concerns);
}

export function addKevCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, kev);
}

async function runAdd(
  shell: Shell,
  [name = "", address = ""]: readonly string[],
  options: z.output<typeof addOptions>,
): Promise<ExitCode> {
  const { kind, everyMinutes, auth, user, secretFile } = options;
  if ((auth === undefined) !== (secretFile === undefined)) {
    throw usageError("--auth and --secret-file belong together");
  }
  const secret = secretFile === undefined ? undefined : await secretIn(shell, secretFile);
  const json = {
    name: oneLine(name),
    kind,
    url: addressOf(address),
    ...(everyMinutes === undefined ? {} : { everyMs: everyMinutes * minuteMs }),
    ...(auth === undefined || secret === undefined
      ? {}
      : { auth: { scheme: auth, secret, ...(user && { user }) } }),
    ...(options.private ? { allowPrivate: true } : {}),
    ...(options.signedBy.length > 0 ? { signers: options.signedBy } : {}),
  };
  const feed = await (await shell.node()).ask("POST", ["feeds"], feedView, { json });
  if (shell.json) shell.printJson(feed);
  else shell.terminal.note(`It is read now, and then ${everyText(feed)}.\n`);
  return exitCodes.ok;
}

/** As people copy it: in groups, in either case. */
function fingerprintIn(text: string): string {
  return text.replaceAll(/[\s:]/g, "").replace(/^0x/i, "").toLowerCase();
}

/** A file is named as the node sees it. */
function addressOf(address: string): string {
  return /^https?:\/\//i.test(address) ? address : path.resolve(address);
}

async function secretIn({ terminal }: Shell, file: string): Promise<string> {
  const { bytes } = await readInput(terminal, file, secretBytesMax);
  const secret = Buffer.from(bytes)
    .toString("utf8")
    .replace(/\r?\n$/, "");
  if (secret === "" || /[\r\n]/.test(secret)) throw usageError("the secret is one line");
  return secret;
}

async function runSync(
  shell: Shell,
  [name]: readonly string[],
  json: z.output<typeof syncOptions>,
): Promise<ExitCode> {
  const node = await shell.node();
  const { items } = await node.ask("GET", ["feeds"], feedList);
  const chosen = name === undefined ? items : [await feedNamed(shell, name)];
  const done: object[] = [];
  let failed = 0;
  for (const { id, name: called } of chosen) {
    try {
      const asking = { json, deadlineMs: longDeadlineMs };
      const told = await node.ask("POST", ["feeds", id, "sync"], feedSync, asking);
      done.push(told);
      const { added, changed, removed, refused } = told;
      const counts = `${added} added, ${changed} changed, ${removed} taken back, ${refused} refused`;
      if (!shell.json) shell.terminal.out(`${oneLine(called)}: ${counts}\n`);
      tellRefusals(shell, told.refusals);
    } catch (error) {
      // One feed that fails does not keep the others.
      if (chosen.length === 1 || !(error instanceof TocsinError)) throw error;
      failed += 1;
      shell.terminal.note(`${oneLine(called)}: ${error.code}\n`);
    }
  }
  if (shell.json) shell.printJson({ items: done });
  return failed === 0 ? exitCodes.ok : exitCodes.partly;
}

async function feedNamed(shell: Shell, name: string): Promise<FeedView> {
  const { items } = await (await shell.node()).ask("GET", ["feeds"], feedList);
  const found = items.find((it) => it.name === name || it.id === name);
  if (found === undefined) throw usageError("there is no feed of this name");
  return found;
}

function tableOf(shell: Shell, feeds: readonly FeedView[]): string {
  const nowMs = shell.clock.now();
  const columns = [
    { title: "name", shrinks: true },
    { title: "kind" },
    { title: "state" },
    { title: "items" },
    { title: "values" },
    { title: "read" },
    { title: "newest" },
    { title: "next" },
  ];
  const rows = feeds.map((it) => [
    oneLine(it.name),
    it.kind satisfies FeedKind,
    it.state === "failing" ? `failing: ${it.code ?? ""}` : it.state,
    String(it.items),
    String(it.values),
    ago(nowMs, it.goodMs),
    ago(nowMs, it.newestMs),
    it.nextMs <= nowMs ? "now" : `in ${spanText(it.nextMs - nowMs)}`,
  ]);
  return table(columns, rows, shell.terminal.width);
}

function ago(nowMs: number, atMs: number | null): string {
  return atMs === null ? "never" : `${spanText(Math.max(0, nowMs - atMs))} ago`;
}

function everyText({ everyMs }: FeedView): string {
  return `every ${spanText(everyMs)}`;
}

function spanText(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}

function tellRefusals({ terminal }: Shell, refusals: readonly string[]): void {
  for (const line of refusals) terminal.note(`refused: ${oneLine(line)}\n`);
}
