/** Runs one reader in the test's own process and collects what it says. */

import type { DocumentFormat } from "../document.ts";
import type { Section } from "../confined/answer.ts";
import { readOne, whyOf } from "../confined/read-one.ts";
import type { UnreadableWhy } from "../confined/unreadable.ts";

export interface Collected {
  readonly text: string;
  readonly notes: Readonly<Record<string, number | true>>;
}

export interface CollectingSection extends Section {
  collected(): Collected;
}

export function createCollector(): CollectingSection {
  const pieces: string[] = [];
  const notes: Record<string, number | true> = {};
  return {
    text: (text) => {
      pieces.push(text);
    },
    note: (kind, count) => {
      if (count === 0) return;
      const before = notes[kind];
      notes[kind] = count === undefined ? true : count + (typeof before === "number" ? before : 0);
    },
    collected: () => ({ text: pieces.join(""), notes }),
  };
}

export async function collect(
  format: DocumentFormat,
  content: Uint8Array | string,
): Promise<Collected> {
  const out = createCollector();
  await readOne(format, bytesOf(content), out);
  return out.collected();
}

/** What the reader says, or why it says nothing. */
export async function collectOrWhy(
  format: DocumentFormat,
  content: Uint8Array | string,
): Promise<Collected | UnreadableWhy> {
  try {
    return await collect(format, content);
  } catch (error) {
    return whyOf(error);
  }
}

/** A copy of its own: readers may take the buffer over. */
function bytesOf(content: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
}
