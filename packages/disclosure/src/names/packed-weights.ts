/** Weights of hashed features as one byte each: a model of odds that is read without a library. */

import { Buffer } from "node:buffer";
import { z } from "zod";

const packedSchema = z.object({
  /** What one step of a weight counts. */
  step: z.number().positive().max(1),
  /** Base64 of signed bytes. */
  weights: z.string(),
});
export type PackedWeights = z.infer<typeof packedSchema>;

export interface Weights {
  readonly step: number;
  readonly steps: Int8Array;
}

const stepsMax = 127;

export function packWeights(weights: Float32Array): PackedWeights {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const step = Math.max(1e-6, most / stepsMax);
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / step));
  return { step, weights: Buffer.from(bytes.buffer).toString("base64") };
}

/** Undefined for anything but what `packWeights` wrote of so many features. */
export function parseWeights(value: unknown, features: number): Weights | undefined {
  const parsed = packedSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const bytes = Buffer.from(parsed.data.weights, "base64");
  if (bytes.length !== features) return undefined;
  return { step: parsed.data.step, steps: Int8Array.from(bytes) };
}

/** Sum of the weights of the first `count` features. */
export function sumOf({ step, steps }: Weights, numbers: Int32Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += steps[numbers[at] ?? 0] ?? 0;
  return sum * step;
}
