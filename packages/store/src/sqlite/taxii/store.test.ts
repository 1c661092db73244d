import { DatabaseSync } from "node:sqlite";

import { textOf } from "@tocsin/kernel";
import { describe, expect, test } from "vitest";

import { type TaxiiObject, taxiiPageBytesMax, type TaxiiQuery } from "../../taxii-store.ts";
import { scratchFolder } from "../engine/scratch-folder.ts";
import { openTaxiiStore, taxiiStoreInMemory } from "./store.ts";

const nowUs = Date.UTC(2026, 10, 21) * 1000;
const last = { all: false, first: false, last: true, exact: [] };
const all = { ...last, last: false, all: true };
const query: TaxiiQuery = { afterUs: 0, limit: 100, versions: last };

function object(
  id: string,
  version: string,
  json = `{"id":"${id}","v":"${version}"}`,
): TaxiiObject {
  return { id, type: "indicator", specVersion: "2.1", version, json };
}

const v1 = "2020-01-01T00:00:00.000Z";
const v2 = "2020-01-02T00:00:00.000Z";
const v3 = "2020-01-03T00:00:00.0Z";

describe("the store of a TAXII server", () => {
  test("objects come back as they were, in the order of adding, also after reopening", async () => {
    using folder = scratchFolder();
    const file = folder.file("taxii.sqlite");
    {
      await using store = await openTaxiiStore({ file });
      const objects = [object("b", v1), object("a", v1, '{ "as" : "it came" }')];
      expect(await store.put("c", objects, nowUs)).toEqual(["added", "added"]);
      expect(await store.put("c", objects, nowUs)).toEqual(["same", "same"]);
      expect(await store.put("d", [object("x", v1)], nowUs)).toEqual(["added"]);
    }
    await using store = await openTaxiiStore({ file });
    const page = await store.objects("c", query);
    expect(textOf(page.json)).toBe(`{"id":"b","v":"${v1}"},{ "as" : "it came" }`);
    expect(page).toMatchObject({ count: 2, firstUs: nowUs, lastUs: nowUs + 1, more: false });
  });

  test("a page has room around it where that is asked for, and no more bytes than may be", async () => {
    await using store = taxiiStoreInMemory();
    const large = (id: string): TaxiiObject =>
      object(id, v1, JSON.stringify({ id, x: "ä".repeat(taxiiPageBytesMax / 4) }));
    const objects = [object("a", v1, '{"id":"ä"}'), large("b"), large("c"), object("d", v1)];
    await store.put("c", objects, nowUs);
    const first = await store.objects("c", { ...query, limit: 1, room: 5 });
    expect(textOf(first.json)).toBe('     {"id":"ä"}  ');
    const whole = await store.objects("c", query);
    expect(whole).toMatchObject({ count: 2, more: true, lastUs: nowUs + 1 });
    const rest = await store.objects("c", { ...query, afterUs: nowUs + 1 });
    expect(rest).toMatchObject({ count: 2, more: false });
    expect(JSON.parse(`[${textOf(rest.json) ?? ""}]`)).toMatchObject([{ id: "c" }, { id: "d" }]);
  });

  test("a bit that flipped on the disk is noticed", async () => {
    using folder = scratchFolder();
    const file = folder.file("taxii.sqlite");
    {
      await using store = await openTaxiiStore({ file });
      await store.put("c", [object("a", v1), object("b", v1), object("d", v1)], nowUs);
    }
    for (const json of ["replace(json, 'b', 'c')", "json || ' '"]) {
      const raw = new DatabaseSync(file);
      raw.exec(`UPDATE object SET json = ${json} WHERE id = 'b'`);
      raw.close();
      await using store = await openTaxiiStore({ file });
      await expect(store.objects("c", query)).rejects.toMatchObject({ code: "store-damaged" });
    }
  });

  test("pages go on after the last entry, whatever the clock does", async () => {
    await using store = taxiiStoreInMemory();
    await store.put(
      "c",
      Array.from({ length: 5 }, (_, at) => object(`o${at}`, v1)),
      nowUs,
    );
    await store.put("c", [object("late", v1)], nowUs - 1_000_000);
    const seen: string[] = [];
    let afterUs = 0;
    for (;;) {
      const page = await store.objects("c", { ...query, afterUs, limit: 2 });
      seen.push(
        ...Array.from((textOf(page.json) ?? "").matchAll(/"id":"(\w+)"/g), (it) => it[1] ?? ""),
      );
      afterUs = page.lastUs ?? 0;
      if (!page.more) break;
    }
    expect(seen).toEqual(["o0", "o1", "o2", "o3", "o4", "late"]);
  });

  test("versions: first, last, all, exact; two contents of one version collide", async () => {
    await using store = taxiiStoreInMemory();
    expect(
      await store.put("c", [object("a", v2), object("a", v3), object("a", v1)], nowUs),
    ).toEqual(["added", "added", "added"]);
    expect(await store.put("c", [object("a", v2, "{}")], nowUs)).toEqual(["collision"]);
    const found = async (versions: TaxiiQuery["versions"]): Promise<string> =>
      (await store.versions("c", "a", { ...query, versions })).json;
    expect(await found(last)).toBe(`"${v3}"`);
    expect(await found({ ...last, last: false, first: true })).toBe(`"${v1}"`);
    expect(await found({ ...last, first: true })).toBe(`"${v3}","${v1}"`);
    expect(await found({ ...last, last: false, exact: [v2] })).toBe(`"${v2}"`);
    expect(await found(all)).toBe(`"${v2}","${v3}","${v1}"`);
    const manifest = await store.manifest("c", query);
    expect(JSON.parse(`[${manifest.json}]`)).toEqual([
      {
        id: "a",
        date_added: "2026-11-21T00:00:00.000001Z",
        version: v3,
        media_type: "application/stix+json;version=2.1",
      },
    ]);
  });

  test("what has no version has the time of its adding as one", async () => {
    await using store = taxiiStoreInMemory();
    expect(await store.put("c", [object("a", "")], nowUs)).toEqual(["added"]);
    expect(await store.put("c", [object("a", "")], nowUs + 5)).toEqual(["same"]);
    expect(await store.put("c", [object("a", "", '{"id":"a","n":1}')], nowUs + 9)).toEqual([
      "added",
    ]);
    expect((await store.versions("c", "a", { ...query, versions: all })).json).toBe(
      '"2026-11-21T00:00:00.000000Z","2026-11-21T00:00:00.000009Z"',
    );
  });

  test("filters are joined by AND, their values by OR", async () => {
    await using store = taxiiStoreInMemory();
    const malware = { ...object("m", v1), type: "malware" };
    await store.put("c", [object("a", v1), object("b", v1), malware], nowUs);
    const count = async (filter: Partial<TaxiiQuery>): Promise<number> =>
      (await store.objects("c", { ...query, ...filter })).count;
    expect(await count({ ids: ["a", "m"] })).toBe(2);
    expect(await count({ ids: ["a", "m"], types: ["malware"] })).toBe(1);
    expect(await count({ specVersions: ["2.0"] })).toBe(0);
    expect(await count({ types: ["indicator", "malware"], specVersions: ["2.1"] })).toBe(3);
  });

  test("a removal takes one version or all, and what is left has ends again", async () => {
    await using store = taxiiStoreInMemory();
    await store.put("c", [object("a", v1), object("a", v2), object("a", v3)], nowUs);
    expect(await store.remove("c", "a", { versions: last })).toBe(1);
    expect((await store.versions("c", "a", query)).json).toBe(`"${v2}"`);
    expect(await store.remove("c", "a", { versions: all })).toBe(2);
    expect(await store.has("c", "a")).toBe(false);
    expect(await store.remove("c", "a", { versions: all })).toBe(0);
  });

  test("a publication is whole with its cursor; a removal comes before what replaces it", async () => {
    await using store = taxiiStoreInMemory();
    expect(await store.cursor()).toBe(0);
    await store.publish(
      { cursor: 7, puts: [{ collection: "c", objects: [object("a", v1)] }], removes: [] },
      nowUs,
    );
    await store.publish(
      {
        cursor: 9,
        puts: [{ collection: "c", objects: [object("a", v1, "{}")] }],
        removes: [{ collection: "c", ids: ["a"] }],
      },
      nowUs,
    );
    expect(await store.cursor()).toBe(9);
    expect(textOf((await store.objects("c", query)).json)).toBe("{}");
  });

  test("an object that others name stays when one that named it goes", async () => {
    await using store = taxiiStoreInMemory();
    const observed = (id: string, json: string): TaxiiObject => ({
      ...object(id, v1, json),
      type: "observed-data",
    });
    const objects = [
      observed("o1", '["x","y"]'),
      observed("o2", '["x"]'),
      object("x", ""),
      object("y", ""),
    ];
    await store.publish({ cursor: 1, puts: [{ collection: "c", objects }], removes: [] }, nowUs);
    const removes = [{ collection: "c", ids: ["o1"], sharedIds: ["x", "y"] }];
    await store.publish({ cursor: 2, puts: [], removes }, nowUs);
    expect([await store.has("c", "x"), await store.has("c", "y")]).toEqual([true, false]);
  });

  test("a status is kept", async () => {
    await using store = taxiiStoreInMemory();
    await store.saveStatus("s", "{}", nowUs);
    expect(await store.status("s")).toBe("{}");
    expect(await store.status("t")).toBeUndefined();
  });
});
