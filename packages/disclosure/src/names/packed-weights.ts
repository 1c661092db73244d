/** Weights of hashed features as one byte each: a model of odds that is read without a library. */

import { Buffer } from "node:buffer";

export interface PackedWeights {
  /** What one step of a weight counts. */
  readonly step: number;
  /** Base64 of signed bytes. */
  readonly weights: string;
}

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
  if (!isPacked(value) || !(value.step > 0 && value.step <= 1)) return undefined;
  const bytes = Buffer.from(value.weights, "base64");
  return bytes.length === features ? { step: value.step, steps: Int8Array.from(bytes) } : undefined;
}

function isPacked(value: unknown): value is PackedWeights {
  if (typeof value !== "object" || value === null) return false;
  if (!("step" in value) || !("weights" in value)) return false;
  return typeof value.step === "number" && typeof value.weights === "string";
}

/** Sum of the weights of the first `count` features. */
export function sumOf({ step, steps }: Weights, numbers: Int32Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += steps[numbers[at] ?? 0] ?? 0;
  return sum * step;
}
