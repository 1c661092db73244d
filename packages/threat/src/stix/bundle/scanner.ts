/**
 * Cuts a bundle or TAXII envelope into its objects while its bytes arrive: memory holds one object, not
 * the bundle. It knows JSON's brackets and strings and no more; each object is parsed by itself.
 */

import { depthMax } from "../spec/kinds.ts";

/** Bytes of one object, and of a bundle's other members together. */
export const objectBytesMax = 8 * 1024 * 1024;

export interface ScannedObject {
  /** Until the next chunk: an object that lies in one chunk is read where it lies. */
  readonly bytes: Uint8Array;
  /** Members in all its nested objects: fewer after parsing means that a name came twice. */
  readonly members: number;
}

export interface ScanEnd {
  /** What stands around the objects, with `0` in the place of their list. */
  readonly header: ScannedObject;
  readonly hasList: boolean;
}

export type ScanFault = "json" | "not-an-object" | "too-deep" | "too-large" | "too-many";

export class BundleFault extends Error {
  readonly why: ScanFault;

  constructor(why: ScanFault) {
    super(why);
    this.name = "BundleFault";
    this.why = why;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const colon = 0x3a;
const comma = 0x2c;
const listName = [...Buffer.from("objects")];
const zero = Buffer.from("0");

/** Where the next byte belongs. */
type Mode = "header" | "between" | "object" | "end";

export class BundleScanner {
  #mode: Mode = "header";
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The first backslash at or after where the search stands, in this chunk. */
  #nextBackslash = -1;
  /** Letters of `objects` that a name in the header has had; -1 where it is another name. */
  #letters = -1;
  #lastNameIsList = false;
  #listIsNext = false;
  #hasList = false;
  /** Between objects: what may come next. */
  #expects: "value-or-end" | "value" | "comma-or-end" = "value-or-end";
  #members = 0;
  readonly #header = new Pieces();
  readonly #object = new Pieces();
  #headerMembers = 0;

  /** The objects that end in this chunk. Throws `BundleFault`. */
  push(chunk: Uint8Array): ScannedObject[] {
    const found: ScannedObject[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length;) {
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        continue;
      }
      const before = this.#mode;
      const byte = chunk[at] ?? 0;
      if (before === "between") this.#between(byte);
      else this.#structure(byte);
      at += 1;
      if (this.#mode === before) continue;
      if (before === "header") {
        this.#header.add(chunk, from, this.#mode === "end" ? at : at - 1);
        if (this.#mode === "between") this.#header.add(zero, 0, 1);
        from = at;
      } else if (before === "object") {
        found.push({ bytes: this.#object.takeWith(chunk, from, at), members: this.#members });
      } else from = this.#mode === "object" ? at - 1 : at;
    }
    if (this.#mode === "header") this.#header.add(chunk, from, chunk.length);
    else if (this.#mode === "object") this.#object.add(chunk, from, chunk.length);
    return found;
  }

  finish(): ScanEnd {
    if (this.#mode !== "end") throw new BundleFault("json");
    const header = { bytes: this.#header.take(), members: this.#headerMembers };
    return { header, hasList: this.#hasList };
  }

  #structure(byte: number): void {
    switch (byte) {
      case quote:
        this.#inString = true;
        this.#letters = this.#mode === "header" && this.#depth === 1 ? 0 : -1;
        break;
      case openBrace:
      case openBracket:
        this.#open(byte);
        break;
      case closeBrace:
      case closeBracket:
        this.#close();
        break;
      case colon:
        if (this.#mode === "object") this.#members += 1;
        else {
          this.#headerMembers += 1;
          this.#listIsNext = this.#depth === 1 && this.#lastNameIsList;
        }
        break;
      case comma:
        if (this.#depth === 1) this.#listIsNext = false;
        break;
      default:
        if (this.#mode === "end" && !isSpace(byte)) throw new BundleFault("json");
    }
  }

  #open(byte: number): void {
    if (this.#mode === "end" || (this.#depth === 0 && byte !== openBrace)) {
      throw new BundleFault("json");
    }
    if (this.#mode === "header" && this.#depth === 1 && byte === openBracket && this.#listIsNext) {
      if (this.#hasList) throw new BundleFault("json");
      this.#hasList = true;
      this.#mode = "between";
      return;
    }
    this.#depth += 1;
    if (this.#depth > depthMax + 4) throw new BundleFault("too-deep");
  }

  #close(): void {
    if (this.#mode === "end") throw new BundleFault("json");
    this.#depth -= 1;
    if (this.#mode === "object" && this.#depth === 1) this.#mode = "between";
    else if (this.#mode === "header" && this.#depth === 0) this.#mode = "end";
  }

  #between(byte: number): void {
    if (isSpace(byte)) return;
    if (byte === openBrace) {
      if (this.#expects === "comma-or-end") throw new BundleFault("json");
      this.#expects = "comma-or-end";
      this.#mode = "object";
      this.#depth = 2;
      this.#members = 0;
    } else if (byte === comma) {
      if (this.#expects !== "comma-or-end") throw new BundleFault("json");
      this.#expects = "value";
    } else if (byte === closeBracket) {
      if (this.#expects === "value") throw new BundleFault("json");
      this.#mode = "header";
      this.#listIsNext = false;
    } else throw new BundleFault("not-an-object");
  }

  /** Where the string ends, or the chunk. */
  #skipString(chunk: Uint8Array, from: number): number {
    if (this.#letters >= 0) return this.#skipName(chunk, from);
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at += 1;
    }
    for (;;) {
      const end = chunk.indexOf(quote, at);
      const stop = end < 0 ? chunk.length : end;
      if (this.#nextBackslash < at) {
        const next = chunk.indexOf(backslash, at);
        this.#nextBackslash = next < 0 ? chunk.length : next;
      }
      if (this.#nextBackslash >= stop) {
        if (end < 0) return chunk.length;
        this.#inString = false;
        return end + 1;
      }
      at = this.#nextBackslash + 2;
      if (at > chunk.length) {
        this.#escaped = true;
        return chunk.length;
      }
    }
  }

  /** A name of the header, letter by letter. */
  #skipName(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === quote) {
        this.#inString = false;
        this.#lastNameIsList = this.#letters === listName.length;
        return at + 1;
      }
      if (byte !== listName[this.#letters]) {
        this.#letters = -1;
        this.#lastNameIsList = false;
        return this.#skipString(chunk, at);
      }
      this.#letters += 1;
    }
    return chunk.length;
  }
}

/** Pieces of chunks that belong together. */
class Pieces {
  #pieces: Uint8Array[] = [];
  #length = 0;

  add(chunk: Uint8Array, from: number, end: number): void {
    if (end <= from) return;
    this.#length += end - from;
    if (this.#length > objectBytesMax) throw new BundleFault("too-large");
    // A copy, which a Buffer's own slice would not be: the chunk's memory may be used again.
    this.#pieces.push(new Uint8Array(chunk.subarray(from, end)));
  }

  /** With the last piece, which is copied only where it is not the only one. */
  takeWith(chunk: Uint8Array, from: number, end: number): Uint8Array {
    if (this.#length === 0 && end - from <= objectBytesMax) return chunk.subarray(from, end);
    this.add(chunk, from, end);
    return this.take();
  }

  take(): Uint8Array {
    const whole = joined(this.#pieces, this.#length);
    this.#pieces = [];
    this.#length = 0;
    return whole;
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
