/** The relay's settings: the only reader of its environment and of its command line. */

import type { TlsFiles } from "@tocsin/http";
import { fromBase64Url, TocsinError } from "@tocsin/kernel";
import { Command, CommanderError, Option } from "commander";

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
const roundMsMin = 1000;
const roundMsMax = 3_600_000;
const urlForm = /^https?:\/\/[^\s?#]{1,1000}$/;

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
  return configOf(program.opts());
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

function configOf(options: Readonly<Record<string, unknown>>): RelayConfig {
  const issuerKey = fromBase64Url(text(options, "issuerKey"));
  if (issuerKey?.length !== 32) throw invalid("--issuer-key: not 32 bytes of base64url");
  const gatewayUrl = text(options, "gateway");
  if (!urlForm.test(gatewayUrl)) throw invalid("--gateway: not an http or https URL");
  return {
    host: text(options, "host"),
    port: whole(options, "port", 0, 65_535),
    metricsPort: whole(options, "metricsPort", 0, 65_535),
    gatewayUrl,
    issuerKey,
    roundMs: whole(options, "round", roundMsMin, roundMsMax),
    stateDir: text(options, "state"),
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
