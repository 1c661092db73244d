/** One command as an outline: words, options with the schema that parses them, and what it does. */

import { type Command, Option } from "commander";
import { z } from "zod";

import { usageError } from "./failure.ts";
import { unshieldId } from "./shielded-ids.ts";
import { problemOf } from "./problem.ts";
import type { ExitCode, Shell, ShellOptions } from "./shell.ts";

export interface CommandOption {
  /** As commander writes it: "-n, --name <text>". */
  readonly flags: string;
  readonly about: string;
  /** May be given more than once; its values come as a list. */
  readonly repeats?: boolean;
  readonly choices?: readonly string[];
}

export interface CommandOutline<Options> {
  /** Name and operands: "share <report>". */
  readonly usage: string;
  readonly summary: string;
  /** What it does and who learns what. */
  readonly about: string;
  readonly examples: readonly string[];
  readonly options?: readonly CommandOption[];
  readonly schema: z.ZodType<Options>;
  run(shell: Shell, operands: readonly string[], options: Options): Promise<ExitCode>;
}

/** Commands without options of their own. */
export const noOptions = z.object({});

const globals = z.object({
  home: z.string(),
  json: z.boolean().default(false),
  live: z.boolean().default(false),
});

export interface CommandRunner {
  readonly open: (options: Omit<ShellOptions, "usualHome">) => Shell;
  readonly ended: (code: ExitCode) => void;
}

export function addCommand<Options>(
  parent: Command,
  { open, ended }: CommandRunner,
  outline: CommandOutline<Options>,
): void {
  const { usage, summary, about, examples, options = [], schema } = outline;
  const command = parent.command(usage).summary(summary).description(wrapped(about));
  for (const option of options) command.addOption(optionOf(option));
  command.addHelpText("after", `\nExamples:\n${examples.map((it) => `  ${it}\n`).join("")}`);
  command.action(async () => {
    const given = unshielded(command.optsWithGlobals());
    const operands = command.args.map(unshieldId);
    ended(await outline.run(open(parsed(globals, given)), operands, parsed(schema, given)));
  });
}

export function addGroup(parent: Command, name: string, summary: string): Command {
  return parent.command(name).summary(summary).description(summary);
}

/** Line ends of the source are none of the help's, which fits the terminal; empty lines are. */
export function wrapped(text: string): string {
  return text.replaceAll(/(?<!\n)\n(?!\n)/g, " ");
}

function optionOf({ flags, about, repeats = false, choices }: CommandOption): Option {
  const option = new Option(flags, about);
  if (choices !== undefined) option.choices([...choices]);
  if (repeats) {
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  }
  return option;
}

/** An id that begins with a hyphen may be the value of an option as well. */
function unshielded(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(unshieldedValue) : unshieldedValue(value),
    ]),
  );
}

function unshieldedValue(value: unknown): unknown {
  return typeof value === "string" ? unshieldId(value) : value;
}

function parsed<Value>(schema: z.ZodType<Value>, given: unknown): Value {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const name = String(issue?.path[0] ?? "").replaceAll(/[A-Z]/g, (it) => `-${it.toLowerCase()}`);
  throw usageError(`--${name}: ${problemOf(issue)}`);
}
