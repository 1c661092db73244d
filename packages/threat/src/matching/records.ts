/** Indicators side by side in a few large arrays: a million of them need about 100 MB. */

import type { ObservableType } from "../observables/observable-types.ts";

/** More of one value are counted, not kept. */
export const sourcesPerValueMax = 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Records {
  #bytes: Uint8Array = new Uint8Array(65536);
  #used = 0;
  #ends = new Uint32Array(1024);
  #types = new Uint8Array(1024);
  #sources = new Uint32Array(1024);
  #count = 0;
  readonly #typeNames: ObservableType[] = [];
  readonly #sourceNames: string[] = [];
  readonly #sourceNumbers = new Map<string, number>();
  /** Of records with more than one source. */
  readonly #moreSources = new Map<number, number[]>();

  get count(): number {
    return this.#count;
  }

  /** All values, one after the other, as UTF-8. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  start(record: number): number {
    return record === 0 ? 0 : (this.#ends[record - 1] ?? 0);
  }

  end(record: number): number {
    return this.#ends[record] ?? 0;
  }

  type(record: number): ObservableType {
    return this.#typeNames[this.#types[record] ?? 0] ?? "domain";
  }

  value(record: number): string {
    return decoder.decode(this.#bytes.subarray(this.start(record), this.end(record)));
  }

  sources(record: number): readonly string[] {
    const numbers = [this.#sources[record] ?? 0, ...(this.#moreSources.get(record) ?? [])];
    return numbers.map((number) => this.#sourceNames[number] ?? "");
  }

  /** Puts the value at the end, without making a record of it yet. */
  stage(value: string): Uint8Array {
    const most = value.length * 3;
    if (this.#used + most > this.#bytes.length) this.#lengthen(this.#used + most);
    const { written } = encoder.encodeInto(value, this.#bytes.subarray(this.#used));
    return this.#bytes.subarray(this.#used, this.#used + written);
  }

  /** Makes a record of what was staged last. */
  keep(staged: Uint8Array, type: ObservableType, source: string): number {
    const record = this.#count;
    if (record === this.#ends.length) this.#lengthenColumns();
    this.#used += staged.length;
    this.#ends[record] = this.#used;
    this.#types[record] = this.#typeNumber(type);
    this.#sources[record] = this.#sourceNumber(source);
    this.#count = record + 1;
    return record;
  }

  /** False where it has as many as are kept. */
  addSource(record: number, source: string): boolean {
    const number = this.#sourceNumber(source);
    const more = this.#moreSources.get(record) ?? [];
    if (this.#sources[record] === number || more.includes(number)) return true;
    if (more.length + 1 >= sourcesPerValueMax) return false;
    more.push(number);
    this.#moreSources.set(record, more);
    return true;
  }

  #typeNumber(type: ObservableType): number {
    const known = this.#typeNames.indexOf(type);
    return known >= 0 ? known : this.#typeNames.push(type) - 1;
  }

  #sourceNumber(source: string): number {
    const known = this.#sourceNumbers.get(source);
    if (known !== undefined) return known;
    const number = this.#sourceNames.push(source) - 1;
    this.#sourceNumbers.set(source, number);
    return number;
  }

  #lengthen(needed: number): void {
    const longer = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    longer.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = longer;
  }

  #lengthenColumns(): void {
    const length = this.#ends.length * 2;
    const [ends, types, sources] = [this.#ends, this.#types, this.#sources];
    this.#ends = new Uint32Array(length);
    this.#types = new Uint8Array(length);
    this.#sources = new Uint32Array(length);
    this.#ends.set(ends);
    this.#types.set(types);
    this.#sources.set(sources);
  }
}
