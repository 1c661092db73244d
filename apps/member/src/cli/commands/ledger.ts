/**
 * `ledger …`: whether everybody is shown one history. The node recomputes its own, holds what others were shown
 * against it, and judges proof of a fork. Nobody outside learns that it does.
 */

import { textOf, TocsinError } from "@tocsin/kernel";
import type { ForkVerdict } from "@tocsin/ledger";
import { ledgerCheck } from "@tocsin/wire/node-api";
import { checkpointComparison, type CheckpointVerdict, ledgerHead } from "@tocsin/wire/proofs";
import type { Command } from "commander";
import { z } from "zod";

import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { readInput } from "../input.ts";
import { longDeadlineMs } from "../node-port.ts";
import { writeNewFile } from "../output-file.ts";
import { manyLines } from "../safe-text.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { facts } from "../table.ts";
import { publicKeyOption } from "./public-key-option.ts";

const checkpointBytesMax = 64 * 1024;
const evidenceBytesMax = 64 * 1024 * 1024;

const verifyLedger = {
  usage: "verify",
  summary: "recompute the whole ledger and compare it with what was signed",
  about:
    "Recomputes every leaf, the root and the signed checkpoint from what this node has stored. Finds a\n" +
    "flipped bit on this disk, and anything that the exchange showed but did not sign. Exit code 1 where\n" +
    "something is wrong.",
  examples: ["tocsin ledger verify", "tocsin ledger verify --json | jq .wrong"],
  schema: noOptions,
  run: async (shell: Shell) => {
    const node = await shell.node();
    shell.terminal.note("Recomputing …\n");
    const asking = { deadlineMs: longDeadlineMs };
    const check = await node.ask("GET", ["ledger", "check"], ledgerCheck, asking);
    if (shell.json) shell.printDocument(check);
    else {
      shell.terminal.out(
        facts([
          ["ledger", check.origin],
          ["leaves", String(check.size)],
          ["root", check.root],
          ...check.checked.map((text) => ["checked", text] as const),
          ...check.wrong.map((text) => ["WRONG", text] as const),
          ["verdict", check.ok ? "everything fits" : "something is wrong"],
        ]),
      );
    }
    return check.ok ? exitCodes.ok : exitCodes.failed;
  },
};

const showCheckpoint = {
  usage: "checkpoint [file]",
  summary: "the newest signed checkpoint that this node has verified",
  about:
    "Prints it, or writes it into a new file: a signed note of size and root of the ledger, to be compared with\n" +
    "another member's by any other channel. It names nobody; it tells how far this node has read. An exchange\n" +
    "that shows one member a history of its own would know its checkpoint again.",
  examples: ["tocsin ledger checkpoint", "tocsin ledger checkpoint ours.txt"],
  schema: noOptions,
  run: async (shell: Shell, [file]: readonly string[]) => {
    const node = await shell.node();
    const head = await node.ask("GET", ["ledger"], ledgerHead);
    const { checkpoint } = head;
    if (checkpoint === null) throw new TocsinError("nothing-verified");
    if (file !== undefined) await writeNewFile(file, checkpoint);
    if (shell.json) shell.printDocument(head);
    else if (file === undefined) shell.terminal.out(manyLines(checkpoint));
    else shell.terminal.note(`Written: ${head.size} leaves.\n`);
    return exitCodes.ok;
  },
};

const comparisons: Readonly<Record<CheckpointVerdict, readonly [text: string, code: ExitCode]>> = {
  same: ["the same as ours", exitCodes.ok],
  older: ["of our history, and older than where we are", exitCodes.ok],
  ahead: ["ahead of us: compare it again once this node has read that far", exitCodes.waits],
  fork: ["A FORK: the ledger has signed another history than ours", exitCodes.failed],
  worthless: ["worthless: not signed by our ledger", exitCodes.failed],
};

