/** The member node's settings: the only reader of its environment and of its own command line. */

import path from "node:path";
import { fileURLToPath } from "node:url";
import { invalidSetting, Settings } from "@tocsin/http/settings";
import { Command, Option } from "commander";
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

/** Throws `usage` that names the setting. */
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
  const given = new Settings(program.opts());
  const systems = systemsOf(given);
  return {
    stateDir: path.resolve(given.text("home")),
    host: given.text("host"),
    port: given.port("port"),
    portTries: portTriesDefault,
    consoleDir: path.resolve(given.text("console")),
    ...(systems === undefined ? {} : { systems }),
    ...(given.has("metricsPort") ? { metricsPort: given.port("metricsPort") } : {}),
  };
}

/** A link that signs in is shown to a person alone: what a service writes ends in a journal. */
export function announce(signInUrl: () => string): void {
  console.error(
    process.stderr.isTTY
      ? `Open ${signInUrl()} in a browser on this machine (once, within 10 minutes).`
      : 'The node runs. "tocsin open" makes a link that signs in.',
  );
}

function systemsOf(given: Settings): SystemsConfig | undefined {
  const isSecured = given.has("systemsCert");
  if (isSecured !== given.has("systemsKey")) {
    throw invalidSetting("--systems-cert and --systems-key belong together");
  }
  if (!given.has("systems")) {
    if (isSecured) throw invalidSetting("--systems-cert needs --systems");
    return undefined;
  }
  const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(given.text("systems")) ?? [];
  if (host === "" || Number(port) > 65_535) throw invalidSetting("--systems: HOST:PORT");
  const at = { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
  if (!isSecured) return at;
  const [certFile, keyFile] = [given.text("systemsCert"), given.text("systemsKey")];
  return { ...at, certFile: path.resolve(certFile), keyFile: path.resolve(keyFile) };
}
