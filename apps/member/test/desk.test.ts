import { createHash } from "node:crypto";

import { parseCanonicalJson } from "@tocsin/kernel";
import { draft, parseMessage, reportBody, reportView } from "@tocsin/wire";
import {
  companyProfile,
  draftPage,
  nodeStatus,
  profileProposals,
  reportEvidence,
  reportPage,
  warning,
  warningPage,
} from "@tocsin/wire/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { DeskNode } from "./world/desk-node.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const ferrocrest = {
  names: ["Ferrocrest Steel Corp."],
  domains: ["ferrocrest.example"],
  people: ["Darnell Pickering"],
  hosts: ["fc-mes-01"],
};

const story = `Darnell Pickering of Ferrocrest opened a mail on fc-mes-01.
The loader beacons to c2 at gate.evil-loader.com and 45.77.12.9.
Payload: 5f3d1c7a9e0b4d2f8a6c1e3b5d7f9a0c2e4b6d8f0a1c3e5d7b9f1a3c5e7d9b0f
From: billing@evil-loader.com
To: d.pickering@ferrocrest.example
A page stood ready at ferrocrest-login.com. CVE-2021-44228, T1566.001.`;

/** A list of the exact bytes: whatever of the source is in it has left. */
function leaks(outgoing: string): string[] {
  return ["pickering", "ferrocrest", "fc-mes"].filter((it) => outgoing.toLowerCase().includes(it));
}

