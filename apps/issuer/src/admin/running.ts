/**
 * How the command line reaches the running program: an address on this machine and a bearer, in a file
 * that only the owner can read.
 */

import { parseJson, textOf, TocsinError, utf8 } from "@tocsin/kernel";
import { fetchJson } from "@tocsin/http";
import { readSecret, replaceSecret } from "@tocsin/store";
import { hash, parseMessage, webUrl } from "@tocsin/wire";
import { z } from "zod";

import type { StateFolder } from "../state/state-folder.ts";
import { type CommandInput, type CommandName, type CommandOutput, commands } from "./commands.ts";

const fileName = "admin.json";
const answerBytesMax = 64 * 1024 * 1024;
const deadlineMs = 120_000;

const running = z.strictObject({ url: webUrl, bearer: hash });
export type RunningProgram = z.output<typeof running>;

export async function tellRunning(folder: StateFolder, program: RunningProgram): Promise<void> {
  await replaceSecret(folder.path, fileName, utf8(JSON.stringify(program)));
}

export async function findRunning(folder: StateFolder): Promise<RunningProgram | undefined> {
  const bytes = await readSecret(folder.path, fileName);
  if (bytes === undefined) return undefined;
  return parseMessage(running, parseJson(textOf(bytes) ?? ""));
}

/** Undefined where nobody answers there any more, as after a crash. */
export async function askRunning<Name extends CommandName>(
  { url, bearer }: RunningProgram,
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandOutput<Name> | undefined> {
  const schema: z.ZodType<CommandOutput<Name>> = commands[name].output as never;
  try {
    return await fetchJson(`${url}${adminPath(name)}`, schema, {
      method: "POST",
      json: input,
      headers: { authorization: `Bearer ${bearer}` },
      bytesMax: answerBytesMax,
      deadlineMs,
    });
  } catch (error) {
    if (error instanceof TocsinError && error.code === "remote-unreachable") return undefined;
    throw error;
  }
}

export function adminPath(name: CommandName): string {
  return `/admin/${name}`;
}
