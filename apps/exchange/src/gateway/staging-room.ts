/**
 * How many capsules may be staged with the disk as it is. A round needs several times the room of its
 * capsules: a disk that is full before the round is over would keep what was staged from being
 * published. HOSTILE "Ledger".
 */

import { statfs } from "node:fs/promises";

import { frameBytes } from "@tocsin/wire";

import { stagedFramesMax } from "../limits.ts";

/** Room on the disk for each staged frame: itself, its leaf, the write-ahead log and the batch file. */
const roomFactor = 6;

export class StagingRoom {
  readonly #folder: string;
  #framesMax = stagedFramesMax;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** 0 to `stagedFramesMax`, as it was measured last. */
  get framesMax(): number {
    return this.#framesMax;
  }

  /** Once a round is often enough. A file system that does not tell is taken to have room. */
  async measure(): Promise<void> {
    try {
      const { bavail, bsize } = await statfs(this.#folder);
      this.#framesMax = framesFor(bavail * bsize);
    } catch {
      this.#framesMax = stagedFramesMax;
    }
  }
}

export function framesFor(freeBytes: number): number {
  return Math.min(stagedFramesMax, Math.floor(freeBytes / (roomFactor * frameBytes)));
}
