import { join } from "node:path";

import { systemClock, systemRandom } from "@tocsin/kernel";
import { type StixObject, validateStix } from "@tocsin/threat/stix";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { apiKeyFileName, openApiKeyRing } from "../src/taxii/api-keys.ts";
import { DeskNode } from "./world/desk-node.ts";
import { bodyOf } from "./world/samples.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const patience = { timeout: 180_000 };
const mediaType = "application/taxii+json;version=2.1";

let world: TinyWorld;
let node: DeskNode;
let secret: string;

beforeAll(async () => {
  world = await TinyWorld.open();
  node = await DeskNode.ready(world, "a");
  const file = join(node.folder, apiKeyFileName);
  const ring = openApiKeyRing(file, { clock: systemClock, random: systemRandom });
  ({ secret } = await ring.add("siem", ["taxii:read", "taxii:write"]));
});

afterAll(async () => {
  await node[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function ask(path: string, objects?: readonly object[]): Promise<Response> {
  const basic = Buffer.from(`siem:${secret}`).toString("base64");
  const headers = { accept: mediaType, authorization: `Basic ${basic}`, "content-type": mediaType };
  const body = objects === undefined ? {} : { method: "POST", body: JSON.stringify({ objects }) };
  return fetch(`${node.member.url}/taxii2/${path}`, { headers, ...body });
}

const indicator = {
  type: "indicator",
  spec_version: "2.1",
  id: "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
  created: "2020-01-01T00:00:00.000Z",
  modified: "2020-01-01T00:00:00.000Z",
  pattern: "[domain-name:value = 'posted.evil-host.net']",
  pattern_type: "stix",
  valid_from: "2020-01-01T00:00:00Z",
  object_marking_refs: ["marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"],
};

test("what is posted becomes a draft as strict as it was marked, or a sighting, and nothing leaves", async () => {
  const answer = await ask("node/collections/drafts/objects/", [indicator]);
  expect(answer.status).toBe(202);
  const drafts = (await node.ask("GET", "drafts?limit=10")).value as { items: { id: string }[] };
  const id = drafts.items[0]?.id ?? "";
  const draft = (await node.ask("GET", `drafts/${id}`)).value as {
    state: string;
    terms: { tlp: string };
    items: { value: string }[];
  };
  expect(draft.state).toBe("open");
  expect(["amber", "amber+strict"]).toContain(draft.terms.tlp);
  expect(draft.items.map((it) => it.value)).toContain("posted.evil-host.net");
  expect((await ask("node/collections/sightings/objects/", [indicator])).status).toBe(202);
  const sightings = (await node.ask("GET", "sightings?limit=10")).value as { items: object[] };
  expect(sightings.items).toMatchObject([{ type: "domain", value: "posted.evil-host.net" }]);
});

test("TLP:RED becomes no draft", async () => {
  const red = {
    ...indicator,
    id: "indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd40",
    object_marking_refs: ["marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1"],
  };
  expect((await ask("node/collections/drafts/objects/", [red])).status).toBe(422);
  expect((await ask(`node/collections/drafts/objects/${red.id}/`)).status).toBe(404);
});

test("a report that another company shares is read page by page, and what is withdrawn stands revoked", async () => {
  const author = await world.ready("b");
  const { id } = await author.protocol.share({
    body: bodyOf("shared.evil-host.net"),
    audience: "members",
    review: null,
  });
  await world.rounds(3);
  const listed = (await (await ask("node/collections/")).json()) as {
    collections: { alias: string; id: string; can_read: boolean }[];
  };
  const aliases = listed.collections.map((it) => it.alias);
  expect(aliases).toContain("reports-to-members");
  expect(listed.collections.every((it) => it.can_read)).toBe(true);
  for (const alias of ["received-reports", "reports-to-members"]) {
    // What has just been read from the ledger is published a moment later.
    const objects = await vi.waitFor(async () => {
      const found = await pages(alias);
      expect(found.length).toBeGreaterThan(0);
      return found;
    }, patience);
    expect(objects.flatMap((it) => validateStix(it).problems)).toEqual([]);
    const names = objects.filter((it) => it["type"] === "domain-name").map((it) => it["value"]);
    expect(names).toEqual(["shared.evil-host.net"]);
    expect(objects.filter((it) => it["type"] === "report")).toHaveLength(1);
    // Who speaks is a class; nothing of the author's own is in it.
    expect(JSON.stringify(objects)).not.toMatch(/LEI |"b"/);
  }
  await author.protocol.withdraw(id);
  await world.rounds(3);
  for (const alias of ["received-reports", "reports-to-members"]) {
    await vi.waitFor(async () => {
      const objects = await pages(alias);
      expect(JSON.stringify(objects)).not.toContain("shared.evil-host.net");
      const [report] = objects.filter((it) => it["type"] === "report");
      expect(report).toMatchObject({ revoked: true });
    }, patience);
  }
});

/** All that a plain client reads with pages of two objects. */
async function pages(alias: string): Promise<StixObject[]> {
  const objects: StixObject[] = [];
  for (let next = ""; ;) {
    const path = `node/collections/${alias}/objects/?limit=2${next === "" ? "" : `&next=${next}`}`;
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    const page = (await answer.json()) as { objects?: StixObject[]; more?: boolean; next?: string };
    objects.push(...(page.objects ?? []));
    if (page.more !== true) return objects;
    next = page.next ?? "";
  }
}

test("nobody without a key is let in, and the local API's bearer is no such key", async () => {
  for (const authorization of ["", `Bearer ${node.bearer}`, "Basic x"]) {
    const answer = await fetch(`${node.member.url}/taxii2/`, { headers: { authorization } });
    expect(answer.status).toBe(401);
  }
});