describe("from a story to the other company's warning", () => {
  test("what leaves is what was approved, and B is warned of what it has seen itself", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a", ferrocrest);
    await using b = await DeskNode.ready(world, "b", {
      names: ["Other"],
      domains: ["other.example"],
    });
    await b.post("sightings", {
      source: "mail gateway",
      values: [
        { type: "domain", value: "gate.evil-loader.com" },
        { type: "ipv4", value: "45.77.12.9" },
      ],
    });
    const approved = await a.approved(story);
    expect(approved.state).toBe("approved");
    expect(leaks(approved.outgoing ?? "x")).toEqual([]);
    const { outgoingHash, outgoing } = approved;
    const shared = await a.post(`drafts/${approved.id}/share`, { outgoingHash });
    const { id, envelope } = parseMessage(reportView, shared.value);
    expect(envelope.body).toBe(outgoingHash);
    await world.rounds(2);
    await b.member.desk.matcher.look();

    const { items } = await b.get(warningPage, "warnings");
    expect(items).toMatchObject([{ state: "new", urgency: "urgent", report: { id, mine: false } }]);
    const observables = items[0]?.reasons.filter((it) => it.kind === "observable");
    expect(observables).toMatchObject([
      { value: "gate.evil-loader.com", ours: "sighting from mail gateway", strength: "strong" },
      { value: "45.77.12.9" },
    ]);
    const seen = await b.get(reportView, `reports/${id}`);
    const body = parseMessage(reportBody, parseCanonicalJson(outgoing ?? ""));
    expect(seen.body).toEqual(body);
    expect(seen.narrative).toContain("command and control");
    expect(approved.narrative).toBe(seen.narrative);
    expect((await b.get(nodeStatus, "status")).counts).toMatchObject({
      warningsNew: 1,
      sightings: 2,
    });
    await a.member.desk.matcher.look();
    expect((await a.get(warningPage, "warnings")).items).toEqual([]);
  });

  test("the envelope names the review record, which stays here, is signed and complete", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a", ferrocrest);
    const { id: draftId, outgoingHash, outgoing, findings } = await a.approved(story);
    const shared = await a.post(`drafts/${draftId}/share`, { outgoingHash });
    const { id, envelope } = parseMessage(reportView, shared.value);
    const { reviews } = await a.get(reportEvidence, `reports/${id}/evidence`);
    expect(reviews).toMatchObject([{ seq: 0, hash: envelope.review }]);
    const record = reviews[0]?.review.record;
    const hash = createHash("sha256")
      .update(outgoing ?? "")
      .digest("base64url");
    expect(record?.outgoing).toBe(hash);
    expect(record?.findings.reduce((sum, it) => sum + it.count, 0)).toBe(findings.length);
    expect(record?.items.some((it) => it.decision === "remove")).toBe(true);
  });

  test("an amendment changes the warning in place, a withdrawal closes it", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a", ferrocrest);
    await using b = await DeskNode.ready(world, "b");
    await b.post("sightings", { source: "proxy", values: [{ type: "ipv4", value: "45.77.12.9" }] });
    const first = await a.approved("The loader beacons to c2 at 45.77.12.9.");
    const shared = await a.post(`drafts/${first.id}/share`, { outgoingHash: first.outgoingHash });
    const { id } = parseMessage(reportView, shared.value);
    await world.rounds(2);
    await b.member.desk.matcher.look();
    const [warned] = (await b.get(warningPage, "warnings")).items;
    expect(warned?.urgency).toBe("urgent");

    const amending = parseMessage(draft, (await a.post(`reports/${id}/amend`)).value);
    expect(amending).toMatchObject({
      amends: id,
      items: [{ value: "45.77.12.9", decision: "send" }],
    });
    const changed = await a.ask("PATCH", `drafts/${amending.id}`, {
      frame: { determination: "confirmed" },
    });
    const { outgoingHash } = parseMessage(draft, changed.value);
    await a.post(`drafts/${amending.id}/approve`, { outgoingHash });
    await a.post(`drafts/${amending.id}/share`, { outgoingHash });
    await world.rounds(2);
    await b.member.desk.matcher.look();
    const after = await b.get(warning, `warnings/${warned?.id ?? ""}`);
    expect(after.report?.body?.determination).toBe("confirmed");
    expect((await a.get(reportEvidence, `reports/${id}/evidence`)).reviews.length).toBe(2);

    await a.post(`reports/${id}/withdraw`);
    await world.rounds(2);
    await b.member.desk.matcher.look();
    expect((await b.get(warningPage, "warnings")).total).toBe(0);
    const closed = await b.get(warning, `warnings/${warned?.id ?? ""}`);
    expect(closed.report).toMatchObject({ withdrawn: true, body: null, narrative: "" });
  });

  test("a marking of the source is kept by the draft and by every change of its report", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a", ferrocrest);
    const text = "The loader beacons to c2 at 45.77.12.9.";
    const source = { name: "taxii.txt", text, marked: "amber+strict" };
    const { id } = parseMessage(draft, (await a.post("drafts", source)).value);
    const loosened = await a.ask("PATCH", `drafts/${id}`, {
      acceptProposals: true,
      terms: { tlp: "green" },
    });
    const loose = parseMessage(draft, loosened.value);
    expect(loose.blockers.map((it) => it.code)).toEqual(["marking-loosened"]);
    expect(loose.outgoing).toBeNull();
    const kept = await a.ask("PATCH", `drafts/${id}`, { terms: { tlp: "amber+strict" } });
    const { outgoingHash } = parseMessage(draft, kept.value);
    await a.post(`drafts/${id}/approve`, { outgoingHash });
    const shared = await a.post(`drafts/${id}/share`, { outgoingHash });
    const report = parseMessage(reportView, shared.value);
    await world.rounds(2);
    const amending = parseMessage(draft, (await a.post(`reports/${report.id}/amend`)).value);
    const again = await a.ask("PATCH", `drafts/${amending.id}`, { terms: { tlp: "clear" } });
    const { blockers } = parseMessage(draft, again.value);
    expect(blockers.map((it) => it.code)).toContain("marking-loosened");
  });

  test("a profile is proposed from the company's own files, and only set by a person", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a", ferrocrest);
    const entry = ["dn: CN=Roe,DC=q", "objectClass: user", "givenName: Jane", "sn: Roe"];
    const files = [
      { name: "staff.ldif", text: [...entry, "mail: jane@quillmere.example"].join("\n") },
    ];
    const answer = await a.post("profile/proposals", { files });
    const { proposals } = parseMessage(profileProposals, answer.value);
    const found = proposals.map(({ list, value }) => `${list}: ${value}`);
    expect(found).toEqual(["domains: quillmere.example", "people: Jane Roe"]);
    expect((await a.get(companyProfile, "profile")).people).toEqual(ferrocrest.people);
  });

  test("what has not begun to leave is taken back and is a draft again", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a", ferrocrest);
    const { id: draftId, outgoingHash } = await a.approved(story);
    const shared = await a.post(`drafts/${draftId}/share`, { outgoingHash });
    const { id } = parseMessage(reportView, shared.value);
    expect((await a.get(draft, `drafts/${draftId}`)).state).toBe("shared");
    expect((await a.post(`reports/${id}/undo`)).status).toBe(200);
    expect((await a.get(draft, `drafts/${draftId}`)).state).toBe("open");
    expect((await a.ask("GET", `reports/${id}`)).status).toBe(404);
    await world.rounds(2);
    expect((await a.get(reportPage, "reports")).total).toBe(0);
    const again = await a.post(`drafts/${draftId}/approve`, { outgoingHash });
    expect(again.status).toBe(200);
  });
});

