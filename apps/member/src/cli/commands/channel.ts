/** `channel …`: where warnings go besides the console. Secrets come from standard input, never from the command line. */

import {
  channelAdded,
  channelKinds,
  channelList,
  channelReplay,
  channelRequest,
  channelTest,
  type ChannelView,
  urgencies,
} from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readJsonInput } from "../input.ts";
import { parseSpan, relative } from "../moment.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { tellNone } from "./paging.ts";

const secretsBytesMax = 8192;
const secretsSchema = z.strictObject({
  password: z.string().optional(),
  secret: z.string().optional(),
  /** Of chats: who has it can write there. */
  url: z.string().optional(),
});

const listChannels = {
  usage: "list",
  summary: "channels, with their last success and error",
  about: "Where warnings go besides the console. Secrets are not shown.",
  examples: ["tocsin channel list", "tocsin channel list --json"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const list = await node.ask("GET", ["channels"], channelList);
    if (shell.json) shell.printJson(list);
    else {
      shell.terminal.out(channelTable(shell, list.items));
      tellNone(shell, list.items.length, "See tocsin channel add --help.");
    }
    return exitCodes.ok;
  },
};

const addOptions = z.object({
  name: z.string().optional(),
  url: z.string().optional(),
  host: z.string().optional(),
  port: z.coerce.number().int().optional(),
  security: z.string().optional(),
  user: z.string().optional(),
  from: z.string().optional(),
  to: z.array(z.string()).optional(),
  transport: z.string().optional(),
  folder: z.string().optional(),
  secrets: z.string().optional(),
  digest: z.string().optional(),
  quiet: z.string().optional(),
  urgency: z.enum(urgencies).optional(),
  observables: z.boolean().optional(),
  private: z.boolean().optional(),
});

