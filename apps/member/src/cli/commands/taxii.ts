/** `taxii`: where the company's own systems read from this node, and the keys with which they do. */

import { join } from "node:path";

import type { Command } from "commander";
import { z } from "zod";

import { apiKeyFileName, type ApiScope, apiScopes, openApiKeyRing } from "../../taxii/api-keys.ts";
import { addCommand, addGroup, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readInput } from "../input.ts";
import { oneLine, safeJson } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import { tellNone } from "./paging.ts";

const certificateBytesMax = 64 * 1024;

const addOptions = z.object({
  write: z.boolean().default(false),
  scope: z.array(z.enum(apiScopes)).default([]),
  certificate: z.string().optional(),
});
type AddOptions = z.output<typeof addOptions>;

const addKey = {
  usage: "add <name>",
  summary: "make a key for one system",
  about:
    "Makes a key with which a system of this company reads the node's TAXII collections, and with --write\n" +
    "also adds drafts and sightings. Or it says with --scope what the key may: taxii:read, taxii:write,\n" +
    "misp:read (the MISP feed), api:read (reports, warnings and feed values of the local API, which says\n" +
    "which reports are ours), api:add (drafts and sightings too). The key is shown this once; the node keeps\n" +
    "its hash. Clients send it as password of Basic, or as Bearer or Token. With --certificate the key is the\n" +
    "one of that certificate, and nothing is shown. What systems add never leaves without a person's review.",
  examples: [
    "tocsin taxii key add siem",
    "tocsin taxii key add soar --scope api:add",
    "tocsin taxii key add misp --scope misp:read --certificate misp.pem",
  ],
  options: [
    { flags: "--write", about: "may also add drafts and sightings" },
    {
      flags: "--scope <scope>",
      about: `what it may, in the place of reading TAXII; may be repeated: ${apiScopes.join(", ")}`,
      repeats: true,
    },
    { flags: "--certificate <file>", about: "the client's certificate, PEM" },
  ],
  schema: addOptions,
  run: async (shell: Shell, [name = ""]: readonly string[], options: AddOptions) => {
    if (name.trim() === "" || name.length > 80) throw usageError("a name has 1 to 80 characters");
    const scopes = scopesOf(options);
    if (options.certificate !== undefined)
      return addCertificate(shell, name, options.certificate, scopes);
    const { key, secret } = await ring(shell).add(oneLine(name), scopes);
    const { id } = key;
    shell.terminal.out(
      shell.json ? `${safeJson({ id, name: key.name, scopes, secret })}\n` : `${secret}\n`,
    );
    shell.terminal.note("Keep it: it is not shown again. The collections are at /taxii2/.\n");
    return exitCodes.ok;
  },
};

function scopesOf({ write, scope }: AddOptions): readonly ApiScope[] {
  if (scope.length > 0) return [...new Set([...scope, ...(write ? ["taxii:write" as const] : [])])];
  return write ? ["taxii:read", "taxii:write"] : ["taxii:read"];
}

async function addCertificate(
  shell: Shell,
  name: string,
  file: string,
  scopes: readonly ApiScope[],
): Promise<ExitCode> {
  const { certificateHash } = await import("@tocsin/http");
  const { bytes } = await readInput(shell.terminal, file, certificateBytesMax);
  const hash = certificateHash(Buffer.from(bytes).toString("utf8"));
  const { id } = await ring(shell).addCertificate(oneLine(name), scopes, hash);
  shell.terminal.out(shell.json ? `${safeJson({ id, name, scopes })}\n` : `${id}\n`);
  return exitCodes.ok;
}

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
    tellNone(shell, rows.length, "Make a key for a system: tocsin taxii key add NAME");
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
