/** A passphrase from a person or from a file that only its owner can read; never from the command line. */

import { password } from "@clack/prompts";
import { textOf, TocsinError } from "@tocsin/kernel";

import { usageError } from "./failure.ts";
import { readInput } from "./input.ts";
import { readOwnFile } from "./node-address.ts";
import type { Terminal } from "./terminal.ts";

const fileBytesMax = 4096;

export interface PassphraseRequest {
  /** `-` is stdin; the first line counts. */
  readonly file: string | undefined;
  /** Asked twice, so that a slip does not lock the keys away. */
  readonly isNew: boolean;
}

/** Counsel's passphrase has at least so many characters. */
const counselCharsMin = 12;

export async function readCounselPassphrase(
  terminal: Terminal,
  request: PassphraseRequest,
): Promise<string> {
  const given = await readPassphrase(terminal, request);
  if (given.length >= counselCharsMin) return given;
  if (request.isNew)
    throw usageError(`counsel's passphrase has at least ${counselCharsMin} characters`);
  throw new TocsinError("counsel-passphrase-wrong");
}

export async function readPassphrase(
  terminal: Terminal,
  { file, isNew }: PassphraseRequest,
): Promise<string> {
  if (file !== undefined) return firstLine(await bytesOf(terminal, file));
  if (!terminal.asks) throw usageError("--passphrase-file FILE, as there is no terminal");
  const given = await ask(terminal, "Passphrase");
  if (isNew && (await ask(terminal, "The same again")) !== given) {
    throw usageError("the two passphrases differ");
  }
  return given;
}

async function bytesOf(terminal: Terminal, file: string): Promise<Uint8Array> {
  if (file === "-") return (await readInput(terminal, file, fileBytesMax)).bytes;
  const bytes = await readOwnFile(file, fileBytesMax);
  if (bytes === undefined) throw new TocsinError("document-missing");
  return bytes;
}

function firstLine(bytes: Uint8Array): string {
  const [line = ""] = (textOf(bytes) ?? "").split(/\r?\n/);
  if (line === "") throw usageError("the first line of the passphrase file is empty");
  return line;
}

async function ask({ streams }: Terminal, message: string): Promise<string> {
  const given = await password({ message, input: streams.stdin, output: streams.stderr });
  if (typeof given === "symbol") throw new TocsinError("cancelled");
  if (given === "") throw usageError("the passphrase is empty");
  return given;
}
