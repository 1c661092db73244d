/**
 * `alarm …`: what is wrong, and the proof that the node has kept of it. Reading it tells nobody anything; each
 * kind of proof says who would learn what, were it passed on.
 */

import { parseJson } from "@tocsin/kernel";
import { alarmEvidence, type AlarmList, alarmList } from "@tocsin/wire/proofs";
import type { Command } from "commander";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { relative } from "../moment.ts";
import { writeNewFile } from "../output-file.ts";
import { oneLine, safeJson } from "../safe-text.ts";
import { exitCodes, type Shell } from "../shell.ts";
import { table } from "../table.ts";

const listAlarms = {
  usage: "list",
  summary: "what is wrong now, and what is kept as proof",
  about:
    "Alarms as the status shows them, and how many pieces of evidence are kept of each kind, also of alarms that\n" +
    "are over. Asks only this company's own node.",
  examples: ["tocsin alarm list", "tocsin alarm list --json | jq .kept"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    const alarms = await node.ask("GET", ["alarms"], alarmList);
    if (shell.json) shell.printJson(alarms);
    else shell.terminal.out(listText(alarms, shell.clock.now()));
    return exitCodes.ok;
  },
};

const showEvidence = {
  usage: "evidence <code> [file]",
  summary: "print the kept proof of an alarm, or write it into a new file",
  about:
    "One line of JSON for each piece, oldest first, exactly as it was kept; --json gives {code, tells, evidence}.\n" +
    "With FILE into a new file that only its owner can read. Nothing leaves this machine. Before you pass it on:\n" +
    "proof against the exchange (ledger-fork) holds checkpoints and names nobody, but where another history was\n" +
    "made for one member alone, its maker learns which member kept the proof. Proof against a key holder\n" +
    "(holder-lied) holds our member key and signature: it NAMES THIS COMPANY to the issuer and the key holders.\n" +
    "What each kind tells is said with it.",
  examples: [
    "tocsin alarm evidence ledger-fork fork.jsonl",
    "tocsin alarm evidence ledger-fork | tocsin ledger judge -",
  ],
  schema: noOptions,
  run: async (shell: Shell, [code = "", file]: readonly string[]) => {
    const node = await shell.node();
    const kept = await node.ask("GET", ["alarms", code, "evidence"], alarmEvidence);
    const { tells, pieces } = kept;
    if (file !== undefined) await writeNewFile(file, pieces.map((it) => `${it}\n`).join(""));
    if (shell.json && file !== undefined) shell.printDocument({ code, tells, written: true });
    else if (shell.json) shell.printDocument({ code, tells, evidence: pieces.map(parseJson) });
    else if (file === undefined) {
      for (const piece of pieces) shell.terminal.out(`${safeJson(parseJson(piece))}\n`);
    } else shell.terminal.note(`Written: ${pieces.length}.\n`);
    shell.terminal.note(`Whoever is given it: ${oneLine(tells)}\n`);
    return exitCodes.ok;
  },
};

export function addAlarmCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, listAlarms);
  addCommand(parent, runner, showEvidence);
}

function listText({ open, kept }: AlarmList, nowMs: number): string {
  const raised = open.map(({ code, text, sinceMs }) => [code, relative(sinceMs, nowMs), text]);
  const proofs = kept.map((it) => [
    it.code,
    String(it.pieces),
    relative(it.newestMs, nowMs),
    it.tells,
  ]);
  const titled = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
    table(
      titles.map((title) => ({ title })),
      rows,
    );
  return [
    raised.length === 0 ? "No alarms.\n" : titled(["alarm", "since", "what"], raised),
    proofs.length === 0
      ? "No evidence is kept.\n"
      : titled(["evidence", "pieces", "newest", "who is given it learns"], proofs),
  ].join("\n");
}
