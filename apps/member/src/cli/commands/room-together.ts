/**
 * `room invite|remove|propose|agree|publish`: who comes in later, and a report that all in a room agree to and
 * one of them publishes. Those in the room learn it; outside nobody learns that there were several.
 */

import { reportView } from "@tocsin/wire/desk";
import { letterDraft } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { needYes } from "../confirmation.ts";
import { usageError } from "../failure.ts";
import { findId } from "../ids.ts";
import {
  sendingFlags,
  sendingOptions,
  type SendingOptions,
  writeLetter,
} from "../letter-sending.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { findRoom } from "./room.ts";

const invitingOptions = sendingOptions.extend({
  match: z.string().max(64).optional(),
  report: z.string().max(64).optional(),
});

const inviteToRoom = {
  usage: "invite <room>",
  summary: "invite those of another match, or a report's author",
  about:
    "For the host. Who is invited learns that there is a room, within 72 hours may accept, and learns of the\n" +
    "others only then. A member that lost its node comes in again so: remove what is left of it.",
  examples: ["tocsin room invite 9aXk --report 7pQd", "tocsin room invite 9aXk --match 3bTd"],
  options: [
    { flags: "--match <id>", about: "a match of ours" },
    { flags: "--report <id>", about: "a report of another member" },
    ...sendingFlags,
  ],
  schema: invitingOptions,
  run: async (
    shell: Shell,
    [id = ""]: readonly string[],
    { match, report, ...options }: z.output<typeof invitingOptions>,
  ) => {
    if ((match === undefined) === (report === undefined)) {
      throw usageError("name either --match or --report");
    }
    const node = await shell.node();
    const path = ["rooms", await findRoom(node, id), "invitations"] as const;
    const json =
      report === undefined
        ? { match: match ?? "" }
        : { report: await findId(node, "reports", report) };
    const letter = await node.ask("POST", path, letterDraft, { json });
    return writeLetter(shell, node, letter, options);
  },
};

const removeFromRoom = {
  usage: "remove <room> <name>",
  summary: "put someone out of a room of ours",
  about:
    "For the host. Everyone else gets a new key, so who is put out reads nothing from then on; the others\n" +
    "see it.",
  examples: ['tocsin room remove 9aXk "Heron 4f2a" --yes'],
  options: [{ flags: "--yes", about: "do not ask" }],
  schema: z.object({ yes: z.boolean().default(false) }),
  run: async (
    shell: Shell,
    [id = "", name = ""]: readonly string[],
    { yes }: { readonly yes: boolean },
  ) => {
    const node = await shell.node();
    const room = await findRoom(node, id);
    await needYes(shell, "Put this member out of the room?", yes);
    await node.tell("POST", ["rooms", room, "removals"], { json: { name } });
    if (shell.json) shell.printJson({ removed: true });
    return exitCodes.ok;
  },
};

const proposeInRoom = {
  usage: "propose <room> <draft>",
  summary: "ask all in the room to agree to a report",
  about:
    "Sends the body of a draft that is ready, such as a tested defensive measure. Those in the room read all\n" +
    "of it before anyone else. It is published by us, once all of them have agreed.",
  examples: ["tocsin room propose 9aXk 5fGh"],
  options: sendingFlags,
  schema: sendingOptions,
  run: async (shell: Shell, [id = "", draft = ""]: readonly string[], options: SendingOptions) => {
    const node = await shell.node();
    const path = ["rooms", await findRoom(node, id), "proposals"] as const;
    const json = { draft: await findId(node, "drafts", draft) };
    const letter = await node.ask("POST", path, letterDraft, { json });
    return writeLetter(shell, node, letter, options);
  },
};

const agreeInRoom = {
  usage: "agree <room> <proposal>",
  summary: "agree that a report is published",
  about:
    "Names exactly the bytes that `room show` prints. Everyone in the room learns it; the publisher keeps our\n" +
    "signature, under our name in this room.",
  examples: ["tocsin room agree 9aXk HASH"],
  options: sendingFlags,
  schema: sendingOptions,
  run: async (shell: Shell, [id = "", body = ""]: readonly string[], options: SendingOptions) => {
    const node = await shell.node();
    const path = ["rooms", await findRoom(node, id), "agreements"] as const;
    const letter = await node.ask("POST", path, letterDraft, { json: { body } });
    return writeLetter(shell, node, letter, options);
  },
};

const publishFromRoom = {
  usage: "publish <room> <draft>",
  summary: "publish what all in the room have agreed to",
  about:
    "The draft must be approved, and unchanged since it was proposed. All signatures go into its review\n" +
    "record, which stays here; readers learn the report and not that several agreed to it.",
  examples: ["tocsin room publish 9aXk 5fGh --confirm HASH"],
  options: [{ flags: "--confirm <hash>", about: "SHA-256 of the bytes that all agreed to" }],
  schema: z.object({ confirm: z.string().length(43) }),
  run: async (
    shell: Shell,
    [id = "", draft = ""]: readonly string[],
    { confirm }: { readonly confirm: string },
  ) => {
    const node = await shell.node();
    const path = ["rooms", await findRoom(node, id), "publications"] as const;
    const json = { draft: await findId(node, "drafts", draft), outgoingHash: confirm };
    const report = await node.ask("POST", path, reportView, { json });
    if (shell.json) shell.printJson(report);
    else shell.terminal.out(`${report.id} leaves with the next rounds.\n`);
    return exitCodes.ok;
  },
};

export function addTogetherCommands(group: Command, runner: CommandRunner): void {
  addCommand(group, runner, inviteToRoom);
  addCommand(group, runner, removeFromRoom);
  addCommand(group, runner, proposeInRoom);
  addCommand(group, runner, agreeInRoom);
  addCommand(group, runner, publishFromRoom);
}
