/**
 * What the parser process writes: one JSON frame a line. Text goes out as it is found, so that neither
 * side holds a large document twice, and what was read before a limit struck is not lost.
 */

import type { DocumentFormat, NoteKind } from "../document.ts";
import { Unreadable, type UnreadableWhy } from "./unreadable.ts";

/** `at` is 0 for the file itself and 1, 2, … for the parts of a mail in the order of their frames. */
export type Frame =
  | { readonly k: "text"; readonly at: number; readonly text: string }
  | { readonly k: "note"; readonly at: number; readonly note: NoteKind; readonly count?: number }
  | ({ readonly k: "part"; readonly at: number } & PartFacts)
  | { readonly k: "failed"; readonly at: number; readonly why: UnreadableWhy }
  | { readonly k: "complete"; readonly at: number }
  | { readonly k: "done" };

export interface PartFacts {
  readonly name: string;
  readonly depth: number;
  readonly bytes: number;
  readonly md5: string;
  readonly sha256: string;
  /** null where the part is of a kind that is not read. */
  readonly format: DocumentFormat | null;
}

/** Where one reader writes: the file itself, or one part of a mail. */
export interface Section {
  text(text: string): void;
  /** Adds to the count of a note; without a count the note is merely there. */
  note(kind: NoteKind, count?: number): void;
}

export interface Answer {
  section(at: number): Section & { complete(): void; failed(why: UnreadableWhy): void };
  /** Announces a part and returns its number. */
  part(facts: PartFacts): number;
  done(): void;
}

const chunkChars = 32 * 1024;

export function createAnswer(write: (line: string) => void, textCharsMax: number): Answer {
  let chars = 0;
  let parts = 0;
  const send = (frame: Frame): void => {
    write(`${JSON.stringify(frame)}\n`);
  };
  return {
    section: (at) =>
      createSection(at, send, (added) => {
        chars += added;
        if (chars > textCharsMax) throw new Unreadable("limit");
      }),
    part: (facts) => {
      parts += 1;
      send({ k: "part", at: parts, ...facts });
      return parts;
    },
    done: () => send({ k: "done" }),
  };
}

function createSection(
  at: number,
  send: (frame: Frame) => void,
  count: (added: number) => void,
): ReturnType<Answer["section"]> {
  const notes = new Map<NoteKind, number | undefined>();
  let waiting: string[] = [];
  let waitingChars = 0;
  const flush = (): void => {
    const whole = waiting.join("");
    waiting = [];
    waitingChars = 0;
    for (let from = 0; from < whole.length; from += chunkChars) {
      send({ k: "text", at, text: whole.slice(from, from + chunkChars) });
    }
  };
  const sendNotes = (): void => {
    for (const [note, n] of notes)
      send({ k: "note", at, note, ...(n === undefined ? {} : { count: n }) });
  };
  return {
    text: (text) => {
      count(text.length);
      waiting.push(text);
      waitingChars += text.length;
      if (waitingChars >= chunkChars) flush();
    },
    note: (kind, n) => {
      if (n === 0) return;
      const before = notes.get(kind);
      notes.set(kind, n === undefined ? before : (before ?? 0) + n);
    },
    complete: () => {
      flush();
      sendNotes();
      send({ k: "complete", at });
    },
    failed: (why) => send({ k: "failed", at, why }),
  };
}
