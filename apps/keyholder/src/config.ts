/** The key holder's settings: the only reader of its environment and of its command line. */

import path from "node:path";

import { invalidSetting, Settings } from "@tocsin/http/settings";
import { toBase64Url } from "@tocsin/kernel";
import { Command, Option } from "commander";
import envPaths from "env-paths";

import type { KeyHolderConfig } from "./compose.ts";

export type HolderCommand =
  | { readonly do: "init"; readonly stateDir: string }
  | { readonly do: "serve"; readonly config: KeyHolderConfig };

const portDefault = 4350;

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
      command = { do: "init", stateDir: new Settings(options).text("state") };
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
      command = { do: "serve", config: configOf(new Settings(options)) };
    });
  program.parse(argv);
  if (command === undefined) throw invalidSetting("command");
  return command;
}

function configOf(given: Settings): KeyHolderConfig {
  return {
    stateDir: given.text("state"),
    host: given.text("host"),
    port: given.port("port"),
    ...(given.has("metricsPort") ? { metricsPort: given.port("metricsPort") } : {}),
    ...given.tlsFiles(),
    issuerUrl: given.url("issuer"),
    issuerKey: toBase64Url(given.publicKey("issuerKey")),
    exchangeUrl: given.url("exchange"),
  };
}
