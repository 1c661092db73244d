/**
 * A number that every commit raises, kept in the database and, after the commit, in a small file beside
 * it. SQLite drops the end of a damaged or missing write-ahead log without a word; a database whose
 * number is below the mark has lost what was acknowledged, or is an old copy.
 */

import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";

import { concatBytes, equalBytes, readUint, TocsinError, uintBytes } from "@tocsin/kernel";

import { integer } from "./columns.ts";
import type { Connection } from "./connection.ts";
import { createEmpty, syncFolderOf } from "./files.ts";

/** The number in a database that has been migrated before. */
export function commitNumberOf(connection: Connection): number {
  return integer(connection.get("SELECT number FROM _commit") ?? {}, "number");
}

/** How often the database was put back from a backup. */
export function restorationsOf(connection: Connection): number {
  return integer(connection.get("SELECT restorations FROM _commit") ?? {}, "restorations");
}

export class CommitMark implements Disposable {
  readonly #handle: number;
  #number: number;

  /**
   * `number` is the database's own. Throws `store-older` where that is behind the mark, `store-damaged`
   * for a bent mark.
   */
  constructor(file: string, number: number) {
    const path = `${file}.mark`;
    createEmpty(path);
    this.#number = number;
    this.#handle = openSync(path, "r+");
    try {
      const marked = readMark(this.#handle);
      if (marked !== undefined && marked > number) throw new TocsinError("store-older");
      this.#write();
      fsyncSync(this.#handle);
      syncFolderOf(file);
    } catch (error) {
      closeSync(this.#handle);
      throw error;
    }
  }

  /** Within the transaction that is about to be committed. */
  raise(connection: Connection): void {
    connection.run("UPDATE _commit SET number = ?", this.#number + 1);
  }

  /** After that commit. Not flushed: a mark that a power cut sets back is still a lower bound. */
  committed(): void {
    this.#number += 1;
    this.#write();
  }

  [Symbol.dispose](): void {
    fsyncSync(this.#handle);
    closeSync(this.#handle);
  }

  #write(): void {
    const number = uintBytes(this.#number, numberBytes);
    writeSync(this.#handle, concatBytes(number, sumOf(number)), 0, markBytes, 0);
  }
}

const numberBytes = 6;
const sumBytes = 10;
const markBytes = numberBytes + sumBytes;

/** undefined where nothing was marked yet: a new file may be empty or zeros after a power cut. */
function readMark(handle: number): number | undefined {
  const mark = new Uint8Array(markBytes);
  readSync(handle, mark, 0, markBytes, 0);
  if (mark.every((byte) => byte === 0)) return undefined;
  const number = mark.subarray(0, numberBytes);
  if (!equalBytes(mark.subarray(numberBytes), sumOf(number))) {
    throw new TocsinError("store-damaged", { detail: "mark" });
  }
  return readUint(number, 0, numberBytes);
}

function sumOf(number: Uint8Array): Uint8Array {
  return createHash("sha256").update(number).digest().subarray(0, sumBytes);
}
