/** A report's features under the shipped model, made where the facts are: what then crosses holds no value. */

import { encodeFeatures, type EncodedKind, usualIds } from "./encoded-features.ts";
import type { Compared } from "./comparison.ts";
import { type Reason, reasonsOf } from "./explanation.ts";
import type { IncidentFacts } from "./facts.ts";
import { featuresOf } from "./features.ts";
import { benignExcept } from "./indicator-features.ts";
import { builtInModel, type Model } from "./model.ts";
import { packFeatures } from "./packed-features.ts";
import type { Weights } from "./weights.ts";

export interface Encoder {
  readonly weights: Weights;
  encode(facts: IncidentFacts): EncodedReport;
}

export interface EncodedReport {
  readonly packed: Uint8Array;
  /** Of a comparison with this report's features, and the shares that were usual then. */
  reasons(compared: Compared, shares: readonly (readonly number[])[]): Reason[];
}

export interface EncoderOptions {
  readonly model?: Model;
  /** Lists of harmless values that count as real here, such as documentation addresses. */
  readonly ignoredBenignLists?: ReadonlySet<string>;
}

/** `seed`: the same as that of the index in which the features are compared. */
export function createEncoder(
  seed: number,
  { model = builtInModel, ignoredBenignLists = new Set() }: EncoderOptions = {},
): Encoder {
  const benign = benignExcept(ignoredBenignLists);
  const usual = usualIds(model.usual, seed);
  const { weights } = model;
  return {
    weights,
    encode: (facts) => {
      const features: readonly EncodedKind[] = encodeFeatures(featuresOf(facts, benign), seed);
      return {
        packed: packFeatures(features, usual),
        reasons: (compared, shares) =>
          reasonsOf(
            weights,
            compared,
            features,
            shares.map((it) => Float64Array.from(it)),
          ),
      };
    },
  };
}
