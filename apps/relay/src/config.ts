/** The relay's settings: the only reader of its environment and of its command line. */

import type { TlsFiles } from "@tocsin/http";
import { Settings } from "@tocsin/http/settings";
import { Command, Option } from "commander";

export interface RelayConfig extends TlsFiles {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Ports to try one after the other where the first is taken; by default only that one. */
  readonly portTries?: number;
  /** On 127.0.0.1; without it there are no metrics. */
  readonly metricsPort?: number;
  /** The one gateway, which is also the source of the feed. */
  readonly gatewayUrl: string;
  /** The issuer whose key directories are believed, 32 bytes. */
  readonly issuerKey: Uint8Array;
  /** Length of a round; the same in the community file. */
  readonly roundMs: number;
  /** Folder of key directories: nothing else is kept. */
  readonly stateDir: string;
}

export const roundMsDefault = 60_000;
const portDefault = 4330;
const metricsPortDefault = 4339;

/** Throws `message-invalid` that names the setting. */
export function readConfig(argv: readonly string[] = process.argv): RelayConfig {
  const program = new Command("tocsin-relay")
    .description(
      "Passes sealed capsules on without telling whose they are. Keeps no log of anyone.",
    )
    .exitOverride()
    .requiredOption("--gateway <url>", "the exchange behind this relay")
    .requiredOption("--issuer-key <key>", "the issuer's public key, base64url")
    .addOption(
      new Option("--state <folder>", "folder of key directories")
        .env("TOCSIN_STATE_DIR")
        .makeOptionMandatory(),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port; 0 for any free one", String(portDefault))
    .option("--tls-cert <file>", "certificate to serve HTTPS with, PEM")
    .option("--tls-key <file>", "its key, PEM")
    .option("--metrics-port <number>", "port of metrics on 127.0.0.1", String(metricsPortDefault))
    .option("--round <ms>", "length of a round", String(roundMsDefault));
  program.parse(argv);
  return configOf(new Settings(program.opts()));
}

function configOf(given: Settings): RelayConfig {
  return {
    host: given.text("host"),
    port: given.port("port"),
    metricsPort: given.port("metricsPort"),
    gatewayUrl: given.url("gateway"),
    issuerKey: given.publicKey("issuerKey"),
    roundMs: given.roundMs("round"),
    stateDir: given.text("state"),
    ...given.tlsFiles(),
  };
}
