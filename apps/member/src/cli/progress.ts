/** A bar on stderr for long work, where a person looks; nothing in a pipe or a log. */

import type { Terminal } from "./terminal.ts";

export interface Progress extends Disposable {
  update(done: number): void;
}

/** A bar for less than this would only flicker. */
const stepsMin = 2;

export async function showProgress(
  { notesAreTerminal, streams }: Terminal,
  title: string,
  total: number,
): Promise<Progress> {
  if (!notesAreTerminal || total < stepsMin) {
    return { update: () => undefined, [Symbol.dispose]: () => undefined };
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
    [Symbol.dispose]: () => {
      bar.stop();
    },
  };
}
