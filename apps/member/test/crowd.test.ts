import { draft, type Draft, parseMessage, reportView } from "@tocsin/wire";
import { reportEvidence } from "@tocsin/wire/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { DeskNode } from "./world/desk-node.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const story = "The loader beacons to c2 at gate.evil-loader.com and 45.77.12.9.";

let world: TinyWorld;
let a: DeskNode;

beforeAll(async () => {
  world = await TinyWorld.open();
  const profile = { names: ["Ferrocrest Steel Corp."], domains: ["ferrocrest.example"] };
  a = await DeskNode.ready(world, "a", { ...profile, ranges: ["203.0.113.96/28"] });
});

afterAll(async () => {
  await a[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function change(id: string, changes: unknown): Promise<Draft> {
  return parseMessage(draft, (await a.ask("PATCH", `drafts/${id}`, changes)).value);
}

const codes = ({ blockers }: Draft) => blockers.map((it) => it.code);

async function shareNow({ id, outgoingHash }: Draft) {
  await a.post(`drafts/${id}/approve`, { outgoingHash });
  const shared = await a.post(`drafts/${id}/share`, { outgoingHash });
  return parseMessage(reportView, shared.value);
}

describe("the size of the crowd", () => {
  test("is counted over all that the draft says, and each fact is told", async () => {
    const { id, crowd } = await a.reviewed(story);
    expect(crowd).toBe(12);
    const timed = await change(id, { frame: { firstSeen: "2026-11-21", region: "north" } });
    expect(timed.crowdView?.facts.map((it) => [it.what, it.left])).toEqual([
      ["class", 12],
      ["region", 12],
      ["time", 6],
    ]);
    expect(timed.blockers).toEqual([]);
    expect(timed.crowdView?.proposal).toEqual({
      moves: [{ drop: "time", item: null, to: "week" }],
      members: 12,
    });
  });

  test("below five refuses, and the cheapest way out is carried out on request", async () => {
    const { id } = await a.reviewed(story);
    const named = await change(id, {
      frame: { firstSeen: "2026-11-21T20Z" },
      add: [{ part: "technology", value: "Citrix NetScaler" }],
    });
    const item = named.items.find((it) => it.part === "technology")?.id;
    const refused = await change(id, { decisions: [{ item, decision: "send" }] });
    expect(codes(refused)).toEqual(["crowd-too-small"]);
    expect(refused.outgoing).toBeNull();
    expect(refused.crowdView?.proposal?.moves.map((it) => it.drop)).toEqual(["time", "class"]);
    const asked = await a.post(`drafts/${id}/generalise`);
    const wider = parseMessage(draft, asked.value);
    expect(wider).toMatchObject({
      blockers: [],
      crowd: 13,
      frame: { firstSeen: "2026-W47" },
      terms: { class: "everyone" },
    });
    expect((await shareNow(wider)).envelope.class).toBe("everyone");
    expect((await a.post(`drafts/${id}/generalise`)).status).toBe(409);
  });

  test("is one where a value names us, whatever reason is given", async () => {
    const lure = "A page stood ready at ferrocrest-login.com. c2 at 45.77.12.9.";
    const created = await a.post("drafts", { name: "x", text: lure });
    const opened = parseMessage(draft, created.value);
    const own = opened.items.find((it) => it.value === "ferrocrest-login.com")?.id ?? "";
    await change(opened.id, { acceptProposals: true });
    const sent = await change(opened.id, {
      decisions: [{ item: own, decision: "send", reason: "Others may see such a page too." }],
    });
    expect(sent.crowd).toBe(1);
    expect(codes(sent)).toEqual(["crowd-too-small"]);
    expect(sent.crowdView?.proposal?.moves).toEqual([{ drop: "identifying", item: own, to: null }]);
    const without = await a.post(`drafts/${opened.id}/generalise`);
    expect(parseMessage(draft, without.value)).toMatchObject({ crowd: 12, blockers: [] });
  });

  test("counts again at an amendment what was said before, which cannot be unsaid", async () => {
    const { id } = await a.reviewed(story);
    const report = await shareNow(await change(id, { frame: { firstSeen: "2026-11-21" } }));
    await world.rounds(2);
    const amending = parseMessage(draft, (await a.post(`reports/${report.id}/amend`)).value);
    expect(amending.name).toBe(`amendment of ${report.id.slice(0, 12)}`);
    const said = await change(amending.id, { frame: { firstSeen: null } });
    expect(said.crowdView?.facts.at(-1)).toMatchObject({ what: "time", said: true, left: 6 });
    const more = await change(amending.id, {
      add: [{ part: "technology", value: "Citrix NetScaler" }],
    });
    const item = more.items.find((it) => it.part === "technology")?.id;
    const refused = await change(amending.id, { decisions: [{ item, decision: "send" }] });
    expect(refused.crowd).toBe(2);
    expect(codes(refused)).toEqual(["crowd-too-small"]);
    // Neither the class of a report nor a time that was told can be taken back.
    expect(refused.crowdView?.proposal?.moves).toEqual([{ drop: "technology", item, to: null }]);
  });

  test("of a class that is not ours does not count", async () => {
    const { id } = await a.reviewed(story);
    expect(codes(await change(id, { terms: { class: "finance" } }))).toContain("class-not-ours");
    expect(codes(await change(id, { terms: { class: "everyone" } }))).toEqual([]);
  });

  test("stands in the review record with what was said", async () => {
    const ready = await a.reviewed(story);
    const { id } = await shareNow(ready);
    const { reviews } = await a.get(reportEvidence, `reports/${id}/evidence`);
    expect(reviews[0]?.review.record.crowd).toMatchObject({
      members: 12,
      revealed: { class: "energy", regions: [], times: [] },
    });
  });
});
