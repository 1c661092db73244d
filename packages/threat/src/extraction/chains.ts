/**
 * Runs of words with dots between them: addresses, names, file names, ids. A run is read once to
 * its end, however long, and then understood or left alone.
 */

import { charClasses, classAt, foreignBit, joinBit, unspacedBit, wordBit } from "./char-classes.ts";
import { dotAt, fangLength, isDisguised, isDoubtfulDot, noFang } from "./fangs.ts";
import { cleanText } from "./clean-text.ts";

const labelsMax = 64;
export const chainCharsMax = 1024;

/** A text, and its units as numbers. */
interface Letters {
  readonly text: string;
  readonly codes: Uint16Array;
}

/** One dotted run; an object is reused by its scan so that nothing is made for runs of no interest. */
export class Chain {
  start = 0;
  end = 0;
  count = 0;
  flags = 0;
  /** Some dot was written in disguise. */
  defanged = false;
  /** All dots stand apart, as prose writes them too. */
  doubtful = false;
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly labelFlags: number[] = [];

  /** Reads the run that begins here. False where there is but one word, or none. */
  readFrom(letters: Letters, start: number): boolean {
    const { codes } = letters;
    let end = start;
    let flags = 0;
    for (; end < codes.length; end += 1) {
      const bits = charClasses[codes[end] ?? 0] ?? 0;
      if ((bits & wordBit) === 0) break;
      flags |= bits;
    }
    return this.read(letters, start, end, flags);
  }

  /** Reads the run whose first word is given. False where there is but that one word. */
  read({ text, codes }: Letters, start: number, firstEnd: number, firstFlags: number): boolean {
    this.start = start;
    this.count = 0;
    this.flags = 0;
    this.defanged = false;
    this.doubtful = false;
    let labelStart = start;
    let end = firstEnd;
    let flags = firstFlags;
    for (;;) {
      this.push(labelStart, end, flags);
      const fang = dotAt(text, end);
      if (fang === noFang) break;
      if (isDisguised(fang)) {
        if (isDoubtfulDot(text, end)) {
          // A lone " . " or " dot " may end a sentence: only a run of its own kind goes on.
          if (this.count > 1 && !this.doubtful) break;
          this.doubtful = true;
        } else if (this.doubtful) break;
        this.defanged = true;
      } else if (this.doubtful) break;
      labelStart = end + fangLength(fang);
      end = labelStart;
      flags = 0;
      const letters = (classAt(text, end) & unspacedBit) === 0 ? wordBit : unspacedBit;
      for (; end < codes.length; end += 1) {
        const bits = charClasses[codes[end] ?? 0] ?? 0;
        if ((bits & letters) === 0) break;
        flags |= bits;
      }
    }
    this.end = end;
    return this.count > 1;
  }

  private push(start: number, end: number, flags: number): void {
    if (this.count < labelsMax) {
      this.starts[this.count] = start;
      this.ends[this.count] = end;
      this.labelFlags[this.count] = flags;
    }
    this.count += 1;
    this.flags |= flags;
  }

  /** Gives the last label back. */
  dropLast(): void {
    this.count -= 1;
    this.end = this.endOf(this.count - 1);
    this.flags = 0;
    for (let label = 0; label < this.count; label += 1) this.flags |= this.flagsOf(label);
  }

  get isTooLong(): boolean {
    return this.count > labelsMax || this.end - this.start > chainCharsMax;
  }

  startOf(label: number): number {
    return this.starts[label] ?? 0;
  }

  endOf(label: number): number {
    return this.ends[label] ?? 0;
  }

  flagsOf(label: number): number {
    return this.labelFlags[label] ?? 0;
  }

  label(text: string, label: number): string {
    const slice = text.slice(this.startOf(label), this.endOf(label));
    return (this.flagsOf(label) & foreignBit) === 0 ? slice : cleanText(slice);
  }

  /** Labels `from` to `to` with plain dots between them. */
  value(text: string, from: number, to: number): string {
    const start = this.startOf(from);
    const end = this.endOf(to);
    if (!this.defanged && (this.flags & foreignBit) === 0) return text.slice(start, end);
    let value = this.label(text, from);
    for (let at = from + 1; at <= to; at += 1) value += `.${this.label(text, at)}`;
    return value;
  }

  /** The first place of label 0 that is no hyphen or underscore, such as Markdown's emphasis. */
  trimmedStart(text: string): number {
    let at = this.start;
    while (at < this.endOf(0) - 1 && (classAt(text, at) & (joinBit | foreignBit)) === joinBit)
      at += 1;
    return at;
  }

  trimmedEnd(text: string): number {
    let at = this.end;
    const start = this.startOf(this.count - 1);
    while (at > start + 1 && (classAt(text, at - 1) & (joinBit | foreignBit)) === joinBit) at -= 1;
    return at;
  }
}
