/** `enrol`, `status` and `open`: joining a community, how the node stands, and the way into its console. */

import { TocsinError } from "@tocsin/kernel";
import { invitation } from "@tocsin/wire/identified";
import { nodeStatus, signInLink } from "@tocsin/wire/node-api";
import { parseMessage } from "@tocsin/wire/primitives";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { readJsonInput } from "../input.ts";
import { relative } from "../moment.ts";
import { longDeadlineMs } from "../node-port.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { statusText } from "../views/status-view.ts";

const invitationBytesMax = 16 * 1024;

const enrol = {
  usage: "enrol <file>",
  summary: "join a community with its operator's invitation",
  about:
    "The running node makes its own key pair and gives the issuer the public half. The issuer learns that\n" +
    "this company joined, and later that it fetched its fixed quota of tokens; never what it shares. The\n" +
    "invitation is a secret until it is used: it is read from a file or from stdin (-), never from the\n" +
    "command line. The same one again completes a try that broke off.",
  examples: ["tocsin enrol invitation.json", "tocsin enrol - < invitation.json"],
  schema: noOptions,
  run: async (shell: Shell, [file = ""]: readonly string[]) => {
    const given = await readJsonInput(shell.terminal, file, invitationBytesMax);
    const node = await shell.node();
    const json = parseMessage(invitation, given);
    await node.tell("POST", ["enrol"], { json, deadlineMs: longDeadlineMs });
    const status = await node.ask("GET", ["status"], nodeStatus);
    if (shell.json) shell.printJson(status);
    else {
      shell.terminal.out(`Joined ${oneLine(status.community)}.\n`);
      shell.next("profile set FILE, so that own names are removed.");
    }
    return exitCodes.ok;
  },
};

const showStatus = {
  usage: "status",
  summary: "how the node stands",
  about:
    "Rounds, ledger, tokens, alarms and what waits. Asks only this company's own node; nobody else learns\n" +
    "that it was asked.",
  examples: ["tocsin status", "tocsin status --json | jq .sync.state"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const status = await node.ask("GET", ["status"], nodeStatus);
    if (shell.json) shell.printJson(status);
    else shell.terminal.out(statusText(shell, status));
    return exitCodes.ok;
  },
};

const openConsole = {
  usage: "open",
  summary: "print the console's address, good for one sign-in",
  about:
    "Prints an address with a token in its fragment, which browsers do not send and do not log. It signs in\n" +
    "once, and only for a short time. Whoever has it is in the console as you are.",
  examples: ["tocsin open", 'xdg-open "$(tocsin open)"'],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const link = await node.ask("POST", ["sign-in-links"], signInLink, { json: {} });
    // The one string that a person hands to a browser: it must be what it looks like.
    if (!/^http:\/\/[\x21-\x7e]+$/.test(link.url)) {
      throw new TocsinError("remote-answer-invalid", { detail: "url" });
    }
    if (shell.json) shell.printJson(link);
    else {
      shell.terminal.out(`${link.url}\n`);
      const left = relative(link.expiresMs, shell.clock.now());
      shell.terminal.note(`Good for one sign-in; ends ${left}.\n`);
    }
    return exitCodes.ok;
  },
};

export function addNodeCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, enrol);
  addCommand(parent, runner, showStatus);
  addCommand(parent, runner, openConsole);
}
