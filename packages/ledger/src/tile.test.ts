import fc from "fast-check";
import { expect, test } from "vitest";

import vectors from "../../../vectors/c2sp-tlog.json" with { type: "json" };
import { auditLog } from "./audit.ts";
import { encodeBundle, parseBundle } from "./bundle.ts";
import { rootOf } from "./frontier.ts";
import { appendEntries, emptyEdge, frontierOf, loadEdge } from "./log-edge.ts";
import { naiveRoot, tileShelf } from "./naive-tree.ts";
import { parseTilePath, type Tile, tilePath, tileWidthIn } from "./tile.ts";

const leafOf = (at: number) => new Uint8Array([at >> 16, at >> 8, at]);
const levelOf = (level: string | number): Tile["level"] =>
  level === "entries" ? level : Number(level);

test("tile paths are those of the specification", () => {
  for (const { level, index, width, path } of vectors.tilePaths) {
    const tile = { level: levelOf(level), index, width };
    expect(tilePath(tile)).toBe(path);
    expect(parseTilePath(path)).toEqual(tile);
  }
});

test("a tile path survives parsing", () => {
  const anyTile = fc.record({
    level: fc.constantFrom<Tile["level"]>(0, 1, 2, "entries"),
    index: fc.nat(60_000),
    width: fc.integer({ min: 1, max: 256 }),
  });
  fc.assert(
    fc.property(anyTile, (tile) => {
      expect(parseTilePath(tilePath(tile))).toEqual(tile);
    }),
  );
});

test.each([
  "",
  "tile/0",
  "tile/0/0",
  "tile/00/000",
  "tile/5/000",
  "tile/5/000.p/2",
  "tile/64/000",
  "tile/-1/000",
  "tile/0/1234",
  "tile/0/001/234",
  "tile/0/x000/001",
  "tile/0/x001/x234",
  "tile/0/x999/x999/x999/x999/x999/999",
  "tile/4/001",
  "tile/0/000.p/0",
  "tile/0/000.p/00",
  "tile/0/000.p/01",
  "tile/0/000.p/256",
  "tile/0/000.p/999",
  "tile/0/000.p/",
  "tile/0/000/",
  "/tile/0/000",
  "tile/0/000\n",
  "tile/0/٠٠٠",
  "tile/entries/../checkpoint",
  "tile/data/000",
  "TILE/0/000",
])("refuses the path %j", (path) => {
  expect(parseTilePath(path)).toBeUndefined();
});

test("a tree of 70,000 has the tiles that the specification counts", () => {
  for (const [level, [full = 0, partial = 0]] of Object.entries(vectors.tilesOf70000)) {
    for (let index = 0; index < full; index += 1) {
      expect(tileWidthIn(Number(level), index, 70_000)).toBe(256);
    }
    expect(tileWidthIn(Number(level), full, 70_000)).toBe(partial);
    expect(tileWidthIn(Number(level), full + 1, 70_000)).toBe(0);
  }
  expect(tileWidthIn(3, 0, 70_000)).toBe(0);
  expect([tileWidthIn(0, 0, 256), tileWidthIn(1, 0, 256)]).toEqual([256, 1]);
});

test("an append gives exactly the tiles that are new or longer", () => {
  const first = appendEntries(
    emptyEdge,
    Array.from({ length: 255 }, (_, at) => leafOf(at)),
  );
  expect(first.files.map(({ path }) => path)).toEqual([
    "tile/entries/000.p/255",
    "tile/0/000.p/255",
  ]);
  const second = appendEntries(first.edge, [leafOf(255), leafOf(256)]);
  expect(second.files.map(({ path }) => path)).toEqual([
    "tile/entries/000",
    "tile/entries/001.p/1",
    "tile/0/000",
    "tile/0/001.p/1",
    "tile/1/000.p/1",
  ]);
  const third = appendEntries(second.edge, [leafOf(257)]);
  expect(third.files.map(({ path }) => path)).toEqual(["tile/entries/001.p/2", "tile/0/001.p/2"]);
  expect(appendEntries(third.edge, []).files).toEqual([]);
});

