/**
 * From frames to submissions: dummies and frames of other rounds fall away, parts that belong together
 * are joined. Frames come in the order of their ids, so nothing here knows when one arrived.
 */

import { concatBytes, type Round, toHex } from "@tocsin/kernel";
import type { StagedFrame, WaitingPart } from "@tocsin/store";
import { parseFrame, submissionBytesMax } from "@tocsin/wire";

import { partsMax, roundSlackMax } from "../limits.ts";

export interface Assembly {
  readonly whole: readonly Uint8Array[];
  /** New parts of submissions that are not whole yet. */
  readonly kept: readonly WaitingPart[];
  /** Submissions that are whole now, of which parts waited in the store. */
  readonly done: readonly Uint8Array[];
}

export class Assembler {
  readonly #round: Round;
  readonly #parts = new Map<string, WaitingPart[]>();

  constructor(round: Round) {
    this.#round = round;
  }

  /** Ids of the submissions of several parts that were seen. */
  get submissions(): Uint8Array[] {
    return [...this.#parts.values()].flatMap(([first]) => first?.submission ?? []);
  }

  /** Takes frames and gives the submissions that are whole in one. */
  take(frames: readonly StagedFrame[]): Uint8Array[] {
    const whole: Uint8Array[] = [];
    for (const { frame: bytes } of frames) {
      const frame = parseFrame(bytes);
      if (frame?.kind !== "part" || !this.#inTime(frame.round)) continue;
      const { submission, index, count, payload } = frame;
      if (count === 1) whole.push(payload);
      else addPart(this.#parts, { submission, index, count, payload });
    }
    return whole;
  }

  /** Joins what was taken with what waits in the store, where `partsInAll` wait. */
  finish(waiting: readonly WaitingPart[], partsInAll: number): Assembly {
    const stored = new Map<string, WaitingPart[]>();
    for (const part of waiting) addPart(stored, part);
    const whole: Uint8Array[] = [];
    const kept: WaitingPart[] = [];
    const done: Uint8Array[] = [];
    for (const [id, fresh] of this.#parts) {
      // What waits came first: a part that contradicts it is not taken.
      const parts = [...(stored.get(id) ?? [])];
      const added = fresh.filter((part) => addTo(parts, part));
      const [first] = parts;
      if (first === undefined) continue;
      if (parts.length === first.count) {
        whole.push(joined(parts));
        done.push(first.submission);
      } else kept.push(...added.slice(0, Math.max(0, partsMax - partsInAll - kept.length)));
    }
    return { whole: whole.filter((it) => it.length <= submissionBytesMax), kept, done };
  }

  #inTime(of: Round): boolean {
    return Math.abs(of - this.#round) <= roundSlackMax;
  }
}

function addPart(parts: Map<string, WaitingPart[]>, part: WaitingPart): void {
  const id = toHex(part.submission);
  const known = parts.get(id) ?? [];
  addTo(known, part);
  parts.set(id, known);
}

/** False where a part of that number is there already, or the parts do not agree on their count. */
function addTo(parts: WaitingPart[], part: WaitingPart): boolean {
  const agrees = parts.every((it) => it.count === part.count && it.index !== part.index);
  if (agrees) parts.push(part);
  return agrees;
}

function joined(parts: readonly WaitingPart[]): Uint8Array {
  return concatBytes(...parts.toSorted((a, b) => a.index - b.index).map((it) => it.payload));
}
