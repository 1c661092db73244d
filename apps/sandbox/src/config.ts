/** The small world's settings: the only reader of its command line, and where it writes to. */

import path from "node:path";
import { fileURLToPath } from "node:url";

import { Command, InvalidArgumentError } from "commander";
import envPaths from "env-paths";

export interface SandboxConfig {
  readonly stateDir: string;
  readonly reset: boolean;
  readonly roundMs: number;
  readonly port: number;
  readonly sample: boolean;
  /** Tell of one adversary and two victims, then go on as usual. */
  readonly story: boolean;
  /** Run the node of a bank as well: a company of another class. */
  readonly bank: boolean;
  readonly consoleDir: string;
}

const secondMs = 1000;
export const sampleFolder = fileURLToPath(new URL("../sample", import.meta.url));

export function readConfig(argv: readonly string[] = process.argv): SandboxConfig {
  const program = new Command("npm start --")
    .description(
      "Brings up a whole small world on this machine: issuer, exchange, relay, the nodes of two invented " +
        "companies with a console each, and further members whose reports are the sample.",
    )
    .option(
      "--state <folder>",
      "where everything is kept",
      path.join(envPaths("tocsin", { suffix: "" }).data, "sandbox"),
    )
    .option("--reset", "delete that folder first and start anew", false)
    .option("--round <seconds>", "length of a round", whole(1, 3600), 5)
    .option("--port <number>", "first port that is tried; 14 are used", whole(1024, 65_000), 4300)
    .option("--story", "play one adversary's two break-ins that share no indicator", false)
    .option("--bank", "run a third node: of a bank, a company of another class", false)
    .option("--no-sample", "an empty world: no reports by neighbours")
    .exitOverride();
  program.parse(argv);
  const it = program.opts<{
    state: string;
    reset: boolean;
    round: number;
    port: number;
    sample: boolean;
    story: boolean;
    bank: boolean;
  }>();
  return {
    stateDir: path.resolve(it.state),
    reset: it.reset,
    roundMs: it.round * secondMs,
    port: it.port,
    sample: it.sample && !it.story,
    story: it.story,
    bank: it.bank,
    consoleDir: fileURLToPath(new URL("../../console/dist", import.meta.url)),
  };
}

/** On standard error. */
export function say(line: unknown): void {
  process.stderr.write(`${String(line)}\n`);
}

function whole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`a whole number from ${min} to ${max}`);
  };
}
