/** `doctor`: what is well and what is not, each with its fix. Only this company's own node is asked. */

import type { NodeCheck } from "@tocsin/wire/node-api";
import type { Command } from "commander";

import { runChecks } from "../checks.ts";
import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { oneLine } from "../safe-text.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";
import type { Tone } from "../terminal.ts";

const tones: Readonly<Record<NodeCheck["state"], Tone>> = {
  ok: "green",
  warning: "yellow",
  failed: "red",
};

const doctor = {
  usage: "doctor",
  summary: "check node, clock, folder, database, feed, tokens and alarms",
  about:
    "Looks at the state folder and asks the node to try its parts out: database, disk, clock, feed, issuer.\n" +
    "What the node tries over the network is what it does anyway, so nobody learns that it was asked.\n" +
    "Exit code 1 where something failed.",
  examples: ["tocsin doctor", "tocsin doctor --json | jq '.checks[] | select(.state != \"ok\")'"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const checks = await runChecks(shell);
    if (shell.json) shell.printJson({ checks });
    else {
      const { terminal } = shell;
      const rows = checks.map(({ name, state, text }) => [state, name, text]);
      const columns = ["state", "check", "found"].map((title) => ({ title }));
      for (const [at, line] of table(columns, rows).trimEnd().split("\n").entries()) {
        const check = checks[at - 1];
        terminal.out(`${check === undefined ? line : terminal.paint(tones[check.state], line)}\n`);
        if (check?.fix !== undefined && check.fix !== null) {
          terminal.out(`         → ${oneLine(check.fix)}\n`);
        }
      }
    }
    return checks.some((it) => it.state === "failed") ? exitCodes.failed : exitCodes.ok;
  },
};

export function addDoctorCommand(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, doctor);
}
