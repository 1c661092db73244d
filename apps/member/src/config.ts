/** The member node's settings: the only reader of its environment and of its own command line. */

import path from "node:path";
import { fileURLToPath } from "node:url";
import { TocsinError } from "@tocsin/kernel";
import { Command, CommanderError, Option } from "commander";
import envPaths from "env-paths";

/** Where the company's own systems on other machines come in. */
export interface SystemsConfig {
  readonly host: string;
  readonly port: number;
  /** PEM; both or neither. Without them only this machine's own address will do. */
  readonly certFile?: string;
  readonly keyFile?: string;
}

export interface MemberConfig {
  /** Holds everything that the node keeps. */
  readonly stateDir: string;
  /** 127.0.0.1 or ::1: console and command line are on this machine. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Ports to try one after the other where the first is taken. */
  readonly portTries?: number;
  /** On 127.0.0.1; without it there are no metrics. */
  readonly metricsPort?: number;
  /** Without it systems on this machine come in where the console is, and others not at all. */
  readonly systems?: SystemsConfig;
  /** Folder of the built console; without it only the command line works. */
  readonly consoleDir?: string;
  /** Lists of harmless values that count as real here: documentation addresses in a sample world. */
  readonly ignoredBenignLists?: readonly string[];
  /** Cost of trying counsel's passphrase, base 2; the library's most unless said. Less only in tests. */
  readonly passphraseWorkFactor?: number;
}

export const memberPortDefault = 4700;
const portTriesDefault = 20;

/** Where the console is when this repository has built it. */
export const builtConsole = fileURLToPath(new URL("../../console/dist", import.meta.url));

/** Throws `message-invalid` that names the setting. */
export function readConfig(argv: readonly string[] = process.argv): MemberConfig {
  const program = new Command("tocsin-member")
    .description("Runs the member node: console, local API, rounds and the verified ledger.")
    .addOption(
      new Option("--home <folder>", "state folder")
        .env("TOCSIN_HOME")
        .default(envPaths("tocsin", { suffix: "" }).data),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(
      new Option("--port <number>", "port; 0 for any free one; a later one where it is taken")
        .env("TOCSIN_PORT")
        .default(String(memberPortDefault)),
    )
    .option("--metrics-port <number>", "port of metrics on 127.0.0.1; none by default")
    .option("--systems <address>", "HOST:PORT where systems with keys come in; none by default")
    .option("--systems-cert <file>", "its certificate, PEM")
    .option("--systems-key <file>", "its key, PEM")
    .option("--console <folder>", "folder of the built console", builtConsole)
    .exitOverride();
  program.parse(argv);
  const options: Readonly<Record<string, unknown>> = program.opts();
  const metricsPort = options["metricsPort"];
  const systems = systemsOf(options);
  return {
    stateDir: path.resolve(text(options, "home")),
    host: text(options, "host"),
    port: portOf(options, "port"),
    portTries: portTriesDefault,
    consoleDir: path.resolve(text(options, "console")),
    ...(systems === undefined ? {} : { systems }),
    ...(metricsPort === undefined ? {} : { metricsPort: portOf(options, "metricsPort") }),
  };
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

/** A link that signs in is shown to a person alone: what a service writes ends in a journal. */
export function announce(signInUrl: () => string): void {
  console.error(
    process.stderr.isTTY
      ? `Open ${signInUrl()} in a browser on this machine (once, within 10 minutes).`
      : 'The node runs. "tocsin open" makes a link that signs in.',
  );
}

function systemsOf(options: Readonly<Record<string, unknown>>): SystemsConfig | undefined {
  const { systems, systemsCert, systemsKey } = options;
  if ((systemsCert === undefined) !== (systemsKey === undefined)) {
    throw invalid("systems-cert and systems-key belong together");
  }
  if (systems === undefined) {
    if (systemsCert !== undefined) throw invalid("systems-cert without systems");
    return undefined;
  }
  const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(text(options, "systems")) ?? [];
  if (host === "" || Number(port) > 65_535) throw invalid("systems: HOST:PORT");
  const at = { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
  if (systemsCert === undefined) return at;
  const [certFile, keyFile] = [text(options, "systemsCert"), text(options, "systemsKey")];
  return { ...at, certFile: path.resolve(certFile), keyFile: path.resolve(keyFile) };
}

function text(options: Readonly<Record<string, unknown>>, name: string): string {
  const value = options[name];
  if (typeof value !== "string" || value === "") throw invalid(name);
  return value;
}

function portOf(options: Readonly<Record<string, unknown>>, name: string): number {
  const value = text(options, name);
  const port = /^\d{1,5}$/.test(value) ? Number(value) : -1;
  if (port < 0 || port > 65_535) throw invalid(`${name}: 0 to 65535`);
  return port;
}

function invalid(detail: string): TocsinError {
  return new TocsinError("message-invalid", { detail: `setting ${detail}` });
}
