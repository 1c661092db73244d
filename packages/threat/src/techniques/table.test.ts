import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { featureSpace } from "./features.ts";
import { type PackedTable, packTable, parsePackedTable, type TechniqueTable } from "./table.ts";

const labels = ["T1027", "T1059.003", "none"];

const tables: fc.Arbitrary<TechniqueTable> = fc
  .uniqueArray(
    fc.record({
      feature: fc.integer({ min: 0, max: featureSpace - 1 }),
      rarity: fc.integer({ min: 0, max: 255 }),
      entries: fc.array(fc.tuple(fc.nat(labels.length - 1), fc.integer({ min: -127, max: 127 }))),
    }),
    { selector: (it) => it.feature, maxLength: 200 },
  )
  .map((rows) => {
    rows.sort((a, b) => a.feature - b.feature);
    const starts = [0];
    for (const { entries } of rows) starts.push((starts.at(-1) ?? 0) + entries.length);
    const entries = rows.flatMap((row) => row.entries);
    return {
      labels,
      scales: Float32Array.of(0.5, 0.25, 0.125),
      biases: Float32Array.of(-1, -1, 1),
      features: Uint32Array.from(rows, (row) => row.feature),
      rarities: Uint8Array.from(rows, (row) => row.rarity),
      rarityUnit: 0.04,
      starts: Uint32Array.from(starts),
      entryLabels: Uint16Array.from(entries, ([label]) => label),
      entryWeights: Int8Array.from(entries, ([, weight]) => weight),
      certainty: { margin: 2, lead: 3, offset: -0.1 },
      noneLead: 0.3,
    };
  });

const small: PackedTable = packTable({
  labels,
  scales: Float32Array.of(0.5, 0.25, 0.125),
  biases: Float32Array.of(-1, -1, 1),
  features: Uint32Array.of(3, 900),
  rarities: Uint8Array.of(7, 9),
  rarityUnit: 0.04,
  starts: Uint32Array.of(0, 1, 3),
  entryLabels: Uint16Array.of(0, 1, 2),
  entryWeights: Int8Array.of(5, -5, 1),
  certainty: { margin: 2, lead: 3, offset: -0.1 },
  noneLead: 0.3,
});

describe("the packed table", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(tables, (table) => {
        const packed: unknown = JSON.parse(JSON.stringify(packTable(table)));
        expect(parsePackedTable(packed)).toEqual(table);
      }),
    );
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a field too few", { ...small, weights: undefined }],
    ["labels without scales", { ...small, labels: "T1027 none" }],
    ["too many labels", { ...small, labels: Array.from({ length: 2000 }, () => "x").join(" ") }],
    ["a label that there is not", { ...small, labelsLow: "AAH/" }],
    ["entries cut off", { ...small, weights: "BfsA".slice(0, 2) }],
    ["features cut off", { ...small, features: "Aw==" }],
    ["features too many", { ...small, features: "A4EHAQ==" }],
    ["a feature twice", { ...small, features: "AwA=" }],
    ["a feature beyond the space", { ...small, features: "A////38=" }],
    ["a number without an end", { ...small, features: "A4CAgICA" }],
    ["counts that do not fit", { ...small, counts: "AQE=" }],
    ["no unit", { ...small, rarityUnit: 0 }],
  ])("is refused with %s", (_, value) => {
    expect(parsePackedTable(value)).toBeUndefined();
  });
});
