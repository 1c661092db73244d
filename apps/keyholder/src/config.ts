/** The key holder's settings: the only reader of its environment and of its command line. */

import path from "node:path";

import type { TlsFiles } from "@tocsin/http";
import { fromBase64Url, TocsinError } from "@tocsin/kernel";
import { Command, CommanderError, Option } from "commander";
import envPaths from "env-paths";

import type { KeyHolderConfig } from "./compose.ts";

export type HolderCommand =
  | { readonly do: "init"; readonly stateDir: string }
  | { readonly do: "serve"; readonly config: KeyHolderConfig };

const portDefault = 4350;
const urlForm = /^https?:\/\/[^\s?#]{1,1000}$/;

/** Throws `message-invalid` that names the setting. */
export function readCommand(argv: readonly string[] = process.argv): HolderCommand {
  let command: HolderCommand | undefined;
  const program = new Command("tocsin-keyholder")
    .description("Holds one share of the key of blind matching. It sees random points alone.")
    .exitOverride();
  const state = (): Option =>
    new Option("--state <folder>", "state folder")
      .env("TOCSIN_KEYHOLDER_STATE")
      .default(path.join(envPaths("tocsin", { suffix: "" }).data, "keyholder"));
  program
    .command("init")
    .description("make the holder's key in a new state folder and print its public half")
    .addOption(state())
    .action((options: Readonly<Record<string, unknown>>) => {
      command = { do: "init", stateDir: text(options, "state") };
    });
  program
    .command("serve", { isDefault: true })
    .description("run the key holder until it is stopped")
    .addOption(state())
    .requiredOption("--issuer <url>", "the issuer, which names members and holders")
    .requiredOption("--issuer-key <key>", "the issuer's public key, base64url")
    .requiredOption("--exchange <url>", "where records for the ledger go")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port; 0 for any free one", String(portDefault))
    .option("--tls-cert <file>", "certificate to serve HTTPS with, PEM")
    .option("--tls-key <file>", "its key, PEM")
    .option("--metrics-port <number>", "metrics and health on 127.0.0.1")
    .action((options: Readonly<Record<string, unknown>>) => {
      command = { do: "serve", config: configOf(options) };
    });
  program.parse(argv);
  if (command === undefined) throw invalid("command");
  return command;
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

function configOf(options: Readonly<Record<string, unknown>>): KeyHolderConfig {
  const issuerKey = text(options, "issuerKey");
  if (fromBase64Url(issuerKey)?.length !== 32) throw invalid("--issuer-key: not 32 bytes");
  const metricsPort =
    options["metricsPort"] === undefined ? {} : { metricsPort: port(options, "metricsPort") };
  return {
    stateDir: text(options, "state"),
    host: text(options, "host"),
    port: port(options, "port"),
    ...metricsPort,
    ...tlsFilesOf(options),
    issuerUrl: url(options, "issuer"),
    issuerKey,
    exchangeUrl: url(options, "exchange"),
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

function url(options: Readonly<Record<string, unknown>>, name: string): string {
  const value = text(options, name);
  if (!urlForm.test(value)) throw invalid(`--${name}: not an http or https URL`);
  return value;
}

function port(options: Readonly<Record<string, unknown>>, name: string): number {
  const value = text(options, name);
  const number = /^\d{1,5}$/.test(value) ? Number(value) : -1;
  if (number < 0 || number > 65_535) throw invalid(`${name}: 0 to 65535`);
  return number;
}

function invalid(detail: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `setting ${detail}` });
}
