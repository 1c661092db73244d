/**
 * `receipt …` and `authorship …`: proof for later. A receipt opens the commitment to its author: whoever is
 * given one learns who wrote the report. Checking one needs no network. PROTOCOL §2.
 */

import { parseMessage, publicKey } from "@tocsin/wire/primitives";
import { authorshipProof, type Receipt, receipt } from "@tocsin/wire/receipt";
import { TocsinError } from "@tocsin/kernel";
import type { Command } from "commander";
import { z } from "zod";

import type { ReceiptVerdict } from "../../receipts/verify.ts";
import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { findId } from "../ids.ts";
import { readJsonInput } from "../input.ts";
import { writeNewFile } from "../output-file.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { facts } from "../table.ts";

const receiptBytesMax = 4 * 1024 * 1024;

const keyOption = z
  .string()
  .refine((text) => publicKey.safeParse(text).success, "32 bytes in base64url")
  .optional();
const verifyOptions = z.object({ ledgerKey: keyOption });
const challengeOptions = z.object({ challenge: z.string().min(16).max(200) });
const verifyAuthorshipOptions = challengeOptions.extend({ ledgerKey: keyOption });
type VerifyAuthorship = z.output<typeof verifyAuthorshipOptions>;
const keyFlag = {
  flags: "--ledger-key <key>",
  about: "the ledger's public key that you trust, base64url; else the file's own is told",
};
const challengeFlag = {
  flags: "--challenge <text>",
  about: "what the verifier gave: its name, a space, a nonce",
};

const showReceipt = {
  usage: "show <report|file>",
  summary: "what a receipt says",
  about:
    "Takes a report of ours, or a file in which its receipt was saved (./NAME where the name has no dot). Shows position, round, checkpoint and\n" +
    "the author that it opens to. Nobody outside this company learns that it was made.",
  examples: ["tocsin receipt show 9aXk", "tocsin receipt show receipt.json"],
  schema: noOptions,
  run: async (shell: Shell, [named = ""]: readonly string[]) => {
    const shown = isFile(named)
      ? parseMessage(receipt, await readJsonInput(shell.terminal, named, receiptBytesMax))
      : await fetchReceipt(shell, named);
    if (shell.json) shell.printDocument(shown);
    else shell.terminal.out(receiptText(shown));
    return exitCodes.ok;
  },
};

const saveReceipt = {
  usage: "save <report> <file>",
  summary: "keep the receipt in a file of its own",
  about:
    "Writes the receipt into a new file that only its owner can read; an existing file is never replaced.\n" +
    "With it you can prove, without this node, what was shared when. Whoever has it learns the author.",
  examples: ["tocsin receipt save 9aXk receipt.json"],
  schema: noOptions,
  run: async (shell: Shell, [named = "", file = ""]: readonly string[]) => {
    const made = await fetchReceipt(shell, named);
    await writeNewFile(file, `${JSON.stringify(made, null, 2)}\n`);
    if (shell.json) shell.printDocument({ saved: true });
    shell.terminal.note("Saved. Whoever has this file learns who wrote the report.\n");
    return exitCodes.ok;
  },
};

const verifyReceiptFile = {
  usage: "verify <file>",
  summary: "check a receipt without any network",
  about:
    "Recomputes the leaf, the way to the signed checkpoint, the report's signature and the opening to the\n" +
    "author. Needs no node; nobody learns that it was checked. Exit code 1 where it proves nothing.",
  examples: ["tocsin receipt verify receipt.json --ledger-key KEY"],
  options: [keyFlag],
  schema: verifyOptions,
  run: async (
    shell: Shell,
    [file = ""]: readonly string[],
    { ledgerKey }: z.output<typeof verifyOptions>,
  ) => {
    const { verifyReceipt } = await import("../../receipts/verify.ts");
    const shown = await readJsonInput(shell.terminal, file, receiptBytesMax);
    return tellVerdict(shell, verifyReceipt(shown, ledgerKey), ledgerKey);
  },
};

