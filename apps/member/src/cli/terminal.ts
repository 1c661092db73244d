/** Where the command line writes: data to stdout, everything else to stderr. A closed pipe ends it quietly. */

import type { Readable, Writable } from "node:stream";
import { isatty } from "node:tty";
import { styleText } from "node:util";

import { TocsinError } from "@tocsin/kernel";

export type Tone = "bold" | "dim" | "red" | "yellow" | "green";

export interface Terminal {
  /** Data. */
  out(text: string): void;
  /** Everything else: notes, prompts, errors. */
  note(text: string): void;
  /** Aborts when nobody reads stdout any more. */
  readonly closed: AbortSignal;
  /** Once all data is written, or it is known why it cannot be. */
  flushed(): Promise<void>;
  /** Why data was lost, such as a full disk. */
  readonly writeFailure: TocsinError | undefined;
  /** For prompts and what is piped in. */
  readonly streams: { readonly stdin: Readable; readonly stderr: Writable };
  /** Whether a person can be asked: stdin and stderr are terminals. */
  readonly asks: boolean;
  readonly outIsTerminal: boolean;
  readonly notesAreTerminal: boolean;
  /** Columns of stdout where it is a terminal. */
  readonly width: number | undefined;
  paint(tone: Tone, text: string): string;
  paintNote(tone: Tone, text: string): string;
}

export function createTerminal(
  streams: Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">,
  options: { readonly color: boolean },
): Terminal {
  const closed = new AbortController();
  let writeFailure: TocsinError | undefined;
  streams.stdout.on("error", (error: NodeJS.ErrnoException) => {
    const isGone = error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED";
    if (!isGone) writeFailure = new TocsinError("file-not-writable", { cause: error });
    closed.abort();
  });
  streams.stderr.on("error", () => undefined);
  const outIsTerminal = isatty(streams.stdout.fd);
  const notesAreTerminal = isatty(streams.stderr.fd);
  const paint = (isOn: boolean, tone: Tone, text: string): string =>
    isOn && options.color ? styleText(tone, text, { validateStream: false }) : text;
  return {
    out: (text) => {
      if (!closed.signal.aborted) streams.stdout.write(text);
    },
    note: (text) => {
      streams.stderr.write(text);
    },
    closed: closed.signal,
    flushed: () =>
      new Promise((resolve) => {
        // A stream tells of its error a turn after it has called back.
        streams.stdout.write("", () => setImmediate(resolve));
      }),
    get writeFailure() {
      return writeFailure;
    },
    streams,
    asks: isatty(streams.stdin.fd) && notesAreTerminal,
    outIsTerminal,
    notesAreTerminal,
    // Some terminals do not know their width and say 0.
    width: outIsTerminal && streams.stdout.columns > 0 ? streams.stdout.columns : undefined,
    paint: (tone, text) => paint(outIsTerminal, tone, text),
    paintNote: (tone, text) => paint(notesAreTerminal, tone, text),
  };
}