test("a log that grew in any steps has the same edge, root and tiles", async () => {
  const anySteps = fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const shelf = tileShelf();
      let edge = emptyEdge;
      const all: Uint8Array[] = [];
      for (const step of steps) {
        const fresh = Array.from({ length: step }, (_, at) => leafOf(all.length + at));
        all.push(...fresh);
        const grown = appendEntries(edge, fresh);
        shelf.put(grown.files);
        edge = grown.edge;
      }
      expect(rootOf(frontierOf(edge))).toEqual(naiveRoot(all));
      expect(await loadEdge(shelf, all.length)).toEqual(edge);
      const audit = await auditLog(shelf, { size: all.length, root: naiveRoot(all) });
      expect(audit).toEqual({ ok: true, edge });
    }),
    { numRuns: 20 },
  );
});

test("the audit finds every flipped bit of every tile and bundle, and the missing ones", async () => {
  const shelf = tileShelf();
  const all = Array.from({ length: 600 }, (_, at) => leafOf(at));
  const { files, edge } = appendEntries(emptyEdge, all);
  shelf.put(files);
  const tree = { size: 600, root: rootOf(frontierOf(edge)) };
  for (const { path, bytes } of files) {
    for (const at of [0, 1, 2, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const bent = bytes.slice();
      bent[at] = (bent[at] ?? 0) ^ 1;
      shelf.files.set(path, bent);
      expect(await auditLog(shelf, tree)).toMatchObject({ ok: false });
    }
    shelf.files.delete(path);
    expect(await auditLog(shelf, tree)).toEqual({ ok: false, why: "tile-missing", path });
    shelf.files.set(path, bytes);
  }
  expect(await auditLog(shelf, tree)).toMatchObject({ ok: true });
  const lie = { size: 600, root: new Uint8Array(32) };
  expect(await auditLog(shelf, lie)).toEqual({ ok: false, why: "wrong-root" });
  const absurd = { size: Number.NaN, root: new Uint8Array(32) };
  expect(await auditLog(shelf, absurd)).toEqual({ ok: false, why: "absurd-size" });
});

test("the audit hands over every entry in order", async () => {
  const shelf = tileShelf();
  const all = Array.from({ length: 300 }, (_, at) => leafOf(at));
  const { files, edge } = appendEntries(emptyEdge, all);
  shelf.put(files);
  const seen: Uint8Array[] = [];
  await auditLog(shelf, { size: 300, root: rootOf(frontierOf(edge)) }, (entries, first) => {
    expect(first).toBe(seen.length);
    seen.push(...entries);
  });
  expect(seen).toEqual(all);
});

test("an edge is not loaded from missing or cut tiles, nor for an absurd size", async () => {
  const shelf = tileShelf();
  const { files } = appendEntries(
    emptyEdge,
    Array.from({ length: 300 }, (_, at) => leafOf(at)),
  );
  shelf.put(files);
  expect(await loadEdge(shelf, 299)).toBeUndefined();
  expect(await loadEdge(shelf, -1)).toBeUndefined();
  shelf.files.set("tile/1/000.p/1", new Uint8Array(31));
  expect(await loadEdge(shelf, 300)).toBeUndefined();
});

test("a bundle survives encoding", () => {
  const anyEntries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 });
  fc.assert(
    fc.property(anyEntries, (entries) => {
      expect(parseBundle(encodeBundle(entries), entries.length)).toEqual(entries);
      expect(parseBundle(encodeBundle(entries), entries.length + 1)).toBeUndefined();
      expect(parseBundle(encodeBundle(entries), entries.length - 1)).toBeUndefined();
    }),
    { numRuns: 50 },
  );
  expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
});

test.each([
  ["nothing", [], 1],
  ["half a length", [0], 1],
  ["a length without its entry", [0, 1], 1],
  ["a byte too many", [0, 0, 0], 1],
  ["more entries than a bundle holds", new Array<number>(514).fill(0), 257],
  ["no entries", [], 0],
])("refuses a bundle with %s", (_, bytes, width) => {
  expect(parseBundle(new Uint8Array(bytes), width)).toBeUndefined();
});
