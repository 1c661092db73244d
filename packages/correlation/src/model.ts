/** What was learned, as it is shipped: data/weights.json, made by scripts/make-weights.ts. */

import { z } from "zod";

import data from "../data/weights.json" with { type: "json" };
import { commonSoftware } from "./common-software.ts";
import { kindNames } from "./kinds.ts";
import type { UsualCount } from "./encoded-features.ts";
import type { Weights } from "./weights.ts";

export interface Model {
  /** Of two reports by themselves. */
  readonly weights: Weights;
  /** Of two incidents of a pile, whose themes and styles are known. */
  readonly pileWeights: Weights;
  readonly usual: readonly UsualCount[];
}

const kind = z.enum(kindNames);
const weightsSchema = z.object({
  before: z.number(),
  size: z.number(),
  kinds: z.partialRecord(kind, z.object({ for: z.number(), against: z.number() })),
});

function readModel(): Model {
  const usual = data.usual.flatMap(({ kind: name, items }) =>
    items.split(" ").map((entry) => {
      const at = entry.lastIndexOf(":");
      const item = decodeURIComponent(entry.slice(0, at));
      return { kind: kind.parse(name), item, count: Number(entry.slice(at + 1)) };
    }),
  );
  return {
    weights: weightsSchema.parse(data.weights),
    pileWeights: weightsSchema.parse(data.pileWeights),
    usual: [...usual, ...commonSoftware],
  };
}

export const builtInModel: Model = readModel();
