/** A bar on stderr for long work, where a person looks; nothing in a pipe or a log. */

import type { Terminal } from "./terminal.ts";

export interface Progress extends Disposable {
  update(done: number): void;
  /** Takes the bar off its line, for one of another kind; it comes back by itself. */
  stepAside(): void;
}

const clearLine = "\r\u001b[K";
/** A bar for less than this would only flicker. */
const stepsMin = 2;

export async function showProgress(
  { notesAreTerminal, streams }: Terminal,
  title: string,
  total: number,
): Promise<Progress> {
  if (!notesAreTerminal || total < stepsMin) {
    return {
      update: () => undefined,
      stepAside: () => undefined,
      [Symbol.dispose]: () => undefined,
    };
  }
  const { SingleBar } = await import("cli-progress");
  const bar = new SingleBar({
    format: `${title} {bar} {percentage} %`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stream: streams.stderr,
  });
  bar.start(total, 0);
  return {
    update: (done) => {
      bar.update(Math.min(done, total));
    },
    stepAside: () => {
      streams.stderr.write(clearLine);
    },
    [Symbol.dispose]: () => {
      bar.stop();
    },
  };
}
