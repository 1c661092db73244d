/**
 * `receipt …` and `authorship …`: proof for later. A receipt opens the commitment to its author: whoever is
 * given one learns who wrote the report. Checking one needs no network. PROTOCOL §2.
 */

import { parseMessage } from "@tocsin/wire/primitives";
import { authorshipProof, type Receipt, receipt, sealedAuthorship } from "@tocsin/wire/receipt";
import type { HpkeRecipient } from "@tocsin/crypto";
import { textOf, TocsinError } from "@tocsin/kernel";
import type { Command } from "commander";
import { z } from "zod";

import type { ReceiptVerdict } from "../../receipts/verify.ts";
import { addCommand, type CommandRunner, noOptions } from "../command.ts";
import { usageError } from "../failure.ts";
import { findId } from "../ids.ts";
import { readJsonInput } from "../input.ts";
import { writeNewFile } from "../output-file.ts";
import { exitCodes, type ExitCode, type Shell } from "../shell.ts";
import { facts } from "../table.ts";
import { publicKeyOption } from "./public-key-option.ts";

const receiptBytesMax = 4 * 1024 * 1024;
const secretBytesMax = 1024;

const verifyOptions = z.object({ ledgerKey: publicKeyOption });
const challengeOptions = z.object({ challenge: z.string().min(16).max(200) });
const proveOptions = challengeOptions.extend({ to: publicKeyOption });
const verifyAuthorshipOptions = challengeOptions.extend({
  ledgerKey: publicKeyOption,
  key: z.string().optional(),
});
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

const makeVerifierKey = {
  usage: "key <file>",
  summary: "make a verifier's key pair, for proofs that convince only us",
  about:
    "For a verifier: writes a secret key into a new file that only its owner can read, and prints the public key,\n" +
    "which the author needs beside the challenge, by a way on which nobody can exchange it. Needs no node. Whoever\n" +
    "has the secret can make up proofs to this key: that is why they convince nobody else.",
  examples: ["tocsin authorship key verifier.key"],
  schema: noOptions,
  run: async (shell: Shell, [file = ""]: readonly string[]) => {
    const { newVerifierKey } = await import("../../receipts/verifier-key.ts");
    const { secret, publicKey: made } = await newVerifierKey(shell.random);
    await writeNewFile(file, secret);
    if (shell.json) shell.printDocument({ publicKey: made });
    else shell.terminal.out(`${made}\n`);
    return exitCodes.ok;
  },
};

const proveAuthorship = {
  usage: "prove <report>",
  summary: "answer a challenge with the report's key",
  about:
    "Prints a proof that this company wrote the report. It is transferable: whoever sees it can check it and\n" +
    "learns the author. It is good for this verifier and this challenge alone.\n\n" +
    "With --to it is sealed to the verifier's key and not transferable: the verifier alone can open it, and could\n" +
    "have made it itself, so it convinces nobody else; who else gets the file learns which report it is about and\n" +
    "who asked, and nothing of its author. The report itself is in both.",
  examples: [
    "tocsin authorship prove 9aXk --challenge 'Example Insurance NONCE' > proof.json",
    "tocsin authorship prove 9aXk --challenge 'Example Insurance NONCE' --to PUBLICKEY > proof.json",
  ],
  options: [
    challengeFlag,
    { flags: "--to <public key>", about: "the verifier's, as `tocsin authorship key` printed it" },
  ],
  schema: proveOptions,
  run: async (
    shell: Shell,
    [named = ""]: readonly string[],
    { challenge, to: verifier }: z.output<typeof proveOptions>,
  ) => {
    const node = await shell.node();
    const id = await findId(node, "reports", named);
    if (verifier === undefined) {
      const asking = { json: { challenge } };
      const made = await node.ask("POST", ["reports", id, "authorship"], authorshipProof, asking);
      shell.printDocument(made);
    } else {
      const asking = { json: { challenge, verifier } };
      const path = ["reports", id, "sealed-authorship"] as const;
      shell.printDocument(await node.ask("POST", path, sealedAuthorship, asking));
    }
    return exitCodes.ok;
  },
};

const verifyAuthorship = {
  usage: "verify <file>",
  summary: "check the answer to a challenge",
  about:
    "Needs no node and no network. Exit code 1 where it proves nothing. A proof that was sealed to us needs --key:\n" +
    "it says which company the holder of the report's key calls itself. Others need not believe us.",
  examples: [
    "tocsin authorship verify proof.json --challenge 'Example Insurance NONCE'",
    "tocsin authorship verify proof.json --challenge 'Example Insurance NONCE' --key verifier.key",
  ],
  options: [
    challengeFlag,
    keyFlag,
    { flags: "--key <file>", about: "our secret key, for a proof that was made with --to" },
  ],
  schema: verifyAuthorshipOptions,
  run: async (shell: Shell, [file = ""]: readonly string[], options: VerifyAuthorship) => {
    const { verifyAuthorshipProof, verifySealedAuthorship } =
      await import("../../receipts/verify.ts");
    const { challenge, ledgerKey, key } = options;
    const verifier = key === undefined ? undefined : await readKeyFile(key);
    const shown = await readJsonInput(shell.terminal, file, receiptBytesMax);
    if (verifier !== undefined) {
      const verdict = await verifySealedAuthorship(shown, challenge, verifier, ledgerKey);
      return tellVerdict(shell, verdict, ledgerKey, { sealed: true });
    }
    if (sealedAuthorship.safeParse(shown).success) {
      throw usageError("--key FILE: this proof is sealed to a verifier's key");
    }
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
  addCommand(parent, runner, makeVerifierKey);
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

/** Throws `document-missing`, and `secret-file-exposed` where others can read it. */
async function readKeyFile(file: string): Promise<HpkeRecipient> {
  const { readOwnFile } = await import("../node-address.ts");
  const { readVerifierKey } = await import("../../receipts/verifier-key.ts");
  const bytes = await readOwnFile(file, secretBytesMax);
  if (bytes === undefined) throw new TocsinError("document-missing");
  return readVerifierKey(textOf(bytes) ?? "");
}

function tellVerdict(
  shell: Shell,
  verdict: ReceiptVerdict,
  trusted: string | undefined,
  { sealed = false }: { readonly sealed?: boolean } = {},
): ExitCode {
  if (!verdict.ok) throw new TocsinError("proof-invalid", { detail: verdict.why });
  if (shell.json) {
    const told = { ...verdict, ledgerKeyTrusted: trusted !== undefined };
    shell.printDocument(sealed ? { ...told, transferable: false } : told);
    return exitCodes.ok;
  }
  const { report, legalId, round, index, ledger } = verdict;
  shell.terminal.out(
    facts([
      [
        "proved",
        `this report was in the ledger, and ${sealed ? "who holds its key" : "its author is"}`,
      ],
      sealed ? ["calls itself", legalId] : ["author", legalId],
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
