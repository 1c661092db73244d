/** Lays text out in lines: collapses white space as a page shows it, keeps blocks apart. */

export interface Flow {
  /** Running text; white space in it is only a gap. */
  text(text: string): void;
  /** Text whose white space counts. */
  exact(text: string): void;
  /** One more line end. */
  newLine(): void;
  /** At least `lines` line ends before what follows. */
  lineBreak(lines: 1 | 2): void;
  gap(text: "\t" | " "): void;
  /** A gap in place of any line end that waits: the next cell of a row. */
  gapOver(text: "\t"): void;
  end(): void;
}

/** White space that is more than one ordinary space. */
const gaps = /[\t\n\r\f\u00a0]| {2}/;
const spaces = /[ \t\n\r\f]+/g;

export function createFlow(write: (text: string) => void): Flow {
  let breaks = 0;
  let space: "" | " " | "\t" = "";
  let started = false;
  let atLineStart = true;
  const put = (text: string): void => {
    if (breaks > 0 && started) write("\n".repeat(breaks));
    else if (!atLineStart || space === "\t") write(space);
    breaks = 0;
    space = "";
    started = true;
    atLineStart = text.endsWith("\n");
    write(text);
  };
  return {
    text: (text) => {
      const words = gaps.test(text) ? text.replace(spaces, " ").replaceAll("\u00a0", " ") : text;
      if (words.startsWith(" ") && space === "") space = " ";
      const core = words.slice(
        words.startsWith(" ") ? 1 : 0,
        words.endsWith(" ") && words.length > 1 ? -1 : undefined,
      );
      if (core === "") return;
      put(core);
      if (words.endsWith(" ")) space = " ";
    },
    exact: (text) => {
      if (text !== "") put(text);
    },
    newLine: () => {
      space = "";
      put("\n");
    },
    lineBreak: (lines) => {
      breaks = Math.max(breaks, lines);
      space = "";
      atLineStart = true;
    },
    gap: (text) => {
      if (breaks === 0) space = text;
    },
    gapOver: (text) => {
      breaks = 0;
      space = text;
    },
    end: () => {
      if (started) write("\n");
    },
  };
}