const challengeAuthor = {
  usage: "challenge <verifier>",
  summary: "make a challenge for an author to answer",
  about: "For a verifier: its own name and a fresh nonce. Needs no node; nobody learns anything.",
  examples: ["tocsin authorship challenge 'Example Insurance'"],
  schema: noOptions,
  run: async (shell: Shell, [verifier = ""]: readonly string[]) => {
    const { newChallenge } = await import("../../receipts/challenge.ts");
    const challenge = newChallenge(verifier, shell.random);
    if (shell.json) shell.printDocument({ challenge });
    else shell.terminal.out(`${challenge}\n`);
    return exitCodes.ok;
  },
};

const proveAuthorship = {
  usage: "prove <report>",
  summary: "answer a challenge with the report's key",
  about:
    "Prints a proof that this company wrote the report. It is transferable: whoever sees it can check it and\n" +
    "learns the author. It is good for this verifier and this challenge alone.",
  examples: ["tocsin authorship prove 9aXk --challenge 'Example Insurance NONCE' > proof.json"],
  options: [challengeFlag],
  schema: challengeOptions,
  run: async (
    shell: Shell,
    [named = ""]: readonly string[],
    { challenge }: z.output<typeof challengeOptions>,
  ) => {
    const node = await shell.node();
    const id = await findId(node, "reports", named);
    const json = { challenge };
    shell.printDocument(
      await node.ask("POST", ["reports", id, "authorship"], authorshipProof, { json }),
    );
    return exitCodes.ok;
  },
};

const verifyAuthorship = {
  usage: "verify <file>",
  summary: "check the answer to a challenge",
  about: "Needs no node and no network. Exit code 1 where it proves nothing.",
  examples: ["tocsin authorship verify proof.json --challenge 'Example Insurance NONCE'"],
  options: [challengeFlag, keyFlag],
  schema: verifyAuthorshipOptions,
  run: async (shell: Shell, [file = ""]: readonly string[], options: VerifyAuthorship) => {
    const { verifyAuthorshipProof } = await import("../../receipts/verify.ts");
    const shown = await readJsonInput(shell.terminal, file, receiptBytesMax);
    const { challenge, ledgerKey } = options;
    return tellVerdict(shell, verifyAuthorshipProof(shown, challenge, ledgerKey), ledgerKey);
  },
};

export function addReceiptCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, showReceipt);
  addCommand(parent, runner, saveReceipt);
  addCommand(parent, runner, verifyReceiptFile);
}

export function addAuthorshipCommands(parent: Command, runner: CommandRunner): void {
  addCommand(parent, runner, challengeAuthor);
  addCommand(parent, runner, proveAuthorship);
  addCommand(parent, runner, verifyAuthorship);
}

/** An id has no dot and no slash; `./name` is always a file. */
function isFile(named: string): boolean {
  return named === "-" || /[./\\]/.test(named);
}

async function fetchReceipt(shell: Shell, named: string): Promise<Receipt> {
  const node = await shell.node();
  const id = await findId(node, "reports", named);
  return node.ask("GET", ["reports", id, "receipt"], receipt);
}

function receiptText({ ledger, index, round, opening, checkpoint, submission }: Receipt): string {
  const [origin = "", size = ""] = checkpoint.split("\n");
  return facts([
    ["ledger", ledger.origin],
    ["ledger key", ledger.publicKey],
    ["position", `${index}, published with round ${round}`],
    ["checkpoint", `${origin}, ${size} leaves`],
    ["report", `a member of ${submission.envelope.class}, for ${submission.envelope.audience}`],
    ["opens to", opening.legalId],
  ]);
}

function tellVerdict(shell: Shell, verdict: ReceiptVerdict, trusted: string | undefined): ExitCode {
  if (!verdict.ok) throw new TocsinError("proof-invalid", { detail: verdict.why });
  if (shell.json) {
    shell.printDocument({ ...verdict, ledgerKeyTrusted: trusted !== undefined });
    return exitCodes.ok;
  }
  const { report, legalId, round, index, ledger } = verdict;
  shell.terminal.out(
    facts([
      ["proved", "this report was in the ledger, and its author is"],
      ["author", legalId],
      ["report", report],
      ["ledger", `${ledger.origin}, position ${index}, round ${round}`],
      ["ledger key", ledger.publicKey],
    ]),
  );
  if (trusted === undefined) {
    shell.terminal.note("The ledger key is the file's own: compare it with one that you trust.\n");
  }
  return exitCodes.ok;
}
