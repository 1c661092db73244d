import { tieLock } from "@tocsin/crypto";
import { parseJson, type Round, roundAt, toBase64Url } from "@tocsin/kernel";
import {
  bytesOf,
  type ClassId,
  type Observable,
  parseMessage,
  type ReportBody,
  reportView,
  type TieCount,
} from "@tocsin/wire";
import {
  campaign,
  campaignPage,
  channelAdded,
  type Warning,
  warning,
  warningPage,
  type WarningReason,
} from "@tocsin/wire/node-api";
import { describe, expect, test } from "vitest";

import { runHere } from "../src/cli/test/captured-terminal.ts";
import { DeskNode } from "./world/desk-node.ts";
import { bodyOf } from "./world/samples.ts";
import { TinyWorld } from "./world/tiny-world.ts";

function seen(type: string, value: string): Observable {
  return { type, value, role: "unknown", confidence: "high", class: "E" };
}

/** No value is in both: the same signer and family, and names made the same way. */
const insurer = bodyOf("we11care-benefits.example", {
  firstSeen: "2026-04",
  observables: [
    seen("domain", "we11care-benefits.example"),
    seen("sha256", "5f3d1c7a9e0b4d2f8a6c1e3b5d7f9a0c2e4b6d8f0a1c3e5d7b9f1a3c5e7d9b0f"),
    seen("signer", "quillwater tools co."),
  ],
  malware: [{ name: "Sakula", class: "B" }],
});
const office = bodyOf("staff-1earning.example", {
  firstSeen: "2026-11",
  observables: [
    seen("domain", "staff-1earning.example"),
    seen("sha256", "0a1c3e5d7b9f1a3c5e7d9b0f5f3d1c7a9e0b4d2f8a6c1e3b5d7f9a0c2e4b6d8f"),
    seen("signer", "quillwater tools"),
  ],
  malware: [{ name: "Sakula", class: "B" }],
  defences: [{ measure: "block", effect: "stopped", text: "Signer blocked.", class: "DM" }],
});

async function share(world: TinyWorld, node: DeskNode, body: ReportBody): Promise<string> {
  const { id } = await node.member.protocol.share({ body, audience: "members", review: null });
  await world.rounds(2);
  return id;
}

function strong({ reasons }: Warning): readonly WarningReason[] {
  return reasons.filter((it) => it.strength === "strong");
}

async function caughtUp(...nodes: readonly DeskNode[]): Promise<void> {
  for (const { member } of nodes) {
    await member.desk.matcher.look();
    await member.desk.campaigns.follower.look();
  }
}

