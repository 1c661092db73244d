import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseColumns } from "@tocsin/kernel/columns";

import { featureSpace } from "./features.ts";
import { builtInTagger } from "./model.ts";
import { noTechnique, packTable, parseTable, type TechniqueTable } from "./table.ts";

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

const read = (table: TechniqueTable): TechniqueTable | undefined => {
  const columns = parseColumns(packTable({ source: "a test" }, table));
  return columns === undefined ? undefined : parseTable(columns);
};

const small: TechniqueTable = {
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
};

describe("a table in its file", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(tables, (table) => {
        expect(read(table)).toEqual(table);
      }),
    );
  });

  it.each<[string, Partial<TechniqueTable>]>([
    ["labels without scales", { labels: ["T1027", "none"] }],
    ["a bias too few", { biases: Float32Array.of(1, 1) }],
    ["entries cut off", { entryWeights: Int8Array.of(5, -5) }],
    ["a label too many", { entryLabels: Uint16Array.of(0, 1, 2, 2) }],
    ["a feature too few", { features: Uint32Array.of(3) }],
    ["a rarity too many", { rarities: Uint8Array.of(7, 9, 9) }],
    ["entries of no feature", { starts: Uint32Array.of(0, 1) }],
  ])("is refused with %s", (_, wrong) => {
    expect(() => read({ ...small, ...wrong })).toThrow();
  });

  it("is whole as it comes with the product", () => {
    const { table } = builtInTagger();
    const isAscending = (numbers: Uint32Array): boolean =>
      numbers.every((it, at) => at === 0 || it >= (numbers[at - 1] ?? 0));
    expect(isAscending(table.starts) && isAscending(table.features)).toBe(true);
    expect(table.features.at(-1)).toBeLessThan(featureSpace);
    expect(table.entryLabels.every((label) => label < table.labels.length)).toBe(true);
    expect(table.labels).toContain(noTechnique);
  });
});
