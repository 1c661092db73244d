/** The weights that scripts/make-name-models.ts learned. */

import data from "../../data/name-models.json" with { type: "json" };
import { once } from "../text/once.ts";
import { featureBits } from "./features.ts";
import { parseWeights, type Weights } from "./packed-weights.ts";
import { talkBits } from "./talk-features.ts";

export interface NameModels {
  /** Whether a word is part of a person's name. */
  readonly names: Weights;
  /** Whether a text is talk. */
  readonly talk: Weights;
}

/** Undefined for anything but what `trainModels` made. */
export function parseModels(value: unknown): NameModels | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const names = parseWeights("names" in value ? value.names : undefined, 1 << featureBits);
  const talk = parseWeights("talk" in value ? value.talk : undefined, 1 << talkBits);
  return names === undefined || talk === undefined ? undefined : { names, talk };
}

export const builtInModels: () => NameModels = once(() => {
  const models = parseModels(data);
  if (models === undefined) throw new Error("data/name-models.json is not what its script writes");
  return models;
});
