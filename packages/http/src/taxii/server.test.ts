import { systemRandom } from "@tocsin/kernel";
import { type TaxiiObject, taxiiStoreInMemory } from "@tocsin/store";
import { describe, expect, test } from "vitest";

import { createApp } from "../app.ts";
import { silentLog } from "../log.ts";
import { defineRoles } from "../roles.ts";
import { withTaxii } from "./app.ts";
import type { TaxiiCollection } from "./collections.ts";
import { taxiiMediaType } from "./media-types.ts";
import { PageCache, toldOfChanges } from "./page-cache.ts";
import { createTaxiiServer, type TaxiiServerPorts } from "./server.ts";

const nowMs = Date.UTC(2026, 10, 21);
const clock = { now: () => nowMs, sleep: () => Promise.resolve() };
const receivedReports = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c01";
const drafts = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c03";
const uuid = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
const read = `/taxii2/node/collections/${receivedReports}`;
const write = "/taxii2/node/collections/drafts";

function indicator(at: number, modified = "2020-01-01T00:00:00.000Z"): Record<string, unknown> {
  return {
    type: "indicator",
    spec_version: "2.1",
    id: `indicator--8e2e2d2b-17d4-4cbf-938f-${at.toString(16).padStart(12, "0")}`,
    created: "2020-01-01T00:00:00.000Z",
    modified,
    pattern: "[domain-name:value = 'malware.example']",
    pattern_type: "stix",
    valid_from: "2020-01-01T00:00:00Z",
  };
}

function entry(object: Record<string, unknown>): TaxiiObject {
  return {
    id: String(object["id"]),
    type: String(object["type"]),
    specVersion: "2.1",
    version: String(object["modified"]),
    json: JSON.stringify(object),
  };
}

function collectionsOf({ reads, writes }: { reads: boolean; writes: boolean }): TaxiiCollection[] {
  const of = (id: string, alias: string, isOpen: boolean): TaxiiCollection => {
    const told = { title: alias, description: alias };
    return { id, alias, ...told, canRead: reads, canWrite: writes && isOpen };
  };
  return [
    of(receivedReports, "received-reports", false),
    of("5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c02", "warnings-for-us", false),
    of(drafts, "drafts", true),
    of("5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c04", "sightings", true),
  ];
}

interface Opened {
  readonly ask: (path: string, init?: RequestInit & { key?: string }) => Promise<Response>;
  readonly store: ReturnType<typeof taxiiStoreInMemory>;
  readonly taken: string[];
}

function opened(take?: TaxiiServerPorts["take"]): Opened {
  const pages = new PageCache();
  const store = toldOfChanges(taxiiStoreInMemory(), () => {
    pages.forget();
  });
  const taken: string[] = [];
  const keys: Record<string, { reads: boolean; writes: boolean }> = {
    "Bearer reader": { reads: true, writes: false },
    "Bearer writer": { reads: true, writes: true },
    "Bearer sender": { reads: false, writes: true },
  };
  const server = createTaxiiServer({
    store,
    pages,
    clock,
    random: systemRandom,
    root: { name: "node", title: "Tocsin member node", description: "For tests." },
    collectionsFor: ({ header }) => {
      const key = keys[header("authorization") ?? ""];
      return Promise.resolve(key === undefined ? undefined : collectionsOf(key));
    },
    take:
      take ??
      (({ alias }, { good }) => {
        taken.push(...good.map(({ object }) => `${alias} ${object.type}`));
        return Promise.resolve();
      }),
  });
  const app = createApp({
    roles: defineRoles("anyone"),
    routes: [],
    identify: () => "anyone",
    clock: { now: () => nowMs, sleep: () => new Promise(() => undefined) },
    random: systemRandom,
    log: silentLog,
  });
  const both = withTaxii(app, server);
  const ask: Opened["ask"] = (path, { key = "writer", ...init } = {}) => {
    const headers = new Headers({ accept: taxiiMediaType, authorization: `Bearer ${key}` });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    return both.fetch(new Request(`http://node.example${path}`, { ...init, headers }));
  };
  return { ask, store, taken };
}

function post(objects: unknown, contentType = taxiiMediaType): RequestInit {
  const body = typeof objects === "string" ? objects : JSON.stringify({ objects });
  return { method: "POST", body, headers: { "content-type": contentType } };
}

const wanting = (accept: string): RequestInit => ({ headers: { accept } });
const packing = { "content-type": taxiiMediaType, "content-encoding": "gzip" };

