/**
 * A few hundred kilobytes of a log at a time, with what stands before and after: whatever is looked
 * at has its surroundings at hand, wherever the chunks of the stream were cut.
 */

/** Bytes that are at hand before and after a place: longer values are not looked for. */
export const beforeBytes = 4096;
export const afterBytes = 12_288;
const windowBytes = 512 * 1024;

export class LogWindow {
  readonly bytes = new Uint8Array(windowBytes);
  /** Where the log goes on that has not been looked at. */
  at = 0;
  /** End of what is here. */
  end = 0;
  /** Place in the log of the first byte that is here. */
  offset = 0;

  /** Takes as much as has room and tells how much. */
  take(chunk: Uint8Array): number {
    this.#shift();
    // One byte stays free: reading may look at it, and it is no part of anything.
    const room = this.bytes.length - 1 - this.end;
    const taken = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.bytes.set(taken, this.end);
    this.end += taken.length;
    this.bytes[this.end] = 0;
    return taken.length;
  }

  /** Up to here all surroundings are at hand. */
  get safeEnd(): number {
    return Math.max(this.at, this.end - afterBytes);
  }

  get isFull(): boolean {
    return this.end === this.bytes.length - 1;
  }

  #shift(): void {
    const from = this.at - beforeBytes;
    if (from <= 0 || this.end < this.bytes.length / 2) return;
    this.bytes.copyWithin(0, from, this.end);
    this.at -= from;
    this.end -= from;
    this.offset += from;
  }
}
