/**
 * What the tagger knows: for each feature how rare it is and which techniques it speaks for or
 * against. In its file as columns of numbers, which are used as they stand there.
 */

import { type Columns, packColumns } from "@tocsin/kernel/columns";

/** Stands among the techniques for texts that name none. */
export const noTechnique = "none";

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

/** `facts`: where the weights are from, and what may be done with them. */
export function packTable(
  facts: Readonly<Record<string, string>>,
  table: TechniqueTable,
): Uint8Array<ArrayBuffer> {
  const { labels, scales, biases, features, rarities, starts, entryLabels, entryWeights } = table;
  const { rarityUnit, certainty, noneLead } = table;
  const { margin, lead, offset } = certainty;
  return packColumns(
    { ...facts, labels: labels.join(" ") },
    {
      numbers: Float64Array.of(rarityUnit, margin, lead, offset, noneLead),
      scales,
      biases,
      features,
      rarities,
      starts,
      entryLabels,
      entryWeights,
    },
  );
}

/** Throws where the columns do not fit one another; the numbers in them are taken as they are. */
export function parseTable({ facts, column }: Columns): TechniqueTable {
  const labels = (facts.get("labels") ?? "").split(" ");
  const [rarityUnit = 0, margin = 0, lead = 0, offset = 0, noneLead = 0] = column(
    "numbers",
    Float64Array,
    5,
  );
  const rarities = column("rarities", Uint8Array);
  const starts = column("starts", Uint32Array, rarities.length + 1);
  const entries = starts.at(-1) ?? 0;
  return {
    labels,
    scales: column("scales", Float32Array, labels.length),
    biases: column("biases", Float32Array, labels.length),
    features: column("features", Uint32Array, rarities.length),
    rarities,
    rarityUnit,
    starts,
    entryLabels: column("entryLabels", Uint16Array, entries),
    entryWeights: column("entryWeights", Int8Array, entries),
    certainty: { margin, lead, offset },
    noneLead,
  };
}