const json = async (response: Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>;

describe("the TAXII server", () => {
  test("a client finds its way from discovery to the objects", async () => {
    const { ask, store } = opened();
    await store.put(receivedReports, [entry(indicator(1))], nowMs * 1000);
    const discovery = await ask("/taxii2/");
    expect(discovery.headers.get("content-type")).toBe(taxiiMediaType);
    const { default: root, title } = (await discovery.json()) as Record<string, string>;
    expect([title, root]).toEqual(["Tocsin member node", "/taxii2/node/"]);
    expect(await json(ask(root ?? ""))).toMatchObject({
      title: "Tocsin member node",
      versions: [taxiiMediaType],
      max_content_length: 16_777_216,
    });
    const { collections } = (await (await ask(`${root}collections/`)).json()) as {
      collections: { id: string; can_read: boolean; can_write: boolean; alias: string }[];
    };
    expect(collections.map((it) => [it.alias, it.can_read, it.can_write])).toEqual([
      ["received-reports", true, false],
      ["warnings-for-us", true, false],
      ["drafts", true, true],
      ["sightings", true, true],
    ]);
    const objects = await ask(`${root}collections/${collections[0]?.id}/objects/`);
    expect(await objects.text()).toBe(`{"more":false,"objects":[${JSON.stringify(indicator(1))}]}`);
    expect(objects.headers.get("x-taxii-date-added-first")).toBe("2026-11-21T00:00:00.000000Z");
    expect(objects.headers.get("x-taxii-date-added-last")).toBe("2026-11-21T00:00:00.000000Z");
    expect(await json(ask(`${read}/`))).toMatchObject({ id: receivedReports, can_write: false });
  });

  test("an empty collection is an empty envelope, also with a limit beyond all measure", async () => {
    const { ask } = opened();
    const answer = await ask(`${read}/objects/?limit=99999999999999999999`);
    expect([answer.status, await answer.text()]).toEqual([200, "{}"]);
  });

  test("pages go to the end with next, in objects, manifest and versions", async () => {
    const { ask, store } = opened();
    const many = Array.from({ length: 5 }, (_it, at) => entry(indicator(at)));
    await store.put(receivedReports, many, nowMs * 1000);
    const versions = Array.from({ length: 5 }, (_it, at) =>
      entry(indicator(9, `202${at}-01-01T00:00:00.000Z`)),
    );
    await store.put(receivedReports, versions, nowMs * 1000 + 100);
    const nine = String(indicator(9)["id"]);
    for (const [path, list, count] of [
      ["objects/", "objects", 6],
      ["manifest/", "objects", 6],
      [`objects/${nine}/versions/`, "versions", 5],
    ] as const) {
      const found: unknown[] = [];
      let next = "";
      do {
        const query = next === "" ? "?limit=2" : `?limit=2&next=${next}`;
        const page = await json(ask(`${read}/${path}${query}`));
        const entries = page[list];
        if (Array.isArray(entries)) found.push(...(entries as unknown[]));
        expect(page["more"] === true).toBe(typeof page["next"] === "string");
        next = page["more"] === true ? String(page["next"]) : "";
      } while (next !== "");
      expect([path, found.length]).toEqual([path, count]);
    }
  });

  test("added_after is exclusive, and match fields are joined by AND", async () => {
    const { ask, store } = opened();
    const malware = { ...indicator(2), type: "malware", id: `malware--${uuid}` };
    await store.put(receivedReports, [entry(indicator(1)), entry(malware)], nowMs * 1000);
    const count = async (query: string): Promise<number> => {
      const { objects = [] } = await json(ask(`${read}/objects/?${query}`));
      return (objects as unknown[]).length;
    };
    expect(await count("added_after=2026-11-20T23:59:59.999999Z")).toBe(2);
    expect(await count("added_after=2026-11-21T00:00:00Z")).toBe(1);
    expect(await count("added_after=2026-11-21T00:00:00.000001Z")).toBe(0);
    expect(await count("match[type]=malware,indicator")).toBe(2);
    expect(await count("match%5Btype%5D=malware&match[spec_version]=2.1")).toBe(1);
    expect(await count(`match[type]=malware&match[id]=${String(indicator(1)["id"])}`)).toBe(0);
    expect(await count("match[spec_version]=2.0")).toBe(0);
    expect(await count("match[version]=2020-01-01T00:00:00.000Z,first")).toBe(2);
  });

  test.each<[string, string]>([
    ["limit=0", "limit"],
    ["limit=-1", "limit"],
    ["limit=abc", "limit"],
    ["limit=1e3", "limit"],
    ["added_after=yesterday", "added_after"],
    ["added_after=2026-11-21", "added_after"],
    ["added_after=2026-13-21T00:00:00Z", "added_after"],
    ["added_after=2026-02-30T00:00:00Z", "added_after"],
    ["next=%00", "next"],
    ["next=../../x", "next"],
    ["match[version]=newest", "match[version]"],
    ["match[type]=", "match[type]"],
    ["match[id]=a,,b", "match[id]"],
    ["match[type]=a&match[type]=b", "a field stands twice"],
    ["match[colour]=red", "a field that cannot be asked here"],
    ["anything=1", "a field that cannot be asked here"],
  ])("?%s is answered by 400 and says why", async (query, why) => {
    const { ask } = opened();
    const answer = await ask(`${read}/objects/?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe(taxiiMediaType);
    expect(await answer.json()).toMatchObject({ description: why, http_status: "400" });
  });

  test.each<[number, string, string, RequestInit & { key?: string }]>([
    [401, "no key", "/taxii2/", { key: "nobody" }],
    [401, "no key where there is nothing", "/taxii2/nowhere/", { key: "nobody" }],
    [404, "no such root", "/taxii2/other/", {}],
    [404, "no such collection", "/taxii2/node/collections/x/", {}],
    [404, "no such resource", `${read}/things/`, {}],
    [404, "something behind the versions", `${read}/objects/a/versions/x/`, {}],
    [404, "no such object", `${read}/objects/indicator--${uuid}/`, {}],
    [404, "no versions of it", `${read}/objects/indicator--${uuid}/versions/`, {}],
    [404, "no such status", `/taxii2/node/status/${uuid}/`, {}],
    [
      404,
      "removal of what is not there",
      `${write}/objects/indicator--${uuid}/`,
      { method: "DELETE" },
    ],
    [403, "reading without that scope", `${read}/objects/`, { key: "sender" }],
    [403, "reading a manifest without that scope", `${read}/manifest/`, { key: "sender" }],
    [
      403,
      "writing without that scope",
      `${write}/objects/`,
      { key: "reader", ...post([indicator(1)]) },
    ],
    [403, "writing where nobody may", `${read}/objects/`, post([indicator(1)])],
    [403, "removing where nobody may", `${read}/objects/x/`, { method: "DELETE" }],
    [405, "another method", `${read}/manifest/`, { method: "POST" }],
    [405, "a PUT", `${read}/objects/`, { method: "PUT" }],
    [406, "another type wanted", "/taxii2/", wanting("application/json")],
    [406, "another version wanted", "/taxii2/", wanting("application/taxii+json;version=2.0")],
    [406, "STIX wanted", "/taxii2/", wanting("application/stix+json;version=2.1")],
    [415, "packed content posted", `${write}/objects/`, { ...post([]), headers: packing }],
    [415, "JSON posted", `${write}/objects/`, post([indicator(1)], "application/json")],
    [
      415,
      "another version posted",
      `${write}/objects/`,
      post([indicator(1)], "application/taxii+json;version=2.0"),
    ],
    [
      422,
      "a bundle posted",
      `${write}/objects/`,
      post(JSON.stringify({ type: "bundle", id: `bundle--${uuid}`, objects: [indicator(1)] })),
    ],
    [422, "nothing posted", `${write}/objects/`, post("{}")],
    [422, "an empty list posted", `${write}/objects/`, post([])],
    [422, "a number posted", `${write}/objects/`, post([1])],
    [400, "no JSON posted", `${write}/objects/`, post("nothing")],
    [400, "half an envelope posted", `${write}/objects/`, post('{"objects":[{"type":"x"')],
    [422, "too many objects posted", `${write}/objects/`, post(Array(10_001).fill({}))],
    [
      422,
      "braces without end posted",
      `${write}/objects/`,
      post(`{"objects":[${'{"a":'.repeat(500)}`),
    ],
    [413, "too much posted", `${write}/objects/`, post("x".repeat(17 * 1024 * 1024))],
  ])("%i for %s", async (status, _name, path, init) => {
    const answer = await opened().ask(path, init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe(taxiiMediaType);
    const fault = (await answer.json()) as Record<string, string>;
    expect(fault["http_status"]).toBe(String(status));
    expect(fault["title"]).not.toBe("");
    expect(answer.headers.has("allow")).toBe(status === 405);
    if (status === 401) expect(answer.headers.get("www-authenticate")).toMatch(/Basic.*Bearer/);
  });

  test.each(['[{"objects":[]}]', "\n []", '"a"', "-1", "true", "null"])(
    "422 for %j",
    async (body) => expect((await opened().ask(`${write}/objects/`, post(body))).status).toBe(422),
  );

  test("an address says which methods it has, and a HEAD is its GET without the body", async () => {
    const { ask } = opened();
    const allowed = async (path: string) =>
      (await ask(path, { method: "PATCH" })).headers.get("allow");
    expect(await allowed("/taxii2/")).toBe("GET, HEAD");
    expect(await allowed(`${read}/objects/`)).toBe("GET, HEAD, POST");
    expect(await allowed(`${read}/objects/x/`)).toBe("GET, HEAD, DELETE");
    const head = await ask("/taxii2/", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type")]).toEqual([200, taxiiMediaType]);
  });

  test.each([
    "",
    "*/*",
    "application/taxii+json",
    "application/xml, application/taxii+json; version=2.1",
  ])("Accept %j is served", async (accept) => {
    const answer = await opened().ask("/taxii2/", { headers: { accept } });
    expect(answer.status).toBe(200);
  });

  test("what is posted is judged object by object, goes to the gate, and has a status that adds up", async () => {
    const { ask, taken } = opened();
    const objects = [
      indicator(1),
      { ...indicator(2), id: "nonsense" },
      indicator(1),
      { type: "malware" },
    ];
    const answer = await ask(`${write}/objects/`, post(objects));
    expect(answer.status).toBe(202);
    const status = (await answer.json()) as Record<string, unknown>;
    expect(status).toMatchObject({
      status: "complete",
      total_count: 4,
      success_count: 2,
      failure_count: 2,
      pending_count: 0,
      failures: [
        {
          id: "nonsense",
          version: "2020-01-01T00:00:00.000Z",
          message: expect.stringContaining("id") as string,
        },
        {
          id: "unknown",
          version: "2026-11-21T00:00:00.000000Z",
          message: expect.stringMatching(/./) as string,
        },
      ],
    });
    expect(taken).toEqual(["drafts indicator"]);
    expect(await json(ask(`/taxii2/node/status/${String(status["id"])}/`))).toEqual(status);
    const again = await json(ask(`${write}/objects/`, post([indicator(1)])));
    expect(again["success_count"]).toBe(1);
    expect(taken).toHaveLength(1);
    const other = { ...indicator(1), name: "other content" };
    const collision = await json(ask(`${write}/objects/`, post([other])));
    expect(collision).toMatchObject({ success_count: 0, failure_count: 1 });
    const { objects: kept } = await json(ask(`${write}/objects/`));
    expect(kept).toEqual([indicator(1)]);
  });

  test("an observable without versions has the time of its adding as one", async () => {
    const { ask } = opened();
    const address = { type: "ipv4-addr", id: `ipv4-addr--${uuid}`, value: "192.0.2.1" };
    await ask("/taxii2/node/collections/sightings/objects/", post([address]));
    const path = `/taxii2/node/collections/sightings/objects/${address.id}/versions/`;
    expect(await json(ask(path))).toEqual({
      more: false,
      versions: ["2026-11-21T00:00:00.000000Z"],
    });
  });

  test("where the gate refuses, nothing stays and the client may try again", async () => {
    const { ask, store } = opened(() => Promise.reject(new Error("disk")));
    expect((await ask(`${write}/objects/`, post([indicator(1)]))).status).toBe(500);
    expect(await store.has(drafts, String(indicator(1)["id"]))).toBe(false);
  });

  test("a removal takes all versions, or those that match", async () => {
    const { ask } = opened();
    const path = `${write}/objects/${String(indicator(1)["id"])}/`;
    const later = indicator(1, "2021-01-01T00:00:00.000Z");
    await ask(`${write}/objects/`, post([indicator(1), later]));
    expect((await ask(`${path}?match[version]=last`, { method: "DELETE" })).status).toBe(200);
    expect(await json(ask(path))).toEqual({ more: false, objects: [indicator(1)] });
    await ask(`${write}/objects/`, post([later]));
    expect((await ask(path, { method: "DELETE" })).status).toBe(200);
    expect((await ask(path)).status).toBe(404);
  });

  test("other paths are not TAXII's", async () => {
    const { ask } = opened();
    expect((await ask("/taxii")).headers.get("content-type")).toBe("application/problem+json");
    expect((await ask("/taxii2")).status).toBe(200);
    expect((await ask("/taxii2/%ff/")).status).toBe(400);
  });
});
