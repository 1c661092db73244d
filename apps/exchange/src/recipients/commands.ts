/**
 * Commands of the operator, who names recipients, and of a recipient, who signs for what it will use. The
 * running exchange takes over what the operator changes within a second, and the ledger with the next round.
 */

import { readFile } from "node:fs/promises";
import path from "node:path";

import { ed25519SigningKey, type Ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { fetchJson } from "@tocsin/http";
import {
  fromBase64Url,
  systemRandom,
  textOf,
  toBase64Url,
  TocsinError,
  utf8,
} from "@tocsin/kernel";
import { createSecret, readSecret } from "@tocsin/store";
import {
  parseMessage,
  publicKey,
  purposes,
  type ReceiptsDue,
  receiptsDue,
  receiptsDuePath,
  receiptsPath,
  recipientKinds,
  useReceiptKind,
} from "@tocsin/wire";
import { type Command, Option } from "commander";
import { z } from "zod";

import { dropRecipient, nameRecipient, readRecipients } from "./recipient-file.ts";

/** What a command does, and prints as JSON. */
export type Printed = () => Promise<unknown>;

const receiptBytesMax = 64 * 1024;

const naming = z.strictObject({
  title: z.string(),
  kind: z.enum(recipientKinds),
  purpose: z.array(z.enum(purposes)).min(1),
  certificate: z.string().optional(),
  receiptKey: publicKey.optional(),
  state: z.string(),
});
const atState = z.strictObject({ state: z.string() });
const signing = z.strictObject({ exchange: z.url(), keyFile: z.string(), receiptKey: z.string() });

export function addRecipientCommands(
  program: Command,
  state: Option,
  taken: (work: Printed) => void,
): void {
  const recipient = program
    .command("recipient")
    .description(
      "who outside of the community may be given reports, where their authors choose it",
    );
  recipient
    .command("add")
    .description("name one, or change its terms; prints its key, once")
    .argument("<name>", "lower-case words joined by hyphens")
    .requiredOption("--title <text>", "what people call it")
    .addOption(
      new Option("--kind <kind>", "what it is").choices([...recipientKinds]).makeOptionMandatory(),
    )
    .requiredOption("--purpose <purpose...>", `for which it may use them: ${purposes.join(", ")}`)
    .option("--certificate <file>", "its client certificate, PEM, instead of a key")
    .option(
      "--receipt-key <key>",
      "public key of its receipts, base64url; without it nothing amber",
    )
    .addOption(state)
    .action((name: string, options: unknown) => {
      taken(() => add(name, parseMessage(naming, options)));
    });
  recipient
    .command("list")
    .description("print them, as JSON")
    .addOption(state)
    .action((options: unknown) => {
      const { state: stateDir } = parseMessage(atState, options);
      taken(async () =>
        (await readRecipients(stateDir)).map(({ terms, by }) => ({ ...terms, by })),
      );
    });
  recipient
    .command("remove")
    .description("give it nothing more; what it has read it has")
    .argument("<name>", "of the recipient")
    .addOption(state)
    .action((name: string, options: unknown) => {
      taken(() => dropRecipient(parseMessage(atState, options).state, name));
    });
  addReceiptCommands(program, taken);
}

/** For the recipient itself. */
function addReceiptCommands(program: Command, taken: (work: Printed) => void): void {
  const receipt = program
    .command("receipt")
    .description("for recipients: promise the use, then read");
  receipt
    .command("key")
    .description("make the key of receipts; prints its public half for the operator")
    .argument("<file>", "to keep it in, its owner's alone")
    .action((file: string) => {
      taken(() => makeKey(file));
    });
  receipt
    .command("sign")
    .description("sign for everything that is due; prints it")
    .requiredOption("--exchange <url>", "where the exchange is")
    .requiredOption("--key-file <file>", "with the key that the operator gave")
    .requiredOption("--receipt-key <file>", "made by `receipt key`")
    .action((options: unknown) => {
      taken(() => sign(parseMessage(signing, options)));
    });
}

async function add(name: string, options: z.output<typeof naming>): Promise<unknown> {
  const { title, kind, purpose, certificate, receiptKey, state } = options;
  const pem = certificate === undefined ? undefined : await readFile(certificate, "utf8");
  const { terms, secret } = await nameRecipient(
    state,
    {
      recipient: name,
      title,
      is: kind,
      purposes: [...new Set(purpose)].sort(),
      receiptKey: receiptKey ?? null,
      ...(pem === undefined ? {} : { certificate: pem }),
    },
    systemRandom,
  );
  return { ...terms, key: secret };
}

async function makeKey(file: string): Promise<{ readonly publicKey: string }> {
  const seed = systemRandom.bytes(32);
  const { dir, base } = path.parse(path.resolve(file));
  await createSecret(dir, base, utf8(`${toBase64Url(seed)}\n`));
  return { publicKey: toBase64Url(ed25519SigningKey(seed).publicKey) };
}

async function sign(options: z.output<typeof signing>): Promise<ReceiptsDue> {
  const authorization = `Bearer ${await secretLine(options.keyFile)}`;
  const key = await receiptKeyOf(options.receiptKey);
  const headers = { authorization };
  const due = await fetchJson(new URL(receiptsDuePath, options.exchange).href, receiptsDue, {
    headers,
    bytesMax: receiptBytesMax,
  });
  if (due.reports.length === 0) return due;
  const receipt = { v: 1, ...due };
  const signature = toBase64Url(signDocument(useReceiptKind, receipt, key));
  await fetchJson(
    new URL(receiptsPath, options.exchange).href,
    z.strictObject({ reports: z.number() }),
    { method: "POST", headers, json: { receipt, signature }, bytesMax: receiptBytesMax },
  );
  return due;
}

async function receiptKeyOf(file: string): Promise<Ed25519SigningKey> {
  const seed = fromBase64Url(await secretLine(file));
  if (seed?.length !== 32) throw new TocsinError("key-file-damaged", { detail: "receipt key" });
  return ed25519SigningKey(seed);
}

async function secretLine(file: string): Promise<string> {
  const { dir, base } = path.parse(path.resolve(file));
  const bytes = await readSecret(dir, base);
  if (bytes === undefined) throw new TocsinError("not-found", { detail: "key file" });
  return (textOf(bytes) ?? "").trim();
}
