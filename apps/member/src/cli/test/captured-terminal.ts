/** The command line in this process, for tables of many cases; pipes and signals are tested as processes. */

import { PassThrough, Readable } from "node:stream";

import { systemClock, systemRandom } from "@tocsin/kernel";

import { runCli } from "../program.ts";
import type { Terminal } from "../terminal.ts";

export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunHere {
  readonly home?: string;
  readonly input?: string;
}

/** Without a terminal. */
export async function runHere(
  args: readonly string[],
  { home = "/nonexistent", input = "" }: RunHere = {},
): Promise<Captured> {
  let stdout = "";
  let stderr = "";
  const terminal: Terminal = {
    out: (text) => {
      stdout += text;
    },
    note: (text) => {
      stderr += text;
    },
    closed: new AbortController().signal,
    flushed: () => Promise.resolve(),
    writeFailure: undefined,
    streams: { stdin: Readable.from([input]), stderr: new PassThrough() },
    asks: false,
    outIsTerminal: false,
    notesAreTerminal: false,
    width: undefined,
    paint: (_, text) => text,
    paintNote: (_, text) => text,
  };
  const ports = { terminal, clock: systemClock, random: systemRandom };
  const code = await runCli(args, ports, { version: "0.0.0", home });
  return { code, stdout, stderr };
}
