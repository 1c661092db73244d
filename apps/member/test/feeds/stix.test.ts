import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { type Answer, type Asked, FeedWorld } from "./feed-world.ts";

let world: FeedWorld;
let others: FeedWorld["others"];
let imports: FeedWorld["imports"];

beforeEach(async () => {
  world = await FeedWorld.open();
  ({ others, imports } = world);
});

afterEach(() => world[Symbol.asyncDispose]());

function indicator(at: number, name: string, more = {}): object {
  return {
    type: "indicator",
    spec_version: "2.1",
    id: `indicator--8e2e2d2b-17d4-4cbf-938f-${String(at).padStart(12, "0")}`,
    created: "2020-01-01T00:00:00.000Z",
    modified: "2020-01-01T00:00:00.000Z",
    pattern: `[domain-name:value = '${name}']`,
    pattern_type: "stix",
    valid_from: "2020-01-01T00:00:00Z",
    ...more,
  };
}

const envelope = (objects: readonly object[], more = {}) => JSON.stringify({ ...more, objects });

describe("a TAXII collection", () => {
  const lastHeader = (at: number) => ({
    "x-taxii-date-added-last": `2026-01-01T00:00:0${at}.000000Z`,
  });
  const pages: Answer[] = [
    {
      headers: lastHeader(1),
      body: envelope([indicator(1, "one.evil.net")], { more: true, next: "p2" }),
    },
    {
      headers: lastHeader(2),
      body: envelope([indicator(2, "two.evil.net")], { more: true, next: "p3" }),
    },
    { headers: lastHeader(3), body: envelope([indicator(3, "three.evil.net")]) },
  ];
  const pageOf = ({ url }: Asked): Answer => {
    if (url.searchParams.get("added_after") === "2026-01-01T00:00:03.000000Z") return "{}";
    return pages[Number(url.searchParams.get("next")?.slice(1) ?? 1) - 1] ?? { status: 400 };
  };

  test("is read page by page, and then only what was added since", async () => {
    others.answers = pageOf;
    const id = await world.add("taxii", "/api/collections/c1/", {
      auth: { scheme: "basic", user: "us", secret: "key" },
    });
    expect(await world.sync(id)).toMatchObject({ added: 3, refused: 0 });
    expect(await world.known()).toEqual(["one.evil.net", "three.evil.net", "two.evil.net"]);
    expect(others.asked[0]?.url.pathname).toBe("/api/collections/c1/objects/");
    expect(others.asked[0]?.headers).toMatchObject({
      accept: "application/taxii+json;version=2.1",
      authorization: `Basic ${Buffer.from("us:key").toString("base64")}`,
    });
    expect(await world.sync(id)).toMatchObject({ added: 0, changed: 0 });
    const last = others.asked.at(-1)?.url.searchParams;
    expect(last?.get("added_after")).toBe("2026-01-01T00:00:03.000000Z");
  });

  test("goes on where it was cut, and asks again from the start where that place is forgotten", async () => {
    let broken = true;
    others.answers = (asked) =>
      broken && asked.url.searchParams.get("next") === "p3" ? { status: 500 } : pageOf(asked);
    const id = await world.add("taxii", "/api/collections/c1/");
    await expect(world.sync(id)).rejects.toMatchObject({ code: "remote-refused" });
    expect(await world.known()).toEqual(["one.evil.net", "two.evil.net"]);
    expect((await imports.list())[0]).toMatchObject({ failures: 1, code: "remote-refused" });
    broken = false;
    others.asked.length = 0;
    expect(await world.sync(id)).toMatchObject({ added: 1 });
    expect(others.asked.map((it) => it.url.searchParams.get("next"))).toEqual(["p3"]);

    await imports.remove(id);
    broken = true;
    const again = await world.add("taxii", "/api/collections/c1/");
    await expect(world.sync(again)).rejects.toThrow();
    others.answers = (asked) =>
      asked.url.searchParams.get("next") === "p3" && others.asked.length < 3
        ? { status: 400 }
        : pageOf(asked);
    others.asked.length = 0;
    expect(await world.sync(again)).toMatchObject({ added: 1 });
  });

  test("honours what is revoked, and an older version does not bring it back", async () => {
    const versions = [
      indicator(1, "one.evil.net"),
      indicator(1, "one.evil.net", { modified: "2020-02-01T00:00:00.000Z", revoked: true }),
      indicator(1, "one.evil.net", { modified: "2020-01-15T00:00:00.000Z" }),
    ];
    others.answers = () => envelope(versions.splice(0, 1));
    const id = await world.add("taxii", "/collections/c1/");
    expect(await world.sync(id)).toMatchObject({ added: 1 });
    expect(await world.sync(id)).toMatchObject({ removed: 1 });
    expect(await world.sync(id)).toMatchObject({ refused: 1 });
    expect(await world.known()).toEqual([]);
  });

  test("is found behind a server where there is only one", async () => {
    others.answers = ({ url }) => {
      if (url.pathname === "/taxii2/") return JSON.stringify({ api_roots: ["/api1/", "/api2/"] });
      if (url.pathname === "/api1/collections/") {
        return JSON.stringify({ collections: [{ id: "a", can_read: false }, { id: "b" }] });
      }
      if (url.pathname === "/api2/collections/") return "{}";
      return envelope([indicator(1, "one.evil.net")]);
    };
    const id = await world.add("taxii", "/taxii2/");
    expect(await world.sync(id)).toMatchObject({ added: 1 });
    expect(others.asked.at(-1)?.url.pathname).toBe("/api1/collections/b/objects/");
    others.answers = ({ url }) =>
      url.pathname.endsWith("/collections/")
        ? JSON.stringify({ collections: [{ id: "a" }, { id: "b" }] })
        : JSON.stringify({ title: "root" });
    const other = await imports.add({
      name: "choice",
      kind: "taxii",
      url: `${others.url}/root`,
      allowPrivate: true,
    });
    await expect(world.sync(other.id)).rejects.toMatchObject({ code: "message-invalid" });
  });

  test.each<[string, (asked: Asked) => Answer, string]>([
    [
      "pages without an end",
      () => envelope([indicator(1, "a.evil.net")], { more: true, next: "x" }),
      "remote-answer-invalid",
    ],
    [
      "more, and no way on",
      () => envelope([indicator(1, "a.evil.net")], { more: true }),
      "remote-answer-invalid",
    ],
    ["a web page", () => "<html></html>", "remote-answer-invalid"],
    ["a bundle of something else", () => '{"objects":{}}', "remote-answer-invalid"],
    [
      "deep nesting",
      () => `{"objects":[${'{"a":'.repeat(5000)}1${"}".repeat(5000)}]}`,
      "remote-answer-invalid",
    ],
    [
      "a redirect into the private network",
      () => ({ status: 302, headers: { location: "http://10.0.0.1/" } }),
      "address-private",
    ],
    [
      "a redirect to a file",
      () => ({ status: 302, headers: { location: "file:///etc/passwd" } }),
      "message-invalid",
    ],
  ])("is refused with %s, and nothing of a broken page is kept", async (_name, answers, code) => {
    others.answers = answers;
    const id = await world.add("taxii", "/collections/c1/");
    await expect(world.sync(id)).rejects.toMatchObject({ code });
    expect((await imports.list())[0]).toMatchObject({ failures: 1, code, goodMs: null });
  });

  test("has objects that are refused one by one", async () => {
    others.answers = () =>
      envelope([
        indicator(1, "good.evil.net"),
        indicator(2, "x.evil.net", { pattern: undefined }),
        indicator(3, "future.evil.net", { modified: "2099-01-01T00:00:00.000Z" }),
        indicator(4, "localhost"),
        JSON.parse('{"__proto__":{"a":1},"type":"indicator"}') as object,
      ]);
    const result = await world.sync(await world.add("taxii", "/collections/c1/"));
    expect(result).toMatchObject({ added: 2, refused: 3 });
    expect(result.refusals.join()).not.toContain("evil.net");
    expect(await world.known()).toEqual(["good.evil.net"]);
  });
});

