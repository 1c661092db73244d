/** The exchange's settings: the only reader of its environment and of its command line. */

import path from "node:path";

import type { TlsFiles } from "@tocsin/http";
import { invalidSetting, Settings } from "@tocsin/http/settings";
import { Command, Option } from "commander";
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

type Options = Readonly<Record<string, unknown>>;

export const roundMsDefault = 60_000;
const portDefault = 4310;
const metricsPortDefault = 4319;

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
    .action((options: Options) => {
      command = { do: "init", config: stateIn(options) };
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
    .action((options: Options) => {
      command = { do: "serve", config: configOf(options) };
    });
  program.parse(argv);
  if (command === undefined) throw invalidSetting("command");
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
    .action((options: Options) => {
      taken({ do: "disputes", config: stateIn(options) });
    });
  moderate
    .command("rule")
    .description("rule on a report: the ruling and its reason go into the ledger, for everyone")
    .argument("<report>", "its id")
    .argument("<ruling>", "abuse or no-abuse")
    .requiredOption("--reason <text>", "why, in words that name nobody")
    .addOption(state)
    .action((report: string, ruling: string, options: Options) => {
      const reason = new Settings(options).text("reason");
      taken({ do: "rule", config: stateIn(options), ruling: { report, ruling, reason } });
    });
}

function stateIn(options: Options): Pick<ExchangeConfig, "stateDir"> {
  return { stateDir: new Settings(options).text("state") };
}

function configOf(options: Options): ExchangeConfig {
  const given = new Settings(options);
  return {
    stateDir: given.text("state"),
    host: given.text("host"),
    port: given.port("port"),
    metricsPort: given.port("metricsPort"),
    origin: given.text("origin"),
    issuerKey: given.publicKey("issuerKey"),
    roundMs: given.roundMs("round"),
    ...given.tlsFiles(),
  };
}
