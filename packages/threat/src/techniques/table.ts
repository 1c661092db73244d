/**
 * What the tagger knows: for each feature how rare it is and which techniques it speaks for or
 * against. Packed as columns of small numbers; as text it is a tenth of the same in JSON.
 */

import { Buffer } from "node:buffer";
import { z } from "zod";
import { featureSpace } from "./features.ts";

/** Stands among the techniques for texts that name none. */
export const noTechnique = "none";

const labelsMax = 1024;

/** Turns a label's margin, and its lead over the best other one, into log odds. */
export interface Certainty {
  readonly margin: number;
  readonly lead: number;
  readonly offset: number;
}

export interface TechniqueTable {
  /** Ids of techniques, and `none`. */
  readonly labels: readonly string[];
  /** Of each label: what one unit of weight counts, and what a text without features has. */
  readonly scales: Float32Array;
  readonly biases: Float32Array;
  /** Numbers of features, ascending. */
  readonly features: Uint32Array;
  /** Of each feature, in units of `rarityUnit`. */
  readonly rarities: Uint8Array;
  readonly rarityUnit: number;
  /** Where the entries of each feature begin; one more than there are features. */
  readonly starts: Uint32Array;
  readonly entryLabels: Uint16Array;
  readonly entryWeights: Int8Array;
  readonly certainty: Certainty;
  /** A text names none where `none` leads the best technique by more than this margin. */
  readonly noneLead: number;
}

const packedSchema = z.object({
  labels: z.string(),
  scales: z.array(z.number().nonnegative()),
  biases: z.array(z.number()),
  rarityUnit: z.number().positive(),
  certainty: z.object({ margin: z.number(), lead: z.number(), offset: z.number() }),
  noneLead: z.number(),
  /** Base64 of bytes: steps from feature to feature, and how many entries each has, as varints. */
  features: z.string(),
  counts: z.string(),
  rarities: z.string(),
  /** Of each entry; labels as low and high bytes. */
  labelsLow: z.string(),
  labelsHigh: z.string(),
  weights: z.string(),
});

export type PackedTable = z.infer<typeof packedSchema>;

export function packTable(table: TechniqueTable): PackedTable {
  const steps: number[] = [];
  const counts: number[] = [];
  let before = 0;
  for (const [at, feature] of table.features.entries()) {
    pushVarint(steps, feature - before);
    pushVarint(counts, (table.starts[at + 1] ?? 0) - (table.starts[at] ?? 0));
    before = feature;
  }
  return {
    labels: table.labels.join(" "),
    scales: [...table.scales],
    biases: [...table.biases],
    rarityUnit: table.rarityUnit,
    certainty: table.certainty,
    noneLead: table.noneLead,
    features: base64(Uint8Array.from(steps)),
    counts: base64(Uint8Array.from(counts)),
    rarities: base64(table.rarities),
    labelsLow: base64(Uint8Array.from(table.entryLabels, (label) => label & 0xff)),
    labelsHigh: base64(Uint8Array.from(table.entryLabels, (label) => label >>> 8)),
    weights: base64(Uint8Array.from(table.entryWeights, (weight) => weight & 0xff)),
  };
}

/** Undefined for anything but a table that `packTable` could have written. */
export function parsePackedTable(value: unknown): TechniqueTable | undefined {
  const parsed = packedSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { scales, biases, rarityUnit, certainty, noneLead } = parsed.data;
  const labels = parsed.data.labels.split(" ");
  const isFit = labels.length === scales.length && labels.length === biases.length;
  const columns = readColumns(parsed.data);
  if (!isFit || labels.length > labelsMax || columns === undefined) return undefined;
  for (let entry = 0; entry < columns.entryLabels.length; entry += 1) {
    if ((columns.entryLabels[entry] ?? 0) >= labels.length) return undefined;
  }
  return {
    labels,
    scales: Float32Array.from(scales),
    biases: Float32Array.from(biases),
    rarityUnit,
    certainty,
    noneLead,
    ...columns,
  };
}

type Columns = Pick<
  TechniqueTable,
  "features" | "rarities" | "starts" | "entryLabels" | "entryWeights"
>;

function readColumns(packed: PackedTable): Columns | undefined {
  const rarities = bytesOf(packed.rarities);
  const low = bytesOf(packed.labelsLow);
  const high = bytesOf(packed.labelsHigh);
  const weights = bytesOf(packed.weights);
  const features = readSums(bytesOf(packed.features), rarities.length);
  const ends = readSums(bytesOf(packed.counts), rarities.length);
  if (features === undefined || ends === undefined) return undefined;
  const entries = ends.at(-1) ?? 0;
  const isWhole = [low, high, weights].every((column) => column.length === entries);
  if (!isWhole || !isAscending(features)) return undefined;
  const starts = new Uint32Array(ends.length + 1);
  starts.set(ends, 1);
  const entryLabels = new Uint16Array(entries);
  for (let entry = 0; entry < entries; entry += 1) {
    entryLabels[entry] = (low[entry] ?? 0) | ((high[entry] ?? 0) << 8);
  }
  return { features, rarities, starts, entryLabels, entryWeights: Int8Array.from(weights) };
}

function isAscending(features: Uint32Array): boolean {
  for (let at = 1; at < features.length; at += 1) {
    if ((features[at] ?? 0) <= (features[at - 1] ?? 0)) return false;
  }
  return (features.at(-1) ?? 0) < featureSpace;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}

function pushVarint(bytes: number[], value: number): void {
  let left = value;
  while (left > 0x7f) {
    bytes.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  bytes.push(left);
}

const varintBitsMax = 28;
const sumMax = 2 ** 28;

/** Running sums of varints; undefined unless there are exactly so many. */
function readSums(bytes: Uint8Array, count: number): Uint32Array | undefined {
  const sums = new Uint32Array(count);
  let [at, sum] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    let [value, shift, byte] = [0, 0, 0x80];
    for (; byte >= 0x80 && shift < varintBitsMax; shift += 7, at += 1) {
      byte = bytes[at] ?? 0x80;
      value |= (byte & 0x7f) << shift;
    }
    sum += value;
    if (byte >= 0x80 || sum > sumMax) return undefined;
    sums[index] = sum;
  }
  return at === bytes.length ? sums : undefined;
}
