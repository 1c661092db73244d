/**
 * What shows that an advisory is its provider's: the hash and the OpenPGP signature that are published beside
 * it. Where a person has given fingerprints, only keys of these count, whatever the provider's server says.
 * The server learns no more than that the files beside its documents are asked for. CSAF 2.0 §7.1.18 to
 * §7.1.20, RFC 9580.
 */

import { createHash } from "node:crypto";

import { textOf, TocsinError } from "@tocsin/kernel";
import type { PublicKey } from "openpgp";
import { z } from "zod";

import type { Reading } from "../reading.ts";
import { bytesAt } from "../source.ts";

const proofBytesMax = 64 * 1024;
const keyBytesMax = 1024 * 1024;
/** Keys of one provider; signatures of one document. */
const keysMax = 20;
const signaturesMax = 10;

const link = z.string().min(1).max(2048);

/** Of a provider's metadata. */
export const openpgpKeys = z
  .array(z.object({ fingerprint: z.string().max(200).optional(), url: link }))
  .max(1000)
  .default([]);
export type OpenpgpKeys = z.output<typeof openpgpKeys>;

/** Where the proofs of a document are; of several, the first that is there counts. */
export interface Proofs {
  readonly hashes: readonly string[];
  readonly signatures: readonly string[];
}

/** Where a trusted provider must publish them, §7.1.18 and §7.1.19. */
export function proofsBeside(url: string): Proofs {
  return { hashes: [`${url}.sha512`, `${url}.sha256`], signatures: [`${url}.asc`] };
}

/** Why the bytes are not taken; undefined where what is asked of them holds. */
export type Prove = (bytes: Uint8Array, proofs: Proofs) => Promise<string | undefined>;

/**
 * `keys`: those of which one must have signed; undefined where no signature is asked for. They are read with
 * the first document that needs them. Throws `signing-key-missing` where there is none.
 */
export function proverOf(reading: Reading, base: string, keys: OpenpgpKeys | undefined): Prove {
  let read: Promise<readonly PublicKey[]> | undefined;
  return async (bytes, { hashes, signatures }) => {
    if (hashes.length > 0) {
      const why = hashRefusal(bytes, await firstText(reading, hashes));
      if (why !== undefined) return why;
    }
    if (keys === undefined) return undefined;
    read ??= readPublicKeys(reading, base, keys);
    return signatureRefusal(reading, bytes, await read, await firstText(reading, signatures));
  };
}

/** The text of the first file that is there. */
async function firstText(reading: Reading, at: readonly string[]): Promise<string | undefined> {
  for (const url of at) {
    const bytes = await bytesIfThere(reading, url, proofBytesMax);
    if (bytes !== undefined) return textOf(bytes) ?? "";
  }
  return undefined;
}

async function bytesIfThere(
  { source }: Reading,
  url: string,
  bytesMax: number,
): Promise<Uint8Array | undefined> {
  try {
    return await bytesAt(source, url, bytesMax);
  } catch (error) {
    const isMissing =
      error instanceof TocsinError &&
      (error.code === "remote-refused" || error.code === "document-missing");
    if (!isMissing) throw error;
    return undefined;
  }
}

/** A line of `sha256sum` or `sha512sum`: the hash in hex, then perhaps the file's name. */
function hashRefusal(bytes: Uint8Array, text: string | undefined): string | undefined {
  if (text === undefined) return "an advisory without the hash that its provider must publish";
  const [, hex = ""] = /^([0-9a-f]{64}|[0-9a-f]{128})(?:\s|$)/i.exec(text.trimStart()) ?? [];
  if (hex === "") return "an advisory whose published hash is none";
  const made = createHash(hex.length === 64 ? "sha256" : "sha512")
    .update(bytes)
    .digest("hex");
  return made === hex.toLowerCase() ? undefined : "an advisory that has not its published hash";
}

/** One good signature is enough: while keys change, a document may have two. */
async function signatureRefusal(
  { nowMs }: Reading,
  bytes: Uint8Array,
  verificationKeys: readonly PublicKey[],
  armoredSignature: string | undefined,
): Promise<string | undefined> {
  if (armoredSignature === undefined) {
    return "an advisory without the OpenPGP signature that must be beside it (FILE.asc): tell its provider";
  }
  const { createMessage, readSignature, verify } = await import("openpgp");
  try {
    const signature = await readSignature({ armoredSignature });
    if (signature.packets.length > signaturesMax) throw new Error("too many signatures");
    const { signatures } = await verify({
      message: await createMessage({ binary: bytes }),
      signature,
      verificationKeys: [...verificationKeys],
      format: "binary",
      date: new Date(nowMs),
    });
    await Promise.any(signatures.map(({ verified }) => verified));
    return undefined;
  } catch {
    return "an advisory whose OpenPGP signature is not good for it: it was changed, or another key has signed it";
  }
}

/** Those that are wanted of the keys that the metadata names. A key that cannot be read is none. */
async function readPublicKeys(
  reading: Reading,
  base: string,
  named: OpenpgpKeys,
): Promise<readonly PublicKey[]> {
  const { readKeys } = await import("openpgp");
  const found: PublicKey[] = [];
  for (const { fingerprint, url } of named.slice(0, keysMax)) {
    const bytes = await bytesIfThere(reading, reading.source.beside(base, url), keyBytesMax);
    if (bytes === undefined) continue;
    const text = textOf(bytes) ?? "";
    const isArmored = text.includes("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    const read = isArmored ? readKeys({ armoredKeys: text }) : readKeys({ binaryKeys: bytes });
    for (const key of await read.catch(() => [])) {
      const own = key.getFingerprint().toLowerCase();
      const isNamed = fingerprint === undefined || fingerprint.toLowerCase() === own;
      const isWanted = reading.signers.length === 0 || reading.signers.includes(own);
      if (isNamed && isWanted) found.push(key.toPublic());
    }
  }
  if (found.length === 0) throw new TocsinError("signing-key-missing");
  return found;
}