/** What people type, on a node that has a campaign. */
async function commandsWork(node: DeskNode): Promise<void> {
  const tocsin = async (line: string, input?: string): Promise<string> => {
    const given = { home: node.folder, ...(input === undefined ? {} : { input }) };
    const { code, stdout } = await runHere(line.split(" "), given);
    expect([line, code]).toEqual([line, 0]);
    return stdout;
  };
  expect(await tocsin("campaign list")).toContain("Sakula");
  const [shown] = (await node.get(campaignPage, "campaigns")).items;
  const told = await tocsin(`campaign show ${shown?.id ?? ""}`);
  expect(told).toContain("code signer quillwatertools");
  expect(told).not.toContain("benefits.example");
  expect(await tocsin("watch add technique T1566")).toContain("T1566");
  expect(await tocsin("inventory import -", "cpe:/a:citrix:netscaler\n")).toContain("1 product,");
  const added = await tocsin(`channel add file --folder ${node.folder} --json`);
  const { id } = parseMessage(
    channelAdded,
    parseJson(added.replace(/"created": *"[^"]*"/, '"createdMs":1')),
  );
  expect(await tocsin(`channel test ${id}`)).toBe("taken\n");
  await tocsin(`channel remove ${id}`);
}

/** Apart here alone: campaign and warning go, and come back when it is undone. */
async function correctAndUndo(node: DeskNode, [a, b]: readonly string[]): Promise<void> {
  const [shown] = (await node.get(campaignPage, "campaigns")).items;
  const id = shown?.id ?? "";
  const corrected = await node.post(`campaigns/${id}/corrections`, { says: "apart", a, b });
  const empty = parseMessage(campaign, corrected.value);
  expect(empty).toMatchObject({ reports: 0, corrections: [{ says: "apart", a }] });
  expect((await node.get(campaignPage, "campaigns")).total).toBe(0);
  expect((await node.get(warningPage, "warnings")).items.flatMap(strong)).toEqual([]);
  const undo = `campaigns/${id}/corrections/${empty.corrections[0]?.id ?? ""}`;
  expect((await node.ask("DELETE", undo)).status).toBe(200);
  const { items } = await node.get(campaignPage, "campaigns");
  expect(items).toMatchObject([{ reports: 2 }]);
  expect((await node.ask("DELETE", undo)).status).toBe(404);
  expect((await node.get(warningPage, "warnings")).items.flatMap(strong)).toHaveLength(1);
}

/** Told to members as a vote without a name, counted by them, and taken back. */
async function tellAndUndo(
  world: TinyWorld,
  node: DeskNode,
  author: DeskNode,
  [a = "", b = ""]: readonly string[],
): Promise<void> {
  const [shown] = (await node.get(campaignPage, "campaigns")).items;
  const id = shown?.id ?? "";
  const left = async (): Promise<number | undefined> =>
    (await node.member.protocol.status()).tokens.find((it) => it.purpose === "vote")?.left;
  const before = await left();
  const { value } = await node.post(`campaigns/${id}/corrections`, { says: "apart", a, b: null });
  const [correction] = parseMessage(campaign, value).corrections;
  expect(correction).toMatchObject({ says: "apart", told: "no" });
  expect(world.exchange.ties).toEqual([]);

  const votes = `campaigns/${id}/corrections/${correction?.id ?? ""}/votes`;
  expect((await node.post(votes, {})).status).toBe(200);
  expect((await node.post(votes, {})).status).toBe(200);
  await world.rounds(2);
  const [said, ...more] = world.exchange.ties;
  expect(more).toEqual([]);
  expect(Object.keys(said ?? {}).sort()).toEqual(["a", "b", "kind", "lock", "says", "token", "v"]);
  expect(said).toMatchObject({ kind: "tie", says: "apart" });
  expect(await left()).toBe((before ?? 0) - 1);
  const whole = await node.get(campaign, `campaigns/${id}`);
  expect(whole.corrections).toMatchObject([{ told: "told" }]);

  const own = (await author.get(campaignPage, "campaigns")).items[0]?.id ?? "";
  const theirs = await author.post(`campaigns/${own}/corrections`, { says: "apart", a, b });
  const refused = parseMessage(campaign, theirs.value).corrections[0]?.id ?? "";
  const path = `campaigns/${own}/corrections/${refused}`;
  expect((await author.post(`${path}/votes`, {})).status).toBe(409);
  expect((await author.ask("DELETE", path)).status).toBe(200);

  const undo = `campaigns/${id}/corrections/${correction?.id ?? ""}`;
  expect((await node.ask("DELETE", undo)).status).toBe(200);
  await world.rounds(2);
  const [, off] = world.exchange.ties;
  const opened = off?.kind === "tie-off" ? toBase64Url(tieLock(bytesOf(off.secret))) : "";
  expect(opened).toBe(said?.kind === "tie" ? said.lock : "no lock");
}

/** A class alone moves the link no further than its bound, nor do all together, and all of it can be taken back. */
async function membersSay(
  world: TinyWorld,
  node: DeskNode,
  [one = "", other = ""]: readonly string[],
): Promise<void> {
  const [a, b] = [one, other].sort();
  const say = async (...counts: TieCount[]): Promise<void> => {
    // Behind what the exchange does at the end of a round.
    await world.clock.runFor(1000);
    const round: Round = roundAt(world.clock.now(), world.roundMs);
    world.exchange.notices.push({ kind: "ties", round, a: a ?? "", b: b ?? "", counts });
    await world.rounds(2);
    await caughtUp(node);
  };
  const shown = async () => {
    const [first] = (await node.get(campaignPage, "campaigns")).items;
    return first && (await node.get(campaign, `campaigns/${first.id}`));
  };
  const score = (await shown())?.links[0]?.score ?? 0;
  const energy = { class: "energy" as ClassId, says: "together", votes: "10+" } as const;
  await say(energy);
  const flooded = await shown();
  expect(flooded?.links[0]?.score).toBeCloseTo(score + 3, 9);
  const [reason] = flooded?.links[0]?.reasons ?? [];
  expect(reason).toMatchObject({ kind: "votes", weight: 3 });
  expect(reason?.says).toBe("10 or more votes of one class: they belong together");
  expect(flooded?.votes).toMatchObject([{ weight: 3, counts: [{ class: "energy", votes: 10 }] }]);
  const apart = { says: "apart", votes: "2-4" } as const;
  await say({ ...energy, ...apart }, { ...apart, class: "health" as ClassId });
  expect((await shown())?.links[0]?.score).toBeCloseTo(score - 6, 9);
  await say();
  const again = await shown();
  expect(again?.links[0]?.score).toBeCloseTo(score, 9);
  expect(again?.history.map((it) => it.kind)).toContain("votes");
}

describe("the same adversary behind reports that share no indicator", () => {
  test("who reported the first is warned of the second, corrects it for itself, and forgets what is withdrawn", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a");
    await using b = await DeskNode.ready(world, "b");
    const first = await share(world, a, insurer);
    const second = await share(world, b, office);
    await caughtUp(a, b);

    const { items } = await a.get(warningPage, "warnings");
    expect(items).toMatchObject([{ report: { id: second }, urgency: "normal" }]);
    const id = items[0]?.id ?? "";
    const told = await a.get(warning, `warnings/${id}`);
    expect(strong(told)).toMatchObject([{ kind: "campaign", ours: "own report" }]);
    expect(told.report?.campaign).toMatchObject({ title: "Sakula", reports: 2 });
    expect(told.link).toMatchObject({ a: second, b: first });
    const kinds = told.link?.reasons.filter((it) => it.weight > 1).map((it) => it.kind);
    expect(kinds).toEqual(expect.arrayContaining(["malware", "signer"]));
    const sum = told.link?.reasons.reduce((all, { weight }) => all + weight, 0);
    expect(sum).toBeCloseTo(told.link?.score ?? 0, 9);

    const mine = (await b.get(warningPage, "warnings")).items;
    expect(mine).toMatchObject([{ report: { id: first } }]);
    expect(mine.flatMap(strong)).toMatchObject([{ kind: "campaign" }]);

    const page = await a.get(campaignPage, "campaigns");
    expect(page).toMatchObject({ total: 1, items: [{ title: "Sakula", reports: 2, mine: 1 }] });
    const whole = await a.get(campaign, `campaigns/${page.items[0]?.id ?? ""}`);
    expect(whole.timeline.map((it) => [it.report, it.event, it.mine])).toEqual([
      [first, "2026-04", true],
      [second, "2026-11", false],
    ]);
    expect(whole.history.map((it) => it.kind)).toEqual(["start"]);
    expect(whole.defences).toMatchObject([{ report: second, effect: "stopped" }]);
    expect(whole.unknown).toContain("No report names an actor.");
    expect(whole.infrastructure).toHaveLength(6);

    await a.stop();
    await a.start();
    expect(await a.get(campaignPage, "campaigns")).toEqual(page);
    await correctAndUndo(a, [first, second]);
    expect((await b.get(campaignPage, "campaigns")).total).toBe(1);

    await b.member.protocol.withdraw(second);
    await world.rounds(2);
    await caughtUp(a);
    expect((await a.get(campaignPage, "campaigns")).total).toBe(0);
    expect((await a.get(warningPage, "warnings")).items).toEqual([]);
    const left = await a.get(reportView, `reports/${second}`);
    expect(left).toMatchObject({ withdrawn: true, campaign: null });
    for (const id of ["9", "0", "x", "99999999999999999999"]) {
      expect((await a.ask("GET", `campaigns/${id}`)).status).toBe(404);
    }
  });

  test("who has seen one of them is warned of the other, also where it was seen later", async () => {
    await using world = await TinyWorld.open({ talks: true });
    await using a = await DeskNode.ready(world, "a");
    await using c = await DeskNode.ready(world, "c");
    const first = await share(world, a, insurer);
    const second = await share(world, a, office);
    await caughtUp(c);
    expect((await c.get(warningPage, "warnings")).items.flatMap(strong)).toEqual([]);
    const values = [{ type: "domain", value: "we11care-benefits.example" }];
    await c.post("sightings", { source: "proxy", values });
    await caughtUp(c);
    const { items } = await c.get(warningPage, "warnings");
    const kinds = items.map((it) => [it.report?.id, strong(it).map(({ kind }) => kind)]);
    expect(kinds).toEqual([
      [second, ["campaign"]],
      [first, ["observable"]],
    ]);
    expect(items.flatMap(strong).map((it) => it.ours)).toContain("what was seen here");
    await commandsWork(c);
    await tellAndUndo(world, c, a, [first, second]);
    await membersSay(world, c, [first, second]);
  });
});
