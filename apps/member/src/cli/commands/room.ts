/**
 * `room …` and `inbox`: talking to who saw the same. Everyone is a pseudonym of one room; the exchange sees
 * sealed messages of one size and learns neither who writes nor who reads. PROTOCOL §3.4.
 */

import { textOf, TocsinError } from "@tocsin/kernel";
import { inbox, letterDraft, offerList, roomList, roomView } from "@tocsin/wire/node-api";
import { nodeStatus } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { needYes } from "../confirmation.ts";
import { usageError } from "../failure.ts";
import { shortId } from "../shielded-ids.ts";
import { readInput } from "../input.ts";
import {
  sendingFlags,
  sendingOptions,
  sendLetter,
  type SendingOptions,
  writeLetter,
} from "../letter-sending.ts";
import { relative } from "../moment.ts";
import type { NodeClient } from "../node-port.ts";
import { writeNewFile } from "../output-file.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { tellNone } from "./paging.ts";
import { offerTable, roomTable, roomText } from "../views/room-view.ts";

const fileBytesMax = 64 * 1024;
const formats = ["sigma", "suricata", "yara", "list", "text"] as const;

const givingOptions = sendingOptions.extend({
  sector: z.boolean().default(false),
  seen: z.string().max(20).optional(),
  technique: z.array(z.string()).max(8).default([]),
  contact: z.string().max(120).optional(),
  report: z.string().max(64).optional(),
});
type GivingOptions = z.output<typeof givingOptions>;

const givingFlags = [
  { flags: "--sector", about: "open our smallest class" },
  { flags: "--seen <time>", about: "when it was seen, such as 2026-11-21 or 2026-W47" },
  { flags: "--technique <id>", about: "an ATT&CK technique", repeats: true },
  { flags: "--contact <text>", about: "how to reach us: names us to the others" },
  { flags: "--report <id>", about: "which report is ours" },
  ...sendingFlags,
];

async function givesOf(node: NodeClient, options: GivingOptions) {
  const { sector, seen, technique, contact, report } = options;
  const { classes } = await node.ask("GET", ["status"], nodeStatus);
  return {
    class: sector ? (classes[0]?.id ?? null) : null,
    seen: seen ?? null,
    techniques: technique,
    contact: contact ?? null,
    report: report ?? null,
  };
}

const listRooms = {
  usage: "list",
  summary: "rooms that we are in",
  about: "Lists rooms with how many are in each. Nobody outside learns that it was read.",
  examples: ["tocsin room list --json"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const list = await (await shell.node()).ask("GET", ["rooms"], roomList);
    if (shell.json) shell.printJson(list);
    else {
      shell.terminal.out(roomTable(shell, list.items));
      tellNone(shell, list.items.length, "A match opens one: tocsin room offer MATCH");
    }
    return exitCodes.ok;
  },
};

const showRoom = {
  usage: "show <room>",
  summary: "who is in it, what each opened, what was said",
  about:
    "Shows a room and counts it as read, here alone. Observables are defanged (--live: as they are).",
  examples: ["tocsin room show 9aXk"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    const node = await shell.node();
    const room = await node.ask("GET", ["rooms", await findRoom(node, id)], roomView);
    if (shell.json) shell.printJson(room);
    else shell.terminal.out(roomText(shell, room));
    await node.tell("POST", ["inbox", "read"], { json: { ref: room.id } });
    return exitCodes.ok;
  },
};

const sayInRoom = {
  usage: "say <room> <text>",
  summary: "say a short note to all in the room",
  about:
    "At most 25 words, since prose names its author. It is inspected here; the exact bytes are shown and\n" +
    "asked about. Those in the room learn it, under our name in this room.",
  examples: ['tocsin room say 9aXk "Blocked at the proxy since Monday."'],
  options: sendingFlags,
  schema: sendingOptions,
  run: async (shell: Shell, [id = "", text = ""]: readonly string[], options: SendingOptions) => {
    const node = await shell.node();
    const path = ["rooms", await findRoom(node, id), "messages"] as const;
    const draft = await node.ask("POST", path, letterDraft, { json: { of: "note", text } });
    return writeLetter(shell, node, draft, options);
  },
};

const giveInRoom = {
  usage: "give <room>",
  summary: "open more of us to all in the room",
  about:
    "What is not named is not opened. Those in the room learn what is named, nobody else does.",
  examples: ["tocsin room give 9aXk --sector --seen 2026-W47"],
  options: givingFlags,
  schema: givingOptions,
  run: async (shell: Shell, [id = ""]: readonly string[], options: GivingOptions) => {
    const node = await shell.node();
    const path = ["rooms", await findRoom(node, id), "messages"] as const;
    const json = { of: "gives" as const, gives: await givesOf(node, options) };
    const draft = await node.ask("POST", path, letterDraft, { json });
    return writeLetter(shell, node, draft, options);
  },
};

