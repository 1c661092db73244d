/**
 * Signed notes: a text and signature lines. C2SP signed-note. A text is believed only once a known key
 * has signed it; signatures of unknown keys are kept and passed on, never believed.
 */

import { concatBytes, fromBase64, readUint, toBase64, uintBytes, utf8 } from "@tocsin/kernel";

import { isKeyName, type NoteSigner, type NoteVerifier } from "./note-key.ts";

/** Bytes of a whole note, and its signatures. */
export const noteBytesMax = 128 * 1024;
export const noteSignaturesMax = 64;

export interface NoteSignature {
  readonly name: string;
  readonly keyId: number;
  readonly signature: Uint8Array;
}

export interface Note {
  /** With its final newline: exactly what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type OpenedNote =
  | {
      readonly ok: true;
      readonly text: string;
      /** By known keys, each verified. */
      readonly verified: readonly NoteSignature[];
      readonly unknown: readonly NoteSignature[];
    }
  | { readonly ok: false; readonly why: "malformed" | "unknown-keys" | "bad-signature" };

/** A note signed by all of `signers`. Throws where the text cannot be one: it is ours, so a defect. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text)) throw new RangeError("not a note text");
  const bytes = utf8(text);
  const signatures = signers.map((signer) => ({
    name: signer.name,
    keyId: signer.keyId,
    signature: signer.sign(bytes),
  }));
  return encodeNote({ text, signatures });
}

export function encodeNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(signatureLine).join("")}`;
}

/** Syntax only. undefined for everything that is not exactly a note. */
export function parseNote(note: string): Note | undefined {
  if (note.length > noteBytesMax) return undefined;
  const split = note.lastIndexOf("\n\n");
  const text = note.slice(0, split + 1);
  if (split < 0 || !isNoteText(text)) return undefined;
  const lines = note.slice(split + 2).split("\n");
  if (lines.pop() !== "" || lines.length < 1 || lines.length > noteSignaturesMax) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text, signatures };
}

/**
 * The text, if at least one of `verifiers` has signed it. One bad signature under a known name and key id
 * refuses the whole note.
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenedNote {
  const parsed = parseNote(note);
  if (parsed === undefined) return { ok: false, why: "malformed" };
  const text = utf8(parsed.text);
  const verified: NoteSignature[] = [];
  const unknown: NoteSignature[] = [];
  for (const line of parsed.signatures) {
    const verifier = verifiers.find(
      ({ name, keyId }) => name === line.name && keyId === line.keyId,
    );
    if (verifier === undefined) unknown.push(line);
    else if (verifier.verify(text, line.signature)) verified.push(line);
    else return { ok: false, why: "bad-signature" };
  }
  if (verified.length === 0) return { ok: false, why: "unknown-keys" };
  return { ok: true, text: parsed.text, verified, unknown };
}

const signaturePattern = /^\u2014 (\S+) ([A-Za-z0-9+/]+={0,2})$/u;
const keyIdBytes = 4;

/** Well-formed, ends in a newline, no control character but newlines. */
function isNoteText(text: string): boolean {
  return text.endsWith("\n") && text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text);
}

function signatureLine({ name, keyId, signature }: NoteSignature): string {
  return `\u2014 ${name} ${toBase64(concatBytes(uintBytes(keyId, keyIdBytes), signature))}\n`;
}

function parseSignatureLine(line: string): NoteSignature | undefined {
  const [, name = "", base64 = ""] = signaturePattern.exec(line) ?? [];
  const bytes = fromBase64(base64);
  if (bytes === undefined || bytes.length <= keyIdBytes || toBase64(bytes) !== base64) {
    return undefined;
  }
  if (!isKeyName(name)) return undefined;
  return { name, keyId: readUint(bytes, 0, keyIdBytes), signature: bytes.slice(keyIdBytes) };
}
