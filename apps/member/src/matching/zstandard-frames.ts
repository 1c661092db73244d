/**
 * Where each Zstandard frame of a file ends (RFC 8878 §3.1), without unpacking it: logs that were
 * appended to are several frames, and the library stops after the first.
 */

const frameMagic = 0xfd2fb528;
const skippableMagic = 0x184d2a50;
const magicBytes = 4;
const blockHeaderBytes = 3;
const checksumBytes = 4;

export interface FramePiece {
  readonly bytes: Uint8Array;
  /** Nothing more of its frame follows. */
  readonly isLast: boolean;
}

type Awaited = "checksum" | "frame" | "block";

export class ZstandardFrames {
  /** Header bytes that are not whole yet. */
  #held: Uint8Array = new Uint8Array(0);
  /** Bytes of content that go through unread. */
  #through = 0;
  #isSkipped = false;
  #awaits: Awaited = "frame";
  #hasChecksum = false;

  /** Whether the bytes so far end with a frame. */
  get isBetween(): boolean {
    return this.#awaits === "frame" && this.#through === 0 && this.#held.length === 0;
  }

  /** Undefined where this is no frame. */
  take(chunk: Uint8Array): FramePiece[] | undefined {
    const pieces: FramePiece[] = [];
    let rest = joined(this.#held, chunk);
    this.#held = new Uint8Array(0);
    while (rest.length > 0) {
      if (this.#through === 0) {
        const header = this.#header(rest);
        if (header === "short") {
          this.#held = rest;
          return pieces;
        }
        if (header === "wrong") return undefined;
        this.#through = header;
      }
      const taken = rest.subarray(0, this.#through);
      this.#through -= taken.length;
      rest = rest.subarray(taken.length);
      const isLast = this.#through === 0 && this.#awaits === "frame";
      if (!this.#isSkipped) pieces.push({ bytes: taken, isLast });
    }
    return pieces;
  }

  /** Bytes of the header at the start of `rest` and of what it announces. */
  #header(rest: Uint8Array): number | "short" | "wrong" {
    if (this.#awaits === "frame") return this.#frame(rest);
    if (this.#awaits === "checksum") {
      this.#awaits = "frame";
      return checksumBytes;
    }
    if (rest.length < blockHeaderBytes) return "short";
    const header = (rest[0] ?? 0) | ((rest[1] ?? 0) << 8) | ((rest[2] ?? 0) << 16);
    const type = (header >>> 1) & 3;
    if (type === 3) return "wrong";
    if ((header & 1) === 1) this.#awaits = this.#hasChecksum ? "checksum" : "frame";
    // A block of one repeated byte holds that byte once.
    return blockHeaderBytes + (type === 1 ? 1 : header >>> 3);
  }

  #frame(rest: Uint8Array): number | "short" | "wrong" {
    if (rest.length < magicBytes) return "short";
    const view = new DataView(rest.buffer, rest.byteOffset, rest.length);
    const magic = view.getUint32(0, true);
    if ((magic & 0xfffffff0) >>> 0 === skippableMagic) {
      if (rest.length < magicBytes + 4) return "short";
      this.#isSkipped = true;
      return magicBytes + 4 + view.getUint32(magicBytes, true);
    }
    if (magic !== frameMagic) return "wrong";
    if (rest.length === magicBytes) return "short";
    const descriptor = rest[magicBytes] ?? 0;
    const isSingle = (descriptor & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const size = [isSingle ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
    this.#isSkipped = false;
    this.#hasChecksum = (descriptor & 4) !== 0;
    this.#awaits = "block";
    return magicBytes + 1 + (isSingle ? 0 : 1) + dictionary + size;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