describe("a STIX bundle at an address", () => {
  const bundle = (...objects: object[]) =>
    JSON.stringify({ type: "bundle", id: "bundle--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f", objects });

  test("is the whole: what it names no more is taken back, and asked for only when it changed", async () => {
    const texts = [
      bundle(indicator(1, "a.evil.net"), indicator(2, "b.evil.net")),
      bundle(indicator(1, "a.evil.net")),
    ];
    others.answers = ({ headers }) => {
      const etag = `"${others.asked.length < 3 ? 1 : 2}"`;
      if (headers["if-none-match"] === etag) return { status: 304 };
      return { headers: { etag }, body: texts[etag === '"1"' ? 0 : 1] ?? "" };
    };
    const id = await world.add("stix");
    expect(await world.sync(id)).toMatchObject({ added: 2 });
    expect(await world.sync(id)).toMatchObject({ added: 0, removed: 0 });
    expect(await world.sync(id)).toMatchObject({ removed: 1 });
    expect(await world.known()).toEqual(["a.evil.net"]);
    expect(world.changes).toBe(2);
  });

  test("is not believed where it nearly vanished, unless a person says so", async () => {
    const many = Array.from({ length: 30 }, (_it, at) => indicator(at, `n${at}.evil.net`));
    others.answers = () => bundle(...many);
    const id = await world.add("stix");
    await world.sync(id);
    others.answers = () => bundle(indicator(1, "n1.evil.net"));
    await expect(world.sync(id)).rejects.toMatchObject({ code: "copy-shrunk" });
    expect(await world.known()).toHaveLength(30);
    expect(await world.sync(id, true)).toMatchObject({ removed: 29 });
  });

  test("that is cut short changes nothing of what is there", async () => {
    others.answers = () => bundle(indicator(1, "a.evil.net"));
    const id = await world.add("stix");
    await world.sync(id);
    others.answers = () => bundle(indicator(2, "b.evil.net")).slice(0, -20);
    await expect(world.sync(id)).rejects.toMatchObject({ code: "remote-answer-invalid" });
    expect(await world.known()).toEqual(["a.evil.net"]);
  });

  test("keeps how strictly it is marked and until when it holds", async () => {
    const red = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1";
    others.answers = () =>
      bundle(
        indicator(1, "red.evil.net", { object_marking_refs: [red] }),
        indicator(2, "old.evil.net", { valid_until: "2021-01-01T00:00:00Z" }),
      );
    await world.sync(await world.add("stix"));
    expect((await imports.values(0, 10)).items).toMatchObject([
      { value: "red.evil.net", tlp: "red" },
    ]);
  });
});
