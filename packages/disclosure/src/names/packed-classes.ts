/**
 * Words with a class each, as one text: hashes in ascending order as steps between them, and the
 * classes beside. A third of the size of the words themselves, and no hashing when it is read.
 */

import { Buffer } from "node:buffer";
import { z } from "zod";
import { WordTable } from "../text/word-hash.ts";

const packedSchema = z.object({
  /** Base64 of varints. */
  steps: z.string(),
  /** Base64 of the low and the high bytes of the classes. */
  low: z.string(),
  high: z.string(),
});
export type PackedClasses = z.infer<typeof packedSchema>;

const wordsMax = 1 << 18;
const hashMax = 2 ** 32 - 1;

export function packClasses(classes: ReadonlyMap<number, number>): PackedClasses {
  const steps: number[] = [];
  let before = 0;
  const sorted = [...classes].sort(([a], [b]) => a - b);
  for (const [hash] of sorted) {
    pushVarint(steps, hash - before);
    before = hash;
  }
  return {
    steps: base64(steps),
    low: base64(sorted.map(([, value]) => value & 0xff)),
    high: base64(sorted.map(([, value]) => value >>> 8)),
  };
}

/** Undefined for anything but what `packClasses` could have written. */
export function parseClasses(value: unknown): WordTable | undefined {
  const parsed = packedSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const [steps, low, high] = [parsed.data.steps, parsed.data.low, parsed.data.high].map((text) =>
    Buffer.from(text, "base64"),
  );
  if (steps === undefined || low === undefined || high === undefined) return undefined;
  if (low.length !== high.length || low.length > wordsMax) return undefined;
  const table = new WordTable(Math.ceil(Math.log2(Math.max(2, low.length) * 2)));
  let [at, hash] = [0, 0];
  for (let word = 0; word < low.length; word += 1) {
    let [step, scale, byte] = [0, 1, 0x80];
    for (; byte >= 0x80 && at < steps.length; at += 1, scale *= 0x80) {
      byte = steps[at] ?? 0;
      step += (byte & 0x7f) * scale;
    }
    hash += step;
    if (byte >= 0x80 || step === 0 || hash > hashMax) return undefined;
    table.add(hash, (low[word] ?? 0) | ((high[word] ?? 0) << 8));
  }
  return at === steps.length ? table : undefined;
}

function base64(bytes: readonly number[]): string {
  return Buffer.from(Uint8Array.from(bytes)).toString("base64");
}

function pushVarint(bytes: number[], value: number): void {
  let left = value;
  while (left > 0x7f) {
    bytes.push((left % 0x80) | 0x80);
    left = Math.floor(left / 0x80);
  }
  bytes.push(left);
}
