/** Files and pipes that a person names: read with a limit, and nothing of their names goes into an error. */

import { open } from "node:fs/promises";
import path from "node:path";

import { concatBytes, parseJson, textOf, TocsinError } from "@tocsin/kernel";

import { usageError } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

export interface Input {
  /** The last part of the file's name; "stdin" for a pipe. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `-` is stdin. Throws `document-missing`, `too-large`. */
export async function readInput(
  terminal: Terminal,
  file: string,
  bytesMax: number,
): Promise<Input> {
  if (file === "-") return { name: "stdin", bytes: await readStdin(terminal, bytesMax) };
  return { name: path.basename(file), bytes: await readFile(file, bytesMax) };
}

/** Throws `json-malformed` as well. */
export async function readJsonInput(
  terminal: Terminal,
  file: string,
  bytesMax: number,
): Promise<unknown> {
  const { bytes } = await readInput(terminal, file, bytesMax);
  const text = textOf(bytes);
  if (text === undefined) throw new TocsinError("json-malformed", { detail: "not UTF-8" });
  return parseJson(text);
}

async function readStdin(terminal: Terminal, bytesMax: number) {
  if (terminal.asks)
    terminal.note("Reading from the terminal; end with Ctrl-D on a line of its own.\n");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of terminal.streams.stdin) {
    const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
    length += bytes.length;
    if (length > bytesMax) throw tooLarge(bytesMax);
    chunks.push(bytes);
  }
  return concatBytes(...chunks);
}

/** Also from a named pipe, such as a shell's `<(command)`; folders are refused. */
async function readFile(file: string, bytesMax: number): Promise<Uint8Array> {
  const handle = await open(file, "r").catch((): never => {
    throw new TocsinError("document-missing");
  });
  try {
    const { size } = await handle.stat().then((stat) => {
      if (stat.isDirectory()) throw new TocsinError("document-missing");
      return stat;
    });
    if (size > bytesMax) throw tooLarge(bytesMax);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      const bytes = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
      length += bytes.length;
      if (length > bytesMax) throw tooLarge(bytesMax);
      chunks.push(bytes);
    }
    return concatBytes(...chunks);
  } finally {
    await handle.close();
  }
}

function tooLarge(bytesMax: number): TocsinError {
  return new TocsinError("too-large", { detail: `${bytesMax} bytes` });
}

/** Stdin can be read once. */
export function refuseTwoStdins(...files: readonly (string | undefined)[]): void {
  if (files.filter((it) => it === "-").length > 1) throw usageError("- can be given once");
}
