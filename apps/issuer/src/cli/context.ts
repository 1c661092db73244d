/** What every command of the command line shares: the state folder, the form of output, the table. */

import { TocsinError } from "@tocsin/kernel";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";

import type { CommandInput, CommandName, CommandOutput } from "../admin/commands.ts";
import type { Terminal } from "../config.ts";
import { operate } from "./operate.ts";

export interface Context {
  readonly terminal: Terminal;
  readonly stateDir: () => string;
  readonly json: () => boolean;
  /** Runs a command of the table and prints what it gives. */
  readonly run: <Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
    text: (output: CommandOutput<Name>) => string,
  ) => Promise<void>;
}

const globalOptions = z.object({ state: z.string().min(1), json: z.boolean() });

export function contextOf(program: Command, terminal: Terminal): Context {
  const options = () => globalOptions.parse(program.opts());
  const context: Context = {
    terminal,
    stateDir: () => options().state,
    json: () => options().json,
    run: async (name, input, text) => {
      const output = await operate(context.stateDir(), name, input);
      print(context, output, text);
    },
  };
  return context;
}

export function print<Output>(
  { terminal, json }: Context,
  output: Output,
  text: (output: Output) => string,
): void {
  terminal.out(json() ? `${JSON.stringify(output)}\n` : text(output));
}

/** What a person typed for `name`. Throws `usage`, which names it and never what was typed. */
export function typed<Value>(schema: z.ZodType<Value>, text: string, name: string): Value {
  const result = schema.safeParse(text);
  if (result.success) return result.data;
  throw new TocsinError("usage", { detail: `${name} is not of its form` });
}

/** For commander: a whole number between two bounds. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (value < min || value > max) throw new InvalidArgumentError(`From ${min} to ${max}.`);
    return value;
  };
}
