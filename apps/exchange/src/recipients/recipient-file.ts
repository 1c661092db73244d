/**
 * Whom the operator has named, with what they show when they ask. The file holds hashes alone: whoever reads
 * it can ask in nobody's name. What everyone may know of a recipient is in the ledger.
 */

import { certificateHash, secretHash } from "@tocsin/http";
import {
  canonicalJson,
  parseJson,
  type Random,
  textOf,
  TocsinError,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import { openSecretFolder, readSecret, replaceSecret } from "@tocsin/store";
import { parseMessage, recipientLeaf, type RecipientLeaf } from "@tocsin/wire";
import { z } from "zod";

const fileName = "recipients.json";
const fileBytesMax = 256 * 1024;
const recipientsMax = 100;
const secretBytes = 32;

const namedRecipient = z.strictObject({
  terms: recipientLeaf,
  /** What the hash is of. */
  by: z.enum(["secret", "certificate"]),
  /** SHA-256 of the secret or of the certificate, base64url. */
  hash: z.string().regex(/^[\w-]{43}$/),
});
export type NamedRecipient = z.output<typeof namedRecipient>;

const recipientFile = z.strictObject({
  v: z.literal(1),
  recipients: z.array(namedRecipient).max(recipientsMax),
});

/** What the operator says of one; a certificate instead of a key that is made here. */
export interface Naming extends Omit<RecipientLeaf, "kind" | "revision" | "active"> {
  /** PEM. */
  readonly certificate?: string;
}

export async function readRecipients(stateDir: string): Promise<readonly NamedRecipient[]> {
  const bytes = await readSecret(stateDir, fileName, fileBytesMax);
  if (bytes === undefined) return [];
  return parseMessage(recipientFile, parseJson(textOf(bytes) ?? "")).recipients;
}

/**
 * Names a recipient, or changes the terms of one: its revision rises. The secret is told this once; with a
 * certificate there is none. Throws `message-invalid`, `limit-reached`, `certificate-unusable`.
 */
export async function nameRecipient(
  stateDir: string,
  { certificate, ...naming }: Naming,
  random: Random,
): Promise<{ readonly terms: RecipientLeaf; readonly secret: string | null }> {
  const all = await readRecipients(stateDir);
  const before = all.find(({ terms }) => terms.recipient === naming.recipient);
  if (before === undefined && all.length >= recipientsMax) {
    throw new TocsinError("limit-reached", { detail: `${recipientsMax} recipients` });
  }
  const revision = (before?.terms.revision ?? 0) + 1;
  const terms = parseMessage(recipientLeaf, {
    ...naming,
    kind: "recipient",
    revision,
    active: true,
  });
  const secret = certificate === undefined ? toBase64Url(random.bytes(secretBytes)) : null;
  const hash = secret === null ? certificateHash(certificate ?? "") : secretHash(secret);
  const by = secret === null ? "certificate" : "secret";
  await writeRecipients(stateDir, [...all.filter((it) => it !== before), { terms, by, hash }]);
  return { terms, secret };
}

/** It is given nothing more, and nobody is let in by what it shows. Throws `not-found`. */
export async function dropRecipient(stateDir: string, recipient: string): Promise<RecipientLeaf> {
  const all = await readRecipients(stateDir);
  const before = all.find(({ terms }) => terms.recipient === recipient && terms.active);
  if (before === undefined) throw new TocsinError("not-found");
  const terms = { ...before.terms, revision: before.terms.revision + 1, active: false };
  const rest = all.filter((it) => it !== before);
  await writeRecipients(stateDir, [...rest, { ...before, terms }]);
  return terms;
}

async function writeRecipients(
  stateDir: string,
  recipients: readonly NamedRecipient[],
): Promise<void> {
  const file = parseMessage(recipientFile, { v: 1, recipients });
  await openSecretFolder(stateDir);
  await replaceSecret(stateDir, fileName, utf8(canonicalJson(file)));
}
