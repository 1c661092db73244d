import { textOf } from "@tocsin/kernel";
import { entryOf } from "@tocsin/http/taxii/reports";
import { taxiiStoreInMemory } from "@tocsin/store";
import { objectsOfReport, type StixObject, validateStix } from "@tocsin/threat/stix";
import type { Campaign } from "@tocsin/wire/node-api";
import { expect, test } from "vitest";

import { bodyOf } from "../../test/world/samples.ts";
import { createCampaignPublication } from "./campaigns.ts";
import { campaignsCollection, receivedReports } from "./collections.ts";

const createdMs = Date.UTC(2026, 10, 21);

async function opened() {
  const store = taxiiStoreInMemory();
  for (const id of ["a", "b"]) {
    const shared = {
      id,
      className: "finance",
      classId: "finance",
      createdMs,
      changedMs: createdMs,
    };
    const objects = objectsOfReport({ ...shared, body: bodyOf(`${id}.example`) });
    await store.put(receivedReports, objects.map(entryOf), createdMs * 1000);
  }
  const campaigns = new Map<string, Pick<Campaign, "title"> & { reports: string[] }>();
  let nowMs = createdMs;
  const view = (id: string) => {
    const { title = "", reports = [] } = campaigns.get(id) ?? {};
    const timeline = reports.map((report) => ({ report }));
    return { id, title, firstMs: createdMs, lastMs: createdMs, timeline };
  };
  const refresh = createCampaignPublication({
    store,
    clock: { now: () => nowMs, sleep: () => Promise.resolve() },
    campaigns: {
      page: () => Promise.resolve({ items: [...campaigns.keys()].map(view) }),
      view: (id) => Promise.resolve(view(id)),
    },
  });
  const objects = async (): Promise<StixObject[]> => {
    nowMs += 20_000;
    await refresh();
    const versions = { all: false, first: false, last: true, exact: [] };
    const page = await store.objects(campaignsCollection, { afterUs: 0, limit: 1000, versions });
    return JSON.parse(`[${textOf(page.json) ?? ""}]`) as StixObject[];
  };
  return { campaigns, objects };
}

test("a campaign is valid STIX with its reports and how what they hold belongs to it", async () => {
  const { campaigns, objects } = await opened();
  campaigns.set("1", { title: "PlugX by mail", reports: ["a", "b"] });
  const all = await objects();
  expect(all.flatMap((it) => validateStix(it).problems)).toEqual([]);
  const campaign = all.find(({ type }) => type === "campaign");
  expect(campaign).toMatchObject({ name: "PlugX by mail" });
  const grouping = all.find(({ type }) => type === "grouping");
  expect(grouping?.["object_refs"]).toHaveLength(3);
  const ties = all.filter(({ type }) => type === "relationship");
  const indicates = ties.filter((it) => it["relationship_type"] === "indicates");
  expect(indicates.map((it) => it["target_ref"])).toEqual([campaign?.["id"], campaign?.["id"]]);
});

test("what stays as it is keeps its version; what changes gets a later one; what is gone is revoked", async () => {
  const { campaigns, objects } = await opened();
  campaigns.set("1", { title: "One", reports: ["a", "b"] });
  campaigns.set("2", { title: "Other", reports: ["a"] });
  const first = await objects();
  expect(await objects()).toEqual(first);
  campaigns.set("1", { title: "One more", reports: ["a", "b"] });
  campaigns.delete("2");
  const second = await objects();
  const of = (all: StixObject[], name: string): StixObject | undefined =>
    all.find((it) => it["type"] === "campaign" && it["name"] === name);
  const [before, after] = [of(first, "One"), of(second, "One more")];
  expect(after?.["id"]).toBe(before?.["id"]);
  expect(String(after?.["modified"]) > String(before?.["modified"])).toBe(true);
  expect(of(second, "no longer a campaign")).toMatchObject({ revoked: true });
  expect(JSON.stringify(second)).not.toContain("Other");
  expect(second.flatMap((it) => validateStix(it).problems)).toEqual([]);
});