const sendFile = {
  usage: "file <room> <file>",
  summary: "send a defensive measure: a rule or a list",
  about:
    "Sigma, Suricata, YARA, a list or plain text, at most 24 KiB, one capsule for each 2 KiB. It is inspected\n" +
    "here; what strikes back at others' systems is refused. Those in the room learn it.",
  examples: ["tocsin room file 9aXk proxy.yml --format sigma"],
  options: [
    { flags: "--format <format>", about: formats.join(", "), choices: formats },
    ...sendingFlags,
  ],
  schema: sendingOptions.extend({ format: z.enum(formats).default("text") }),
  run: async (
    shell: Shell,
    [id = "", file = ""]: readonly string[],
    options: SendingOptions & { readonly format: (typeof formats)[number] },
  ) => {
    const node = await shell.node();
    const { name, bytes } = await readInput(shell.terminal, file, fileBytesMax);
    const text = textOf(bytes);
    if (text === undefined) throw usageError("the file is no UTF-8 text");
    const path = ["rooms", await findRoom(node, id), "messages"] as const;
    const json = { of: "file" as const, name, format: options.format, text };
    const draft = await node.ask("POST", path, letterDraft, { json });
    return writeLetter(shell, node, draft, options);
  },
};

const saveFile = {
  usage: "save <room> <name> <file>",
  summary: "write a file that someone sent into a new file",
  about:
    "Takes the newest whole file of that name. It comes from a stranger: read it before it is used. An\n" +
    "existing file is never replaced.",
  examples: ["tocsin room save 9aXk proxy.yml ./proxy.yml"],
  schema: noOptions,
  run: async (shell: Shell, [id = "", name = "", file = ""]: readonly string[]) => {
    const node = await shell.node();
    const room = await node.ask("GET", ["rooms", await findRoom(node, id)], roomView);
    const found = room.messages.flatMap(({ says }) => (says.of === "file" ? says.file : []));
    const whole = found.findLast(
      (it) => (it.name === name || shell.called(it.name) === name) && it.text !== null,
    );
    if (typeof whole?.text !== "string") throw new TocsinError("not-found");
    await writeNewFile(file, whole.text);
    if (shell.json) shell.printJson({ saved: true });
    return exitCodes.ok;
  },
};

const leaveRoom = {
  usage: "leave <room>",
  summary: "leave for good",
  about: "The others learn that we left. What was said stays with them; we cannot come back.",
  examples: ["tocsin room leave 9aXk --yes"],
  options: [{ flags: "--yes", about: "do not ask" }],
  schema: z.object({ yes: z.boolean().default(false) }),
  run: async (shell: Shell, [id = ""]: readonly string[], { yes }: { readonly yes: boolean }) => {
    const node = await shell.node();
    const room = await findRoom(node, id);
    await needYes(shell, "Leave the room for good?", yes);
    await node.tell("POST", ["rooms", room, "leave"], { json: {} });
    if (shell.json) shell.printJson({ left: true });
    return exitCodes.ok;
  },
};

const listOffers = {
  usage: "offers",
  summary: "offers to talk, ours and others'",
  about: "Who offers saw the same value; neither side knows more of the other before both agree.",
  examples: ["tocsin room offers"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const list = await (await shell.node()).ask("GET", ["offers"], offerList);
    if (shell.json) shell.printJson(list);
    else shell.terminal.out(offerTable(shell, list.items));
    return exitCodes.ok;
  },
};

const makeOffer = {
  usage: "offer <match>",
  summary: "offer to talk to all who saw the same",
  about:
    "They learn that someone who saw it wants to talk. What is named here is opened to those who accept,\n" +
    "within 72 hours, and to nobody else.",
  examples: ["tocsin room offer 7pQd --sector --technique T1566"],
  options: givingFlags,
  schema: givingOptions,
  run: async (shell: Shell, [match = ""]: readonly string[], options: GivingOptions) => {
    const node = await shell.node();
    const json = { match, gives: await givesOf(node, options) };
    const draft = await node.ask("POST", ["offers"], letterDraft, { json });
    return writeLetter(shell, node, draft, options);
  },
};

const acceptOffer = {
  usage: "accept <offer>",
  summary: "accept, and open what is named",
  about:
    "Those in the room learn what is named; in return the one who offered opens what it chose to.",
  examples: ["tocsin room accept 9aXk --sector"],
  options: givingFlags,
  schema: givingOptions,
  run: async (shell: Shell, [id = ""]: readonly string[], options: GivingOptions) => {
    const node = await shell.node();
    const path = ["offers", await findOffer(node, id), "accept"] as const;
    const json = { gives: await givesOf(node, options) };
    const draft = await node.ask("POST", path, letterDraft, { json });
    return writeLetter(shell, node, draft, options);
  },
};

