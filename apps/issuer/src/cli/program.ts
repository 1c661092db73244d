/** The `tocsin-issuer` command: what an operator does by hand. */

import { TocsinError } from "@tocsin/kernel";
import { Command, CommanderError } from "commander";
import { ZodError } from "zod";

import type { Terminal } from "../config.ts";
import { addCommunityCommands } from "./community-commands.ts";
import { contextOf } from "./context.ts";
import { addEpochCommands } from "./epoch-commands.ts";
import { addMemberCommands } from "./member-commands.ts";
import { addServeCommands } from "./serve-command.ts";
import { explain } from "./texts.ts";

const usageExit = 2;

const examples = `
Examples:
  $ tocsin-issuer init
  $ tocsin-issuer community set --name "Energy ISAC" --issuer-url https://issuer.example \\
      --exchange-url https://exchange.example --ledger-origin exchange.example/log \\
      --ledger-key KEY --relay-url https://relay.example --feed https://exchange.example
  $ tocsin-issuer class add utilities --title Utilities
  $ tocsin-issuer member invite --name "Example AG" --legal-id CHE-000 --class utilities --out example.json
  $ tocsin-issuer serve
  $ tocsin-issuer epoch prepare     once the founding members are enrolled
`;

/** Resolves with the exit code. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command("tocsin-issuer");
  const context = contextOf(program, terminal);
  program
    .description("Vets members and signs their tokens blindly: it knows who, and never for what.")
    .option(
      "--state <folder>",
      "state folder",
      terminal.settings.stateDir ?? terminal.stateDirDefault,
    )
    .option("--json", "print JSON", false)
    .addHelpText("after", examples)
    .showHelpAfterError("See --help.")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  addServeCommands(program, context);
  addCommunityCommands(program, context);
  addMemberCommands(program, context);
  addEpochCommands(program, context);
  settleAll(program);
  try {
    await program.parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has said its own already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExit;
    const known = error instanceof ZodError ? new TocsinError("usage") : error;
    return explain(terminal, known, argv.includes("--json"));
  }
}

/** Sub-commands report errors and print where the program does. */
function settleAll(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    settleAll(child);
  }
}
