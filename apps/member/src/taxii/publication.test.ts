import { textOf } from "@tocsin/kernel";
import { taxiiStoreInMemory } from "@tocsin/store";
import { type StixObject, validateStix } from "@tocsin/threat/stix";
import { expect, test } from "vitest";

import { bodyOf } from "../../test/world/samples.ts";
import type { ReportChange } from "../protocol.ts";
import { audienceCollectionId, receivedReports, warningsForUs } from "./collections.ts";
import { createPublisher } from "./publication.ts";

const nowMs = Date.UTC(2026, 10, 21);
const clock = { now: () => nowMs, sleep: () => Promise.resolve() };
const query = {
  afterUs: 0,
  limit: 1000,
  versions: { all: false, first: false, last: true, exact: [] },
};

function change(arrival: number, id: string, changes: Partial<ReportChange>): ReportChange {
  return {
    arrival,
    id,
    kind: "report",
    mine: false,
    index: arrival,
    round: arrival,
    publishedMs: nowMs + arrival * 60_000,
    envelope: { class: "finance", audience: "class:finance" } as ReportChange["envelope"],
    body: bodyOf("malware.example"),
    ...changes,
  };
}

function opened() {
  const changes: ReportChange[] = [];
  const concerning: string[] = [];
  const failures: unknown[] = [];
  const store = taxiiStoreInMemory();
  const publisher = createPublisher({
    store,
    protocol: {
      enrolled: true,
      changes: (after, limit) =>
        Promise.resolve(changes.filter((it) => it.arrival > after).slice(0, limit)),
      report: () => Promise.resolve(undefined),
      on: () => () => undefined,
    },
    concerning: () => Promise.resolve(concerning),
    clock,
    onFailure: (error) => failures.push(error),
  });
  const objects = async (collection: string): Promise<StixObject[]> =>
    JSON.parse(`[${textOf((await store.objects(collection, query)).json) ?? ""}]`) as StixObject[];
  const look = async (): Promise<void> => {
    await publisher.look();
    expect(failures).toEqual([]);
  };
  return { changes, concerning, look, objects };
}

function types(objects: readonly StixObject[], type: string): StixObject[] {
  return objects.filter((it) => it["type"] === type);
}

test("reports are published once as valid STIX, those that concern us in their own collection too", async () => {
  const { changes, concerning, look, objects } = opened();
  changes.push(change(1, "a", {}), change(2, "b", { body: bodyOf("other.example") }));
  concerning.push("b");
  await look();
  await look();
  const all = await objects(receivedReports);
  expect(all.flatMap((it) => validateStix(it).problems)).toEqual([]);
  expect(types(all, "report")).toHaveLength(2);
  expect(types(all, "domain-name").map((it) => it["value"])).toEqual([
    "malware.example",
    "other.example",
  ]);
  const ofClass = await objects(audienceCollectionId("class:finance"));
  expect(ofClass).toEqual(all);
  expect(await objects(audienceCollectionId("members"))).toEqual([]);
  const ours = await objects(warningsForUs);
  expect(types(ours, "domain-name").map((it) => it["value"])).toEqual(["other.example"]);
  expect(types(ours, "report")).toHaveLength(1);
});

test("an amendment is a later version of the same objects, and what it left out is gone", async () => {
  const { changes, concerning, look, objects } = opened();
  concerning.push("a");
  changes.push(change(1, "a", {}));
  await look();
  const body = bodyOf("new.example", { observables: [] });
  changes.push(change(2, "a", { kind: "amendment", body }));
  await look();
  const all = await objects(receivedReports);
  const [report] = types(all, "report");
  expect(report?.["created"]).toBe("2026-11-21T00:01:00.000Z");
  expect(report?.["modified"]).toBe("2026-11-21T00:02:00.000Z");
  expect(types(all, "indicator")).toEqual([]);
  expect(types(all, "domain-name")).toEqual([]);
  expect(types(await objects(warningsForUs), "report")[0]?.["modified"]).toBe(report?.["modified"]);
});

test("a withdrawn report is revoked everywhere; what another report says too stays", async () => {
  const { changes, concerning, look, objects } = opened();
  concerning.push("a");
  const both = bodyOf("shared.example");
  const [observable] = both.observables;
  if (observable === undefined) throw new Error("no observable");
  const observables = [observable, { ...observable, value: "own.example" }];
  changes.push(change(1, "a", { body: { ...both, observables } }), change(2, "b", { body: both }));
  await look();
  changes.push(change(3, "a", { kind: "withdrawal", body: null }));
  await look();
  const ofClass = audienceCollectionId("class:finance");
  for (const collection of [receivedReports, ofClass, warningsForUs]) {
    const all = await objects(collection);
    expect(JSON.stringify(all)).not.toContain("own.example");
    const revoked = types(all, "report").filter((it) => it["revoked"] === true);
    expect(revoked).toHaveLength(1);
    expect(all.flatMap((it) => validateStix(it).problems)).toEqual([]);
  }
  const received = await objects(receivedReports);
  expect(types(received, "domain-name").map((it) => it["value"])).toEqual(["shared.example"]);
  expect(types(received, "report").filter((it) => it["revoked"] !== true)).toHaveLength(1);
});
