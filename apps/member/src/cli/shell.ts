/** What a command is given: where it writes, what it may ask, and the node it speaks to. */

import type { Clock, Random } from "@tocsin/kernel";

import type { Asker } from "./ask.ts";
import { defang, defangName, defangText } from "./defang.ts";
import { withIsoTimes } from "./moment.ts";
import type { NodeClient } from "./node-port.ts";
import { oneLine, safeJson } from "./safe-text.ts";
import type { Terminal } from "./terminal.ts";

/** Exit codes that are no errors of the catalogue. */
export const exitCodes = { ok: 0, failed: 1, partly: 5, waits: 8 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface ShellPorts {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Shell extends ShellPorts {
  /** State folder of the node. */
  readonly home: string;
  readonly json: boolean;
  /** Says which command comes next, as it has to be typed for this state folder. */
  next(words: string): void;
  /** Opens the address file at the first call. */
  node(): Promise<NodeClient>;
  /** Loads the prompts at the first call. */
  asker(): Promise<Asker>;
  /** JSON with ISO times. */
  printJson(value: unknown): void;
  /** JSON exactly as it is: what is signed is not rewritten. */
  printDocument(value: unknown): void;
  /** An observable for people: defanged, or as it is with --live. */
  observable(value: string, type: string | null): string;
  /** Running text for people, the same way. */
  quoted(text: string): string;
  /** What somebody called a file or a draft, the same way. */
  called(name: string): string;
}

export interface ShellOptions {
  readonly home: string;
  /** The folder that is taken where none is named. */
  readonly usualHome: string;
  readonly json: boolean;
  readonly live: boolean;
}

export function createShell(
  ports: ShellPorts,
  { home, usualHome, json, live }: ShellOptions,
): Shell {
  const { terminal } = ports;
  const indent = terminal.outIsTerminal ? 2 : 0;
  return {
    ...ports,
    home,
    json,
    next: (words) => {
      const where = home === usualHome ? "" : `--home ${quotedWord(home)} `;
      terminal.note(`Next: tocsin ${oneLine(where)}${words}\n`);
    },
    node: async () => {
      const [{ readNodeAddress }, { createNodeClient }] = await Promise.all([
        import("./node-address.ts"),
        import("./node-client.ts"),
      ]);
      return createNodeClient(await readNodeAddress(home));
    },
    asker: async () => (await import("./ask.ts")).createAsker(terminal),
    printJson: (value) => {
      terminal.out(`${safeJson(withIsoTimes(value), indent)}\n`);
    },
    printDocument: (value) => {
      terminal.out(`${safeJson(value, indent)}\n`);
    },
    observable: (value, type) => (live ? value : defang(value, type)),
    quoted: (text) => (live ? text : defangText(text)),
    called: (name) => (live ? name : defangName(name)),
  };
}

/** A word of a command line of POSIX shells. */
function quotedWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
