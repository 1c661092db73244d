/** Puts a parser's frames together to a reading. */

import type { DocumentFormat, DocumentNote, DocumentPart, NoteKind } from "./document.ts";
import type { Frame, PartFacts } from "./confined/answer.ts";
import type { UnreadableWhy } from "./confined/unreadable.ts";
import { documentLimits } from "./limits.ts";
import { noteOf } from "./note-text.ts";
import { createReadableText } from "./readable-text.ts";

interface SectionState {
  readonly readable: ReturnType<typeof createReadableText>;
  readonly pieces: string[];
  readonly notes: Map<NoteKind, number | undefined>;
  complete: boolean;
  failed?: UnreadableWhy;
}

export interface SectionReading {
  readonly text: string;
  readonly notes: readonly DocumentNote[];
}

export interface Reading {
  /** Takes a frame; false where it makes no sense after those before. */
  take(frame: Frame): boolean;
  /** The file itself: its text, or why there is none. */
  main(): SectionReading | { readonly why: UnreadableWhy | undefined };
  parts(): readonly DocumentPart[];
}

export function createReading(): Reading {
  const sections: SectionState[] = [newSection()];
  const facts: PartFacts[] = [];
  let chars = 0;
  return {
    take: (frame) => {
      if (frame.k === "done") return true;
      if (frame.k === "part") {
        if (frame.at !== sections.length) return false;
        facts.push(frame);
        sections.push(newSection());
        return true;
      }
      const section = sections[frame.at];
      if (section === undefined || section.complete || section.failed !== undefined) return false;
      if (frame.k === "text") {
        chars += frame.text.length;
        if (chars > documentLimits.textCharsMax) return false;
        section.pieces.push(section.readable.push(frame.text));
      } else if (frame.k === "note") {
        section.notes.set(frame.note, frame.count);
      } else if (frame.k === "complete") section.complete = true;
      else section.failed = frame.why;
      return true;
    },
    main: () => {
      const [first] = sections;
      return first?.complete === true ? finish(first) : { why: first?.failed };
    },
    parts: () => facts.map((fact, index) => partOf(fact, sections[index + 1] ?? newSection())),
  };
}

function newSection(): SectionState {
  return { readable: createReadableText(), pieces: [], notes: new Map(), complete: false };
}

function finish(section: SectionState): SectionReading {
  const text = [...section.pieces, section.readable.end()].join("").toWellFormed();
  const { controls, unseen } = section.readable.counts;
  const notes = [...section.notes].map(([kind, count]) => noteOf(kind, count));
  if (controls > 0) notes.push(noteOf("control-characters", controls));
  if (unseen > 0) notes.push(noteOf("hidden-text", unseen));
  return { text, notes };
}

/** A part that was not read to its end has no text: half of it would look like all of it. */
function partOf(
  { name, depth, bytes, md5, sha256, format }: PartFacts,
  section: SectionState,
): DocumentPart {
  const base = { name: readableName(name), depth, bytes, md5, sha256 };
  if (format === null || !section.complete) {
    return { ...base, text: "", notes: [noteOf("part-unread", 1)] };
  }
  return { ...base, format: format satisfies DocumentFormat, ...finish(section) };
}

function readableName(name: string): string {
  const readable = createReadableText();
  return (readable.push(name) + readable.end()).replaceAll("\n", " ").toWellFormed();
}
