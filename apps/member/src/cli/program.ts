/**
 * The whole command line as one tree of commands. What is written on stdout is data; everything else, help
 * after an error included, goes to stderr.
 */

import { TocsinError } from "@tocsin/kernel";
import { Command, CommanderError } from "commander";

import { type CommandRunner, wrapped } from "./command.ts";
import { tellFailure, usageError } from "./failure.ts";
import { shieldIds } from "./shielded-ids.ts";
import { addCommands, firstWord } from "./parts.ts";
import { manyLines } from "./safe-text.ts";
import { createShell, exitCodes, type ShellPorts } from "./shell.ts";

const about = `Companies under cyber attack warn each other early and anonymously.

This program speaks to your company's own member node (tocsin up), which is the only one that
sees what you type. What leaves is what you reviewed and approved, byte for byte, and nobody
learns which member sent it. What works on files alone (extract, techniques, redact, correlate, import,
stix, benign, match --only-lists, receipt verify, authorship verify, ledger judge with a key) needs no node.

Data goes to stdout, everything else to stderr. Every command takes --json. Observables are shown
defanged, because they are live.`;

const afterHelp = `
Exit codes: 0 ok, 1 failed, 2 usage, 3 refused by policy, 4 not authorised, 5 partly done,
8 waits for a decision, an approval or a round.

Begin:
  tocsin up                       start the node, and leave it running
  tocsin enrol invitation.json    join with the operator's invitation
  tocsin report new incident.md   make a draft; then review and share
  tocsin warning watch            hear what concerns us
`;

export interface CliSetting {
  readonly version: string;
  /** State folder where --home names no other. */
  readonly home: string;
}

/** Runs one command and gives the exit code; never rejects. */
export async function runCli(
  args: readonly string[],
  ports: ShellPorts,
  setting: CliSetting,
): Promise<number> {
  const { terminal } = ports;
  let code: number = exitCodes.ok;
  const runner: CommandRunner = {
    open: (options) => createShell(ports, { ...options, usualHome: setting.home }),
    ended: (ended) => {
      code = ended;
    },
  };
  const program = await createProgram(setting, ports, runner, firstWord(args));
  try {
    await program.parseAsync(shieldIds(args), { from: "user" });
    await terminal.flushed();
    if (terminal.writeFailure !== undefined) throw terminal.writeFailure;
    return code;
  } catch (error) {
    const json = program.opts()["json"] === true;
    // What ends because nobody reads it any more is no failure; what the disk did not take is one.
    if (terminal.closed.aborted && error instanceof Error && error.name === "AbortError") {
      const { writeFailure } = terminal;
      return writeFailure === undefined ? code : tellFailure(terminal, writeFailure, json);
    }
    if (!(error instanceof CommanderError)) return tellFailure(terminal, error, json);
    if (error.exitCode === 0) return exitCodes.ok;
    const isHelp = error.code === "commander.help";
    const said = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    return isHelp ? new TocsinError("usage").exit : tellFailure(terminal, usageError(said), json);
  }
}

/** With the commands that `word` calls. Exported for the tests that look at every command: without one. */
export async function createProgram(
  { version, home }: CliSetting,
  { terminal }: Pick<ShellPorts, "terminal">,
  runner: CommandRunner,
  word?: string,
): Promise<Command> {
  const program = new Command("tocsin")
    .description(wrapped(about))
    .version(version)
    .option("--home <dir>", "state folder of the node (also TOCSIN_HOME)", home)
    .option("--json", "print JSON, with ISO times")
    .option("--live", "print observables as they are, not defanged")
    .configureHelp({ showGlobalOptions: true })
    .addHelpText("after", afterHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        terminal.out(text);
      },
      writeErr: (text) => {
        terminal.note(manyLines(text));
      },
      // Said once, in one form, by `runCli`.
      outputError: () => undefined,
    });
  await addCommands(program, runner, word);
  return program;
}