const renewRoom = {
  usage: "renew <room>",
  summary: "go on in a new room, where the host is gone",
  about:
    "For any other than the host. All in the room learn that we would go on without it; those who accept the\n" +
    "offer within 72 hours are in the new room, under the names that they have, with us as host. Nobody else\n" +
    "can come by it.",
  examples: ["tocsin room renew 9aXk --sector"],
  options: givingFlags,
  schema: givingOptions,
  run: async (shell: Shell, [id = ""]: readonly string[], options: GivingOptions) => {
    const node = await shell.node();
    const path = ["rooms", await findRoom(node, id), "renewals"] as const;
    const json = { gives: await givesOf(node, options) };
    const draft = await node.ask("POST", path, letterDraft, { json });
    return writeLetter(shell, node, draft, options);
  },
};

const declineOffer = {
  usage: "decline <offer>",
  summary: "decline in silence, or say so",
  about: "Without --tell the other side only sees that its offer expires.",
  examples: ["tocsin room decline 9aXk"],
  options: [{ flags: "--tell", about: "say no instead of nothing" }],
  schema: z.object({ tell: z.boolean().default(false) }),
  run: async (shell: Shell, [id = ""]: readonly string[], { tell }: { readonly tell: boolean }) => {
    const node = await shell.node();
    const offer = await findOffer(node, id);
    await node.tell("POST", ["offers", offer, "decline"], { json: { tell } });
    if (shell.json) shell.printJson({ declined: true });
    return exitCodes.ok;
  },
};

const showInbox = {
  usage: "inbox",
  summary: "questions, answers, offers and what was said, newest first",
  about: "Lists what came. Nobody learns that it was read: every member downloads every message.",
  examples: ["tocsin inbox", "tocsin inbox --json"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const mail = await (await shell.node()).ask("GET", ["inbox"], inbox);
    if (shell.json) shell.printJson(mail);
    else {
      const nowMs = shell.clock.now();
      const rows = mail.items.map(({ kind, ref, atMs, unread, says }) => {
        const text = shell.quoted(says);
        return [unread ? "new" : "", kind, shortId(ref), relative(atMs, nowMs), text];
      });
      const columns = ["", "kind", "of", "when", "says"].map((title) => ({
        title,
        shrinks: title === "says",
      }));
      shell.terminal.out(table(columns, rows, shell.terminal.width));
      tellNone(shell, rows.length, "What others write to us comes here.");
    }
    return exitCodes.ok;
  },
};

const sendWaiting = {
  usage: "send <letter>",
  summary: "send a letter that waits, by the hash of its bytes",
  about:
    "For programs: what a command wrote without a terminal waits until this names exactly its bytes. Their\n" +
    "addressees learn them, nobody else does.",
  examples: ["tocsin letter send 7gT0 --confirm HASH"],
  options: [{ flags: "--confirm <hash>", about: "SHA-256 of the bytes that are meant, base64url" }],
  schema: z.object({ confirm: z.string().length(43) }),
  run: async (shell: Shell, [id = ""]: readonly string[], given: { readonly confirm: string }) =>
    sendLetter(shell, await shell.node(), id, given.confirm),
};

const discardWaiting = {
  usage: "discard <letter>",
  summary: "throw away a letter that waits",
  about: "Nothing of it has left.",
  examples: ["tocsin letter discard 7gT0"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]) => {
    await (await shell.node()).tell("DELETE", ["letters", id]);
    if (shell.json) shell.printJson({ discarded: true });
    return exitCodes.ok;
  },
};

export function addLetterCommands(group: Command, runner: CommandRunner): void {
  addCommand(group, runner, sendWaiting);
  addCommand(group, runner, discardWaiting);
}

export function addRoomCommands(group: Command, runner: CommandRunner): void {
  addCommand(group, runner, listRooms);
  addCommand(group, runner, showRoom);
  addCommand(group, runner, sayInRoom);
  addCommand(group, runner, giveInRoom);
  addCommand(group, runner, sendFile);
  addCommand(group, runner, saveFile);
  addCommand(group, runner, leaveRoom);
  addCommand(group, runner, listOffers);
  addCommand(group, runner, makeOffer);
  addCommand(group, runner, acceptOffer);
  addCommand(group, runner, declineOffer);
  addCommand(group, runner, renewRoom);
}

export function addInboxCommand(program: Command, runner: CommandRunner): void {
  addCommand(program, runner, showInbox);
}

export async function findRoom(node: NodeClient, text: string): Promise<string> {
  const { items } = await node.ask("GET", ["rooms"], roomList);
  return only(items, text);
}

async function findOffer(node: NodeClient, text: string): Promise<string> {
  const { items } = await node.ask("GET", ["offers"], offerList);
  return only(items, text);
}

/** By the whole id or its beginning. */
function only(items: readonly { readonly id: string }[], text: string): string {
  const found = items.filter(({ id }) => text !== "" && id.startsWith(text));
  const [first] = found;
  if (first === undefined) throw new TocsinError("not-found");
  if (found.length > 1) throw usageError(`${found.length} ids begin so; type more of it`);
  return first.id;
}
