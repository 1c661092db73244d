/**
 * `up`: runs the member node in the foreground. It is a service: rounds in which it does not run tell that
 * it did not. Its log goes to stderr and holds no observable, name, token or address.
 */

import type { Command } from "commander";
import { z } from "zod";

import type { Member } from "../../compose.ts";
import type { MemberConfig } from "../../config.ts";
import type { OpenedState } from "../../opened-state.ts";
import { addCommand, type CommandRunner } from "../command.ts";
import type { ExitCode, Shell } from "../shell.ts";

const upOptions = z.object({
  host: z.string().optional(),
  port: z.string().optional(),
  metricsPort: z.string().optional(),
  systems: z.string().optional(),
  systemsCert: z.string().optional(),
  systemsKey: z.string().optional(),
  console: z.string().optional(),
});
type UpOptions = z.output<typeof upOptions>;

const up = {
  usage: "up",
  summary: "run the member node in the foreground",
  about:
    "Serves the console and the command line on this machine only, sends one capsule in every round and\n" +
    "follows the ledger. The relay sees this machine's address and equal capsules; the exchange sees\n" +
    "capsules and no addresses; the issuer sees when tokens are fetched. Let it run without pause: a\n" +
    "missed round tells that it was not up. Ends in order with Ctrl-C or SIGTERM.",
  examples: [
    "tocsin up",
    "tocsin up --home /srv/tocsin --port 4700",
    "tocsin up --systems 0.0.0.0:4747 --systems-cert node.pem --systems-key node.key",
  ],
  options: [
    { flags: "--host <address>", about: "127.0.0.1 or ::1" },
    { flags: "--port <number>", about: "0 for any free one; a later one where it is taken" },
    { flags: "--metrics-port <number>", about: "metrics on 127.0.0.1; none by default" },
    {
      flags: "--systems <address>",
      about: "HOST:PORT where systems on other machines come in with their keys; none by default",
    },
    { flags: "--systems-cert <file>", about: "certificate of that address, PEM" },
    { flags: "--systems-key <file>", about: "key of that certificate, PEM" },
    { flags: "--console <folder>", about: "folder of the built console" },
  ],
  schema: upOptions,
  run: async (shell: Shell, _: readonly string[], options: UpOptions) => {
    const { readConfig } = await import("../../config.ts");
    const config = readConfig(["node", "tocsin", ...settingsOf(shell, options)]);
    const { withState } = await import("../../opened-state.ts");
    const member = await withState(config.stateDir, (state) => start(shell, config, state));
    tellRunning(shell, member);
    return new Promise<ExitCode>(() => undefined);
  },
};

async function start(
  shell: Shell,
  config: MemberConfig,
  state: Promise<OpenedState>,
): Promise<Member> {
  const [{ startMember }, { holdLittleMemory }, http, { pino }, ending] = await Promise.all([
    import("../../compose.ts"),
    import("../../run.ts"),
    import("@tocsin/http"),
    import("pino"),
    import("close-with-grace"),
  ]);
  const log = http.createLog(pino(http.logOptions("member", shell.clock), pino.destination(2)));
  const member = await startMember(config, { log, state });
  holdLittleMemory(member);
  // Ends this process when everything is closed; a second signal ends it at once.
  ending.default({ logger: false }, () => member[Symbol.asyncDispose]());
  return member;
}

export function addUpCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, up);
}

/** As the node's own configuration reads them. */
function settingsOf({ home }: Shell, options: UpOptions): string[] {
  const { host, port, metricsPort, systems, systemsCert, systemsKey } = options;
  const given = [
    ["--home", home],
    ["--host", host],
    ["--port", port],
    ["--metrics-port", metricsPort],
    ["--systems", systems],
    ["--systems-cert", systemsCert],
    ["--systems-key", systemsKey],
    ["--console", options.console],
  ] as const;
  return given.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag}=${value}`]));
}

function tellRunning(shell: Shell, member: Member): void {
  const { terminal, json } = shell;
  const signInUrl = member.signInUrl();
  if (json) {
    shell.printDocument({ url: member.url, signInUrl, enrolled: member.protocol.enrolled });
    return;
  }
  terminal.out(`${signInUrl}\n`);
  terminal.note(
    "Open this in a browser on this machine: good for one sign-in, within 10 minutes.\n",
  );
  if (!member.protocol.enrolled) terminal.note("Not in a community yet: tocsin enrol FILE\n");
}
