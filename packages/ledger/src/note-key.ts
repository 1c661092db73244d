/** Keys of signed notes and their text form. C2SP signed-note, "Verifier keys", Ed25519 (type 0x01). */

import {
  ed25519PublicKeyBytes,
  ed25519Sign,
  type Ed25519SigningKey,
  ed25519Verify,
  parseEd25519PublicKey,
  sha256,
} from "@tocsin/crypto";
import { concatBytes, fromBase64, readUint, toBase64, utf8 } from "@tocsin/kernel";

/** Whose signatures are believed. */
export interface NoteVerifier {
  readonly name: string;
  /** First four bytes of a hash over name and key: finds a key, proves nothing. */
  readonly keyId: number;
  verify(text: Uint8Array, signature: Uint8Array): boolean;
}

export interface NoteSigner {
  readonly name: string;
  readonly keyId: number;
  sign(text: Uint8Array): Uint8Array;
}

const ed25519Type = 0x01;
/** Characters of a key's name. */
export const keyNameMax = 256;

/** `<name>+<key id in hex>+<base64 of type and key>`; throws where the name or key cannot be one. */
export function verifierKeyText(name: string, publicKey: Uint8Array): string {
  if (!isKeyName(name)) throw new RangeError("not a key name");
  if (publicKey.length !== ed25519PublicKeyBytes) throw new RangeError("not an Ed25519 key");
  const typed = concatBytes(new Uint8Array([ed25519Type]), publicKey);
  return `${name}+${idText(keyIdOf(name, typed))}+${toBase64(typed)}`;
}

/** undefined unless the text is the one form of an Ed25519 verifier key, with its own key id. */
export function parseVerifierKey(keyText: string): NoteVerifier | undefined {
  const [name = "", id = "", key = "", ...more] = splitKey(keyText);
  const typed = fromBase64(key);
  if (typed === undefined || toBase64(typed) !== key || more.length > 0) return undefined;
  if (!isKeyName(name) || typed.length !== 1 + ed25519PublicKeyBytes || typed[0] !== ed25519Type) {
    return undefined;
  }
  const keyId = keyIdOf(name, typed);
  if (id !== idText(keyId)) return undefined;
  const publicKey = parseEd25519PublicKey(typed.slice(1));
  if (publicKey === undefined) return undefined;
  return { name, keyId, verify: (text, signature) => ed25519Verify(text, signature, publicKey) };
}

/** Signs as `name`; throws where that cannot be a name. */
export function noteSigner(name: string, key: Ed25519SigningKey): NoteSigner {
  if (!isKeyName(name)) throw new RangeError("not a key name");
  const typed = concatBytes(new Uint8Array([ed25519Type]), key.publicKey);
  return { name, keyId: keyIdOf(name, typed), sign: (text) => ed25519Sign(text, key) };
}

/** Not empty, well-formed, without white space, plus or control characters. */
export function isKeyName(name: string): boolean {
  return name.length <= keyNameMax && name.isWellFormed() && keyNamePattern.test(name);
}

const keyNamePattern = /^[^\p{White_Space}\p{Cc}+]+$/u;

/** The key itself may hold a plus, which is a letter of base64. */
function splitKey(text: string): string[] {
  const [name = "", id = "", ...key] = text.split("+");
  return [name, id, key.join("+")];
}

function keyIdOf(name: string, typed: Uint8Array): number {
  return readUint(sha256(utf8(`${name}\n`), typed), 0, 4);
}

function idText(keyId: number): string {
  return keyId.toString(16).padStart(8, "0");
}
