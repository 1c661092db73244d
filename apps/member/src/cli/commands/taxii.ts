/** `taxii`: where the company's own systems read from this node, and the keys with which they do. */

import { join } from "node:path";

import type { Command } from "commander";
import { z } from "zod";

import { apiKeyFileName, apiScopes, openApiKeyRing } from "../../taxii/api-keys.ts";
import { addCommand, addGroup, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { oneLine, safeJson } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const addOptions = z.object({ write: z.boolean().default(false) });

const addKey = {
  usage: "add <name>",
  summary: "make a key for one system",
  about:
    "Makes a key with which a system of this company reads the node's TAXII collections, and with --write\n" +
    "also adds drafts and sightings. The key is shown this once; the node keeps its hash. Clients send it\n" +
    "as password of Basic, or as Bearer or Token. What they add never leaves without a person's review.",
  examples: ["tocsin taxii key add siem", "tocsin taxii key add misp --write"],
  options: [{ flags: "--write", about: "may also add drafts and sightings" }],
  schema: addOptions,
  run: async (shell: Shell, [name = ""]: readonly string[], { write }: { write: boolean }) => {
    if (name.trim() === "" || name.length > 80) throw usageError("a name has 1 to 80 characters");
    const scopes = write ? apiScopes : (["taxii:read"] as const);
    const { key, secret } = await ring(shell).add(oneLine(name), scopes);
    const { id } = key;
    shell.terminal.out(
      shell.json ? `${safeJson({ id, name: key.name, scopes, secret })}\n` : `${secret}\n`,
    );
    shell.terminal.note("Keep it: it is not shown again. The collections are at /taxii2/.\n");
    return exitCodes.ok;
  },
};

const listKeys = {
  usage: "list",
  summary: "the keys there are",
  about: "Lists the keys of the company's own systems, without the keys themselves.",
  examples: ["tocsin taxii key list"],
  schema: noOptions,
  run: async (shell: Shell): Promise<ExitCode> => {
    const keys = await ring(shell).list();
    if (shell.json) {
      const items = keys.map(({ id, name, scopes, createdMs }) => ({
        id,
        name,
        scopes,
        created: new Date(createdMs).toISOString(),
      }));
      shell.terminal.out(`${safeJson({ items })}\n`);
      return exitCodes.ok;
    }
    const columns = [{ title: "id" }, { title: "name", shrinks: true }, { title: "may" }];
    const rows = keys.map(({ id, name, scopes }) => [id, oneLine(name), scopes.join(" ")]);
    shell.terminal.out(table(columns, rows, shell.terminal.width));
    return exitCodes.ok;
  },
};

const removeKey = {
  usage: "remove <id>",
  summary: "take a key away",
  about: "Takes a key away: it stops working within a second.",
  examples: ["tocsin taxii key remove 3q2-7w"],
  schema: noOptions,
  run: async (shell: Shell, [id = ""]: readonly string[]): Promise<ExitCode> => {
    if (!(await ring(shell).remove(id))) throw usageError("there is no key of this id");
    return exitCodes.ok;
  },
};

export function addTaxiiCommands(parent: Command, runner: CommandRunner): void {
  const keys = addGroup(parent, "key", "keys of the company's own systems");
  addCommand(keys, runner, addKey);
  addCommand(keys, runner, listKeys);
  addCommand(keys, runner, removeKey);
}

function ring(shell: Shell): ReturnType<typeof openApiKeyRing> {
  return openApiKeyRing(join(shell.home, apiKeyFileName), shell);
}