describe("a draft", () => {
  let world: TinyWorld;
  let a: DeskNode;

  beforeAll(async () => {
    world = await TinyWorld.open();
    a = await DeskNode.ready(world, "a", ferrocrest);
  });

  afterAll(async () => {
    await a[Symbol.asyncDispose]();
    await world[Symbol.asyncDispose]();
  });

  test("says why each part should go, and blocks until all is decided", async () => {
    const created = await a.post("drafts", { name: "story", text: story });
    expect(created.status).toBe(201);
    const first = parseMessage(draft, created.value);
    expect(first.blockers.map((it) => it.code)).toEqual(["undecided"]);
    const proposals = new Map(first.items.map((it) => [it.value, it.proposal]));
    expect(proposals.get("gate.evil-loader.com")).toBe("send");
    expect(proposals.get("d.pickering@ferrocrest.example")).toBe("remove");
    expect(proposals.get("ferrocrest-login.com")).toBe("ask");
    expect(proposals.get("CVE-2021-44228")).toBe("send");
    expect(first.findings.map((it) => it.kind)).toContain("company-name");
    const early = await a.post(`drafts/${first.id}/approve`, { outgoingHash: "A".repeat(43) });
    expect(early).toMatchObject({ status: 409, value: { type: "draft-blocked" } });
  });

  test("is approved for exact bytes: any change opens it again", async () => {
    const { id, outgoingHash } = await a.approved(story);
    const changed = await a.ask("PATCH", `drafts/${id}`, { terms: { tlp: "green" } });
    const now = parseMessage(draft, changed.value);
    expect(now).toMatchObject({ state: "open", terms: { tlp: "green" } });
    expect(now.outgoingHash).not.toBe(outgoingHash);
    const share = await a.post(`drafts/${id}/share`, { outgoingHash: now.outgoingHash });
    expect(share).toMatchObject({ status: 409, value: { type: "draft-not-approved" } });
    const stale = await a.post(`drafts/${id}/approve`, { outgoingHash });
    expect(stale).toMatchObject({ status: 409, value: { type: "draft-changed" } });
  });

  test("is renamed without a new approval, and the name is in nothing that leaves", async () => {
    const { id, outgoingHash, source } = await a.approved(story);
    const renaming = await a.ask("PATCH", `drafts/${id}`, { name: " Loader \n of Monday " });
    const renamed = parseMessage(draft, renaming.value);
    expect(renamed).toMatchObject({ name: "Loader of Monday", state: "approved", outgoingHash });
    expect(renamed.source.name).toBe(source.name);
    expect(renamed.outgoing).not.toContain("Monday");
    const { items } = await a.get(draftPage, "drafts");
    expect(items.find((it) => it.id === id)?.name).toBe("Loader of Monday");
    expect((await a.ask("PATCH", `drafts/${id}`, { name: " \u200b" })).status).toBe(400);
  });

  test("of a pasted text is called by its first telling words, without what must not leave", async () => {
    const text = "Darnell Pickering opened a mail.\nThe loader beacons to 45.77.12.9.";
    const created = await a.post("drafts", { name: "pasted text", text });
    const { name, source } = parseMessage(draft, created.value);
    expect(name).toBe("[a person] opened a mail.");
    expect(source.name).toBe("pasted text");
  });

  test("is blocked when the profile learns a name that it would send", async () => {
    const { id, outgoingHash } = await a.approved(story);
    const profile = a.member.desk.profile();
    await a.ask("PUT", "profile", { ...profile, brands: ["Evil Loader"] });
    const now = await a.get(draft, `drafts/${id}`);
    expect(now).toMatchObject({ state: "open", outgoing: null });
    const share = await a.post(`drafts/${id}/share`, { outgoingHash });
    expect(share).toMatchObject({ status: 409, value: { type: "draft-blocked" } });
    await a.ask("PUT", "profile", profile);
  });

  test("takes notes by hand, which are looked at like everything else", async () => {
    const { id } = await a.reviewed(story);
    const added = await a.ask("PATCH", `drafts/${id}`, {
      add: [
        { part: "note", value: "Seen at Ferrocrest first." },
        { part: "note", value: "Blocking the  sender helped." },
      ],
    });
    const [own, plain] = parseMessage(draft, added.value).items.filter((it) => it.part === "note");
    expect(own).toMatchObject({ proposal: "remove", decision: null, class: null });
    expect(plain).toMatchObject({ proposal: "send", value: "Blocking the sender helped." });
    const decided = await a.ask("PATCH", `drafts/${id}`, {
      decisions: [
        { item: own?.id, decision: "send", class: "G", value: "Ferrocrest again" },
        { item: plain?.id, decision: "send", class: "DM" },
      ],
    });
    const after = parseMessage(draft, decided.value);
    expect(after.items.find((it) => it.id === own?.id)?.decision).toBeNull();
    expect(after.blockers.map((it) => it.code)).toEqual(["undecided"]);
  });

  test("is there after a restart; what was discarded is gone", async () => {
    const kept = await a.reviewed(story);
    const gone = await a.reviewed("another story");
    expect((await a.ask("DELETE", `drafts/${gone.id}`)).status).toBe(204);
    expect((await a.ask("GET", `drafts/${gone.id}`)).status).toBe(409);
    await a.stop();
    await a.start();
    const { items } = await a.get(draftPage, "drafts");
    expect(items.map((it) => it.id)).toContain(kept.id);
    expect(items.map((it) => it.id)).not.toContain(gone.id);
    expect(await a.get(draft, `drafts/${kept.id}`)).toEqual(kept);
  });

  test.each([
    ["an unknown part", { decisions: [{ item: "i999", decision: "send" }] }, 404],
    ["an unknown role", { decisions: [{ item: "i1", decision: "send", role: "friend" }] }, 400],
    [
      "a value of an observable",
      { decisions: [{ item: "i1", decision: "send", value: "x" }] },
      400,
    ],
    ["an empty note", { add: [{ part: "note", value: "  " }] }, 400],
    ["an unknown field", { sendEverything: true }, 400],
  ])("refuses %s", async (_name, changes, status) => {
    const created = await a.post("drafts", { name: "x", text: "c2 at 45.77.12.9" });
    const { id } = parseMessage(draft, created.value);
    expect((await a.ask("PATCH", `drafts/${id}`, changes)).status).toBe(status);
  });
});

describe("reports", () => {
  test("are found by words and by observables in any writing", async () => {
    await using world = await TinyWorld.open();
    await using a = await DeskNode.ready(world, "a", ferrocrest);
    const { id: draftId, outgoingHash } = await a.approved(story);
    await a.post(`drafts/${draftId}/share`, { outgoingHash });
    await world.rounds(2);
    await a.member.desk.matcher.look();
    const found = async (q: string) =>
      (await a.get(reportPage, `reports?q=${encodeURIComponent(q)}`)).total;
    expect(await found("gate[.]evil-loader[.]com")).toBe(1);
    expect(await found("cve-2021-44228")).toBe(1);
    expect(await found("incident")).toBe(1);
    expect(await found("nothing-of-this")).toBe(0);
    expect((await a.get(reportPage, "reports?mine=true")).total).toBe(1);
  });
});
