/** The exchange's settings: the only reader of its environment and of its command line. */

import path from "node:path";

import type { TlsFiles } from "@tocsin/http";
import { fromBase64Url, TocsinError } from "@tocsin/kernel";
import { Command, CommanderError, Option } from "commander";
import envPaths from "env-paths";

import { addRecipientCommands, type Printed } from "./recipients/commands.ts";

export interface ExchangeConfig extends TlsFiles {
  /** Holds everything that the exchange keeps. */
  readonly stateDir: string;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** On 127.0.0.1; without it there are no metrics. */
  readonly metricsPort?: number;
  /** Name of the ledger, for ever: the first line of its checkpoints. */
  readonly origin: string;
  /** The issuer whose notices are published, 32 bytes. */
  readonly issuerKey: Uint8Array;
  /** Length of a round; the same in the community file. */
  readonly roundMs: number;
  /** Size of the database at which capsules are refused; by default the disk is the limit. */
  readonly databaseBytesMax?: number;
  /** Threads that examine submissions; by default one for each core. */
  readonly threads?: number;
}

export type ExchangeCommand =
  | { readonly do: "serve"; readonly config: ExchangeConfig }
  | { readonly do: "init"; readonly config: Pick<ExchangeConfig, "stateDir"> }
  | { readonly do: "disputes"; readonly config: Pick<ExchangeConfig, "stateDir"> }
  | { readonly do: "print"; readonly work: Printed }
  | {
      readonly do: "rule";
      readonly config: Pick<ExchangeConfig, "stateDir">;
      readonly ruling: {
        readonly report: string;
        readonly ruling: string;
        readonly reason: string;
      };
    };

export const roundMsDefault = 60_000;
const portDefault = 4310;
const metricsPortDefault = 4319;
const roundMsMin = 1000;
const roundMsMax = 3_600_000;

/** Throws `message-invalid` that names the setting. */
export function readCommand(argv: readonly string[] = process.argv): ExchangeCommand {
  let command: ExchangeCommand | undefined;
  const program = new Command("tocsin-exchange")
    .description("Publishes what members report, in rounds, without knowing who they are.")
    .exitOverride();
  const state = new Option("--state <folder>", "state folder")
    .env("TOCSIN_STATE_DIR")
    .default(path.join(envPaths("tocsin", { suffix: "" }).data, "exchange"));
  program
    .command("init")
    .description("make the ledger's key and print its public half")
    .addOption(state)
    .action((options: Readonly<Record<string, unknown>>) => {
      command = { do: "init", config: { stateDir: text(options, "state") } };
    });
  addModeration(program, state, (given) => {
    command = given;
  });
  addRecipientCommands(program, state, (work) => {
    command = { do: "print", work };
  });
  program
    .command("serve", { isDefault: true })
    .description("run the exchange")
    .addOption(state)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port; 0 for any free one", String(portDefault))
    .option("--tls-cert <file>", "certificate to serve HTTPS with, PEM")
    .option("--tls-key <file>", "its key, PEM")
    .option("--metrics-port <number>", "port of metrics on 127.0.0.1", String(metricsPortDefault))
    .option("--origin <name>", "name of the ledger, never to be changed", "tocsin.local/ledger")
    .requiredOption("--issuer-key <key>", "the issuer's public key, base64url")
    .option("--round <ms>", "length of a round", String(roundMsDefault))
    .action((options: Readonly<Record<string, unknown>>) => {
      command = { do: "serve", config: configOf(options) };
    });
  program.parse(argv);
  if (command === undefined) throw invalid("command");
  return command;
}

function addModeration(
  program: Command,
  state: Option,
  taken: (command: ExchangeCommand) => void,
): void {
  const moderate = program
    .command("moderate")
    .description("reports that members dispute, and rulings on them");
  moderate
    .command("list")
    .description("print the disputed reports, most disputed first, as JSON")
    .addOption(state)
    .action((options: Readonly<Record<string, unknown>>) => {
      taken({ do: "disputes", config: { stateDir: text(options, "state") } });
    });
  moderate
    .command("rule")
    .description("rule on a report: the ruling and its reason go into the ledger, for everyone")
    .argument("<report>", "its id")
    .argument("<ruling>", "abuse or no-abuse")
    .requiredOption("--reason <text>", "why, in words that name nobody")
    .addOption(state)
    .action((report: string, ruling: string, options: Readonly<Record<string, unknown>>) => {
      const config = { stateDir: text(options, "state") };
      const reason = text(options, "reason");
      taken({ do: "rule", config, ruling: { report, ruling, reason } });
    });
}

/** Says what went wrong on standard error; gives the exit code. */
export function explain(error: unknown): number {
  if (error instanceof TocsinError) {
    console.error(`${error.message}\n${error.fix}`);
    return error.exit;
  }
  // Commander has said its own already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(error);
  return 1;
}

function configOf(options: Readonly<Record<string, unknown>>): ExchangeConfig {
  const issuerKey = fromBase64Url(text(options, "issuerKey"));
  if (issuerKey?.length !== 32) throw invalid("--issuer-key: not 32 bytes of base64url");
  return {
    stateDir: text(options, "state"),
    host: text(options, "host"),
    port: whole(options, "port", 0, 65_535),
    metricsPort: whole(options, "metricsPort", 0, 65_535),
    origin: text(options, "origin"),
    issuerKey,
    roundMs: whole(options, "round", roundMsMin, roundMsMax),
    ...tlsFilesOf(options),
  };
}

/** Paths of PEM files; without them HTTP. */
function tlsFilesOf(options: Readonly<Record<string, unknown>>): TlsFiles {
  return {
    ...(options["tlsCert"] === undefined ? {} : { tlsCert: text(options, "tlsCert") }),
    ...(options["tlsKey"] === undefined ? {} : { tlsKey: text(options, "tlsKey") }),
  };
}

function text(options: Readonly<Record<string, unknown>>, name: string): string {
  const value = options[name];
  if (typeof value !== "string" || value === "") throw invalid(name);
  return value;
}

function whole(
  options: Readonly<Record<string, unknown>>,
  name: string,
  min: number,
  max: number,
): number {
  const value = text(options, name);
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number < min || number > max) throw invalid(`${name}: ${min} to ${max}`);
  return number;
}

function invalid(detail: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `setting ${detail}` });
}