const compareCheckpoint = {
  usage: "compare <file>",
  summary: "hold another member's checkpoint against our history",
  about:
    "Takes what another member's `tocsin ledger checkpoint` printed; - is stdin. The node recomputes the root that\n" +
    "its own history had at that size. Nobody outside learns of it. Where both cannot be true, the node reads\n" +
    "nothing more from this ledger, raises an alarm and keeps the proof. Exit code 0 where it is ours, 8 where it\n" +
    "is ahead of us, 1 for a fork and for what is not signed by our ledger.",
  examples: ["tocsin ledger compare theirs.txt", "tocsin ledger compare - --json < theirs.txt"],
  schema: noOptions,
  run: async (shell: Shell, [file = ""]: readonly string[]) => {
    const pasted = await readText(shell, file, checkpointBytesMax);
    // As it was pasted: line ends of mail programs, and one at the end or none.
    const checkpoint = `${pasted.replaceAll("\r\n", "\n").trimEnd()}\n`;
    const node = await shell.node();
    const asking = { json: { checkpoint }, deadlineMs: longDeadlineMs };
    const { verdict, size } = await node.ask(
      "POST",
      ["ledger", "compare"],
      checkpointComparison,
      asking,
    );
    const [text, code] = comparisons[verdict];
    if (shell.json) shell.printDocument({ verdict, size });
    else {
      shell.terminal.out(
        facts([
          ["verdict", text],
          ["our leaves", String(size)],
        ]),
      );
    }
    if (verdict === "fork") shell.next("alarm evidence ledger-fork fork.jsonl");
    return code;
  },
};

const judgements: Readonly<Record<ForkVerdict, string>> = {
  proved: "PROVED: the ledger has signed two histories that cannot both be true",
  "to-be-cleared":
    "proves nothing: both are signed, and nothing says whether the larger one begins with the smaller one",
  cleared: "no fork: both are of one history",
  worthless: "worthless: not two checkpoints that this ledger has signed",
};

const judgeOptions = z.object({
  ledgerKey: publicKeyOption,
  origin: z.string().min(1).max(256).optional(),
});
type JudgeOptions = z.output<typeof judgeOptions>;

const judgeEvidence = {
  usage: "judge <file>",
  summary: "whether evidence proves that a ledger was forked",
  about:
    "Takes what `tocsin alarm evidence ledger-fork` printed, here or at another member's; - is stdin. With\n" +
    "--ledger-key and --origin, both, it needs no node and no network; without, the key of this node's own ledger\n" +
    "is taken. Says of each line what it proves. Exit code 1 where none proves a fork.",
  examples: [
    "tocsin ledger judge fork.jsonl",
    "tocsin ledger judge fork.jsonl --ledger-key KEY --origin exchange.example/log",
  ],
  options: [
    { flags: "--ledger-key <key>", about: "the ledger's public key that you trust, base64url" },
    { flags: "--origin <name>", about: "the ledger's name: the first line of its checkpoints" },
  ],
  schema: judgeOptions,
  run: async (shell: Shell, [file = ""]: readonly string[], options: JudgeOptions) => {
    const text = await readText(shell, file, evidenceBytesMax);
    const { origin, ledgerKey } = await trustedLedger(shell, options);
    const { judgeForkLines } = await import("../../receipts/judge.ts");
    const verdicts = judgeForkLines(text, origin, ledgerKey);
    const proved = verdicts.includes("proved");
    if (shell.json) shell.printDocument({ proved, origin, verdicts });
    else for (const verdict of verdicts) shell.terminal.out(`${judgements[verdict]}\n`);
    return proved ? exitCodes.ok : exitCodes.failed;
  },
};

async function trustedLedger(shell: Shell, { ledgerKey, origin }: JudgeOptions) {
  if (ledgerKey !== undefined && origin !== undefined) return { ledgerKey, origin };
  if (ledgerKey !== undefined || origin !== undefined) {
    throw usageError("--ledger-key and --origin go together");
  }
  const own = await (await shell.node()).ask("GET", ["ledger"], ledgerHead);
  return { ledgerKey: own.publicKey, origin: own.origin };
}

async function readText(shell: Shell, file: string, bytesMax: number): Promise<string> {
  const text = textOf((await readInput(shell.terminal, file, bytesMax)).bytes);
  if (text === undefined) throw usageError("the file is not UTF-8");
  return text;
}

export function addLedgerCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, verifyLedger);
  addCommand(parent, runner, showCheckpoint);
  addCommand(parent, runner, compareCheckpoint);
  addCommand(parent, runner, judgeEvidence);
}
