import { describe, expect, test } from "vitest";

import { VersionTable } from "./versions.ts";

const base = {
  id: "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
  created: "2016-01-01T00:00:00.000Z",
  modified: "2016-01-02T00:00:00.000Z",
  created_by_ref: "identity--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
};

function judged(...objects: object[]): string[] {
  const table = new VersionTable();
  return objects.map((object) => table.add({ ...object }, JSON.stringify(object)));
}

describe("versions", () => {
  test("the newest of the creator's versions stands", () => {
    const next = { ...base, modified: "2016-01-03T00:00:00.000Z" };
    expect(judged(base, base, next, base)).toEqual(["new", "same", "newer", "older"]);
  });

  test("what may not be is refused: other creators, moved creation, life after revocation", () => {
    const later = { ...base, modified: "2016-01-03T00:00:00.000Z" };
    const latest = { ...base, modified: "2016-01-04T00:00:00.000Z" };
    expect(judged(base, { ...later, created_by_ref: "identity--x" })[1]).toBe("creator-changed");
    expect(judged(base, { ...later, created: "2015-01-01T00:00:00.000Z" })[1]).toBe(
      "created-changed",
    );
    expect(judged(base, { ...base, name: "x" })[1]).toBe("collision");
    expect(judged(base, { ...later, revoked: true }, latest)).toEqual([
      "new",
      "newer",
      "after-revocation",
    ]);
  });

  test("an observable has no versions: other details are a variant", () => {
    const table = new VersionTable();
    table.add({ id: "ipv4-addr--x", value: "192.0.2.1" }, "a");
    expect(table.add({ id: "ipv4-addr--x", value: "192.0.2.1", x_a: 1 }, "b")).toBe("variant");
    expect(table.isRevoked("ipv4-addr--x")).toBe(false);
    expect(table.size).toBe(1);
  });
});
