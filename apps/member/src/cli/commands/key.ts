/**
 * `key …` and `member rotate`: the keys by which this company keeps its rights. Secrets come from a prompt
 * or a file, never from the command line, where other users of the machine could read them.
 */

import { textOf, TocsinError } from "@tocsin/kernel";
import { keyBackup } from "@tocsin/wire/node-api";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner } from "../command.ts";
import { needYes } from "../confirmation.ts";
import { readInput, refuseTwoStdins } from "../input.ts";
import { longDeadlineMs } from "../node-port.ts";
import { writeNewFile } from "../output-file.ts";
import { manyLines } from "../safe-text.ts";
import { exitCodes, type Shell } from "../shell.ts";

const backupBytesMax = 4 * 1024 * 1024;

const backupOptions = z.object({ passphraseFile: z.string().optional() });
const restoreOptions = backupOptions.extend({ yes: z.boolean().default(false) });
const rotateOptions = z.object({ yes: z.boolean().default(false) });
const passphraseFlag = {
  flags: "--passphrase-file <file>",
  about: "its first line; a file that only its owner can read, or - for stdin",
};

const backupKeys = {
  usage: "backup <file>",
  summary: "write the report keys into an encrypted file",
  about:
    "Without these keys nobody can amend or withdraw our reports, or prove that we wrote them. The file is an\n" +
    "age file (`age -d` opens it too), encrypted with a passphrase of at least 12 characters; an existing\n" +
    "file is never replaced; - is stdout. Keep it elsewhere. Who has file and passphrase can prove which\n" +
    "reports are ours.",
  examples: [
    "tocsin key backup keys-2026-11.age",
    "pass tocsin | tocsin key backup - --passphrase-file - > keys.age",
  ],
  options: [passphraseFlag],
  schema: backupOptions,
  run: async (
    shell: Shell,
    [file = ""]: readonly string[],
    { passphraseFile }: z.output<typeof backupOptions>,
  ) => {
    const node = await shell.node();
    const { readPassphrase } = await import("../passphrase.ts");
    const passphrase = await readPassphrase(shell.terminal, { file: passphraseFile, isNew: true });
    const asking = { json: { passphrase }, deadlineMs: longDeadlineMs };
    const { backup } = await node.ask("POST", ["keys", "backup"], keyBackup, asking);
    if (file === "-" && shell.json) shell.printDocument({ backup });
    else if (file === "-") shell.terminal.out(manyLines(backup));
    else {
      await writeNewFile(file, backup);
      if (shell.json) shell.printDocument({ written: true });
      shell.terminal.note("Written. Keep the file and its passphrase in different places.\n");
    }
    return exitCodes.ok;
  },
};

const restoreKeys = {
  usage: "restore <file>",
  summary: "take report keys from a backup",
  about:
    "Adds the keys to this node, so that it recognises the reports made with them. What it makes from now on\n" +
    "uses none of the old keys again: two reports by one key would be linked. Rooms, offers, letters and\n" +
    "tokens that were on their way back are in no backup: who invited us has to do it again. - is stdin.",
  examples: ["tocsin key restore keys-2026-11.age"],
  options: [passphraseFlag, { flags: "--yes", about: "do not ask" }],
  schema: restoreOptions,
  run: async (
    shell: Shell,
    [file = ""]: readonly string[],
    { passphraseFile, yes }: z.output<typeof restoreOptions>,
  ) => {
    refuseTwoStdins(file, passphraseFile);
    const { bytes } = await readInput(shell.terminal, file, backupBytesMax);
    const backup = textOf(bytes);
    if (backup === undefined) throw new TocsinError("backup-invalid");
    const node = await shell.node();
    await needYes(shell, "Add the keys of this backup to the node?", yes);
    const { readPassphrase } = await import("../passphrase.ts");
    const passphrase = await readPassphrase(shell.terminal, { file: passphraseFile, isNew: false });
    const json = { backup, passphrase };
    await node.tell("POST", ["keys", "restore"], { json, deadlineMs: longDeadlineMs });
    if (shell.json) shell.printDocument({ restored: true });
    shell.terminal.note(
      "Restored: what was reported with these keys is ours again.\n" +
        "NOT restored: rooms, offers, letters, and tokens that were on their way back. Ask the host of each\n" +
        "room to put out what is left of us (tocsin room remove) and to invite us again (tocsin room invite);\n" +
        "rooms that we hosted are over: offer them anew.\n",
    );
    return exitCodes.ok;
  },
};

const rotateMember = {
  usage: "rotate",
  summary: "replace the key by which the issuer knows us",
  about:
    "Makes a new member key and has the issuer take it in place of the old one: after a theft of the machine,\n" +
    "or once a year. Report keys and reports stay. The issuer learns when; nobody else learns anything.",
  examples: ["tocsin member rotate", "tocsin member rotate --yes"],
  options: [{ flags: "--yes", about: "do not ask" }],
  schema: rotateOptions,
  run: async (shell: Shell, _: readonly string[], { yes }: z.output<typeof rotateOptions>) => {
    const node = await shell.node();
    await needYes(shell, "Replace the member key?", yes);
    await node.tell("POST", ["rotate"], { json: {}, deadlineMs: longDeadlineMs });
    if (shell.json) shell.printDocument({ rotated: true });
    shell.terminal.note("The issuer has taken the new key.\n");
    return exitCodes.ok;
  },
};

export function addKeyCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, backupKeys);
  addCommand(parent, runner, restoreKeys);
}

export function addMemberCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, rotateMember);
}