const addChannel = {
  usage: "add <kind>",
  summary: "add a channel",
  about:
    `Kinds: ${channelKinds.join(", ")}. By default a channel is told that something is new and not what:\n` +
    "whoever carries it learns nothing else, and moments are whole rounds. Secrets are JSON in a file or on\n" +
    "stdin: password (mail), secret (webhook, whsec_…), url (slack, teams). --private allows a server in\n" +
    "your own network.",
  examples: [
    "tocsin channel add mail --host mail.example.org --port 587 --from tocsin@example.org --to soc@example.org",
    "tocsin channel add webhook --url https://siem.example.org/hook --secrets secret.json",
    "tocsin channel add cef --host 10.0.0.5 --port 514 --urgency low --observables",
    "tocsin channel add file --folder /var/spool/tocsin --observables",
  ],
  options: [
    { flags: "--name <text>", about: "what it is called; its kind by default" },
    { flags: "--url <url>", about: "of webhook, slack, teams" },
    { flags: "--host <host>", about: "of mail, syslog, cef" },
    { flags: "--port <number>", about: "of mail, syslog, cef" },
    { flags: "--security <how>", about: "of mail: tls, starttls or none; starttls by default" },
    { flags: "--user <name>", about: "of mail, where it asks for one" },
    { flags: "--from <address>", about: "of mail" },
    { flags: "--to <address>", about: "of mail; may be repeated", repeats: true },
    { flags: "--transport <how>", about: "of syslog, cef: udp or tcp" },
    { flags: "--folder <path>", about: "of file" },
    { flags: "--secrets <file>", about: "JSON with password, secret or url; - is stdin" },
    { flags: "--digest <span>", about: "one message for all of a while, such as 1h or 1d" },
    { flags: "--quiet <from-to>", about: "only what is urgent, UTC, such as 22:00-06:00" },
    {
      flags: "--urgency <least>",
      about: "less urgent ones are not sent; normal by default",
      choices: urgencies,
    },
    { flags: "--observables", about: "say what matched, too" },
    { flags: "--private", about: "of webhook, slack, teams: its server is in your own network" },
  ],
  schema: addOptions,
  run: async (shell: Shell, [kind = ""]: readonly string[], given: z.output<typeof addOptions>) => {
    const secrets =
      given.secrets === undefined
        ? {}
        : readSecrets(await readJsonInput(shell.terminal, given.secrets, secretsBytesMax));
    const request = channelRequest.safeParse(requestOf(kind, given, secrets));
    if (!request.success) {
      const [issue] = request.error.issues;
      throw usageError(`channel: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
    }
    const node = await shell.node();
    const added = await node.ask("POST", ["channels"], channelAdded, { json: request.data });
    if (shell.json) shell.printJson(added);
    else {
      shell.terminal.out(channelTable(shell, [added]));
      if (added.key !== null) {
        shell.terminal.note(`Its key, shown once (Authorization: Bearer …): ${added.key}\n`);
        shell.terminal.note(`Its address on this node: /api/channels/${added.id}/atom\n`);
      }
    }
    return exitCodes.ok;
  },
};

const testChannel = {
  usage: "test <channel>",
  summary: "send a test, and say how it went",
  about: "Sends one message that says that it is a test.",
  examples: ["tocsin channel test 7pQd"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const path = ["channels", await channelId(shell, id), "test"] as const;
    const tested = await node.ask("POST", path, channelTest, { json: {} });
    if (shell.json) shell.printJson(tested);
    else shell.terminal.out(tested.ok ? "taken\n" : `not taken: ${tested.code ?? ""}\n`);
    return tested.ok ? exitCodes.ok : exitCodes.failed;
  },
};

const replayChannel = {
  usage: "replay <channel>",
  summary: "try again what was given up",
  about: "What could not be sent for two days was kept; it goes out with the next round.",
  examples: ["tocsin channel replay 7pQd"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const path = ["channels", await channelId(shell, id), "replay"] as const;
    const replayed = await node.ask("POST", path, channelReplay, { json: {} });
    if (shell.json) shell.printJson(replayed);
    else shell.terminal.out(`${replayed.queued} queued\n`);
    return exitCodes.ok;
  },
};

const removeChannel = {
  usage: "remove <channel>",
  summary: "remove a channel, and what waits for it",
  about: "Its secrets are deleted. Nothing is sent on it any more.",
  examples: ["tocsin channel remove 7pQd"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    await node.tell("DELETE", ["channels", await channelId(shell, id)]);
    return exitCodes.ok;
  },
};

export function addChannelCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listChannels);
  addCommand(parent, runner, addChannel);
  addCommand(parent, runner, testChannel);
  addCommand(parent, runner, replayChannel);
  addCommand(parent, runner, removeChannel);
}

function requestOf(
  kind: string,
  given: z.output<typeof addOptions>,
  secrets: z.output<typeof secretsSchema>,
): unknown {
  const { digest, quiet, urgency, observables, private: isPrivate, name = kind } = given;
  const own = { ...given, private: undefined, digest: undefined, secrets: undefined };
  const [from = "", to = ""] = quiet?.split("-") ?? [];
  const fields = {
    ...own,
    ...secrets,
    kind,
    name,
    urgency: undefined,
    urgencyMin: urgency,
    observables: undefined,
    indicators: observables,
    quiet: quiet === undefined ? undefined : { from, to },
    allowPrivate: isPrivate,
    ...(digest === undefined ? {} : { mode: "digest", digestMs: parseSpan(digest) ?? 0 }),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function readSecrets(value: unknown): z.output<typeof secretsSchema> {
  const secrets = secretsSchema.safeParse(value);
  if (!secrets.success) throw usageError("secrets: JSON with password, secret or url");
  return secrets.data;
}

/** The whole id or its beginning. */
async function channelId(shell: Shell, text: string): Promise<string> {
  const node = await shell.node();
  const { items } = await node.ask("GET", ["channels"], channelList);
  const found = items.filter(({ id }) => id.startsWith(text));
  const [only] = found;
  return found.length === 1 && only !== undefined ? only.id : text;
}

function channelTable(shell: Shell, channels: readonly ChannelView[]): string {
  const nowMs = shell.clock.now();
  const rows = channels.map((it) => [
    it.id.slice(0, 8),
    it.kind,
    it.name,
    it.target,
    it.urgencyMin,
    it.lastSuccessMs === null ? "-" : relative(it.lastSuccessMs, nowMs),
    it.lastError === null ? "-" : `${it.lastError.code}, ${relative(it.lastError.atMs, nowMs)}`,
    String(it.waiting),
    String(it.dead),
  ]);
  const columns = [
    { title: "id" },
    { title: "kind" },
    { title: "name", shrinks: true },
    { title: "target", shrinks: true },
    { title: "from" },
    { title: "last success" },
    { title: "last error" },
    { title: "waiting", align: "right" as const },
    { title: "given up", align: "right" as const },
  ];
  return table(columns, rows, shell.terminal.width);
}
