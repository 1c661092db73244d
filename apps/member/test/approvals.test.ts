import { createHash } from "node:crypto";

import { draft, type Draft, parseMessage, reportView } from "@tocsin/wire";
import {
  draftPage,
  policyView,
  reportEvidence,
  standingList,
  standingUses,
  standingView,
} from "@tocsin/wire/node-api";
import { verifyDocument } from "@tocsin/crypto";
import { fromBase64Url } from "@tocsin/kernel";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { DeskNode } from "./world/desk-node.ts";
import { TinyWorld } from "./world/tiny-world.ts";

const story = "The loader beacons to c2 at gate.evil-loader.com and 45.77.12.9.";
const passphrase = "counsel alone knows this";

let world: TinyWorld;
let a: DeskNode;

beforeAll(async () => {
  world = await TinyWorld.open();
  a = await DeskNode.ready(world, "a", { names: ["Ferrocrest Steel Corp."] });
  expect((await a.ask("PUT", "policy", { persons: 2, passphrase })).status).toBe(200);
});

afterAll(async () => {
  await a[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function asked(): Promise<Draft & { outgoingHash: string }> {
  const approved = await a.approved(story);
  return { ...approved, outgoingHash: approved.outgoingHash ?? "" };
}

const decide = (id: string, verb: "approve" | "return", given: object) =>
  a.post(`approvals/${id}/${verb}`, { passphrase, ...given });

describe("two persons", () => {
  test("nothing leaves before counsel has approved the same bytes, and the record proves it", async () => {
    const { id, outgoingHash, approval } = await asked();
    expect(approval.state).toBe("waiting");
    expect((await a.get(draftPage, "approvals")).items.map((it) => it.id)).toEqual([id]);
    const early = await a.post(`drafts/${id}/share`, { outgoingHash });
    expect(early).toMatchObject({ status: 409, value: { type: "approval-needed" } });
    const decided = await decide(id, "approve", { outgoingHash, note: "As discussed." });
    expect(parseMessage(draft, decided.value).approval).toMatchObject({
      state: "approved",
      note: "As discussed.",
    });
    expect((await a.get(draftPage, "approvals")).items).toEqual([]);
    await a.stop();
    await a.start();
    const shared = await a.post(`drafts/${id}/share`, { outgoingHash });
    const report = parseMessage(reportView, shared.value);
    const { reviews, ledger } = await a.get(reportEvidence, `reports/${report.id}/evidence`);
    expect(ledger).toBeNull();
    const second = reviews[0]?.review.record.second;
    const { counsel } = await a.get(policyView, "policy");
    expect(second).toMatchObject({ by: "counsel", signed: { publicKey: counsel } });
    if (second?.by !== "counsel") throw new Error("counsel");
    const { decision, publicKey, signature } = second.signed;
    const bytes = (text: string) => fromBase64Url(text) ?? new Uint8Array();
    expect(verifyDocument("counsel-decision", decision, bytes(signature), bytes(publicKey))).toBe(
      true,
    );
    expect(decision).toMatchObject({ draft: id, outgoing: outgoingHash, decision: "approved" });
  });

  test("the console opens its record as a page that does nothing, for the author alone", async () => {
    const b = await DeskNode.ready(world, "b", { names: ["Other Corp."] });
    onTestFinished(() => b[Symbol.asyncDispose]());
    const { id, outgoingHash } = await asked();
    await decide(id, "approve", { outgoingHash });
    const shared = await a.post(`drafts/${id}/share`, { outgoingHash });
    const path = `/api/reports/${parseMessage(reportView, shared.value).id}/evidence/page`;
    await a.signIn();
    await b.signIn();
    const open = (node: DeskNode, headers: Record<string, string>, query = "") =>
      fetch(`${node.member.url}${path}${query}`, {
        headers: { ...headers, "sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate" },
      });
    const answer = await open(a, { cookie: a.cookie });
    const page = await answer.text();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html"]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
    const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(answer.headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox`,
    );
    expect(page).toContain("signature good");
    expect(page).toContain("What left, byte for byte");
    expect(page).not.toMatch(/NOT GOOD|<script|\s(?:src|href)=/);
    expect((await open(a, {})).status).toBe(401);
    expect((await open(a, { cookie: a.cookie }, "?q=1")).status).toBe(400);
    expect((await open(b, { cookie: b.cookie })).status).toBe(404);
  });

  test("a change after counsel's approval takes it back", async () => {
    const { id, outgoingHash } = await asked();
    await decide(id, "approve", { outgoingHash });
    const patched = await a.ask("PATCH", `drafts/${id}`, { frame: { stage: "control" } });
    const changed = parseMessage(draft, patched.value);
    expect(changed.approval.state).toBe("not-asked");
    await a.post(`drafts/${id}/approve`, { outgoingHash: changed.outgoingHash });
    const share = await a.post(`drafts/${id}/share`, { outgoingHash: changed.outgoingHash });
    expect(share).toMatchObject({ status: 409, value: { type: "approval-needed" } });
  });

  test.each([{ audience: "class:energy" }, { class: "everyone" }])(
    "the same bytes for others, or as another, are not what counsel approved: %o",
    async (terms) => {
      const { id, outgoingHash } = await asked();
      await decide(id, "approve", { outgoingHash });
      const patched = await a.ask("PATCH", `drafts/${id}`, { terms });
      expect(parseMessage(draft, patched.value).outgoingHash).toBe(outgoingHash);
      await a.post(`drafts/${id}/approve`, { outgoingHash });
      expect((await a.get(draft, `drafts/${id}`)).approval.state).toBe("waiting");
      const share = await a.post(`drafts/${id}/share`, { outgoingHash });
      expect(share).toMatchObject({ status: 409, value: { type: "approval-needed" } });
      const back = { terms: { audience: "members", class: null } };
      await a.ask("PATCH", `drafts/${id}`, back);
      await a.post(`drafts/${id}/approve`, { outgoingHash });
      expect((await a.get(draft, `drafts/${id}`)).approval.state).toBe("approved");
    },
  );

  test("what counsel returns is open again and says why", async () => {
    const { id, outgoingHash } = await asked();
    expect((await decide(id, "return", { outgoingHash })).status).toBe(400);
    const returned = await decide(id, "return", { outgoingHash, note: "Remove the address." });
    expect(parseMessage(draft, returned.value)).toMatchObject({
      state: "open",
      approval: { state: "returned", note: "Remove the address." },
    });
    const again = await a.post(`drafts/${id}/approve`, { outgoingHash });
    expect(parseMessage(draft, again.value).approval.state).toBe("waiting");
  });

  test.each([
    ["another passphrase", { passphrase: "not counsel's own" }, 403],
    ["other bytes", { outgoingHash: "A".repeat(43) }, 409],
    ["no passphrase", { passphrase: "" }, 400],
  ])("counsel's approval needs more than %s", async (_, given, status) => {
    const { id, outgoingHash } = await asked();
    const answer = await decide(id, "approve", { outgoingHash, ...given });
    expect(answer.status).toBe(status);
    expect((await a.get(draft, `drafts/${id}`)).approval.state).toBe("waiting");
  });

  test("who does not know counsel's passphrase cannot go back to one person", async () => {
    const wrong = await a.ask("PUT", "policy", { persons: 1, passphrase: "some other words" });
    expect(wrong).toMatchObject({ status: 403, value: { type: "counsel-passphrase-wrong" } });
    expect((await a.get(policyView, "policy")).persons).toBe(2);
    const page = await a.ask("PUT", "policy", { persons: 1, passphrase });
    expect(page.status).toBe(200);
    const { id, approval } = await asked();
    expect(approval.state).toBe("not-needed");
    expect((await a.get(draftPage, "approvals")).items).toEqual([]);
    // What was approved by one person alone waits for the second from then on.
    await a.ask("PUT", "policy", { persons: 2, passphrase });
    expect((await a.get(draftPage, "approvals")).items.map((it) => it.id)).toContain(id);
  });

  test("a page in the browser cannot change the policy", async () => {
    await a.signIn();
    const answer = await a.browse("PUT", "policy", { persons: 1, passphrase });
    expect(answer.status).toBe(403);
  });
});

describe("a standing approval", () => {
  const terms = {
    source: "edr",
    kinds: [
      { type: "ipv4", role: "command-and-control" },
      { type: "domain", role: "command-and-control" },
    ],
    audiences: ["members"],
    tlp: "amber",
    observablesMax: 10,
    usesMax: 1,
    until: "2027-01-31",
  };
  const fromSource = async (name: string): Promise<Draft> => {
    const made = parseMessage(draft, (await a.post("drafts", { name, text: story })).value);
    await a.ask("PATCH", `drafts/${made.id}`, { acceptProposals: true });
    const open = (await a.get(draft, `drafts/${made.id}`)).items.filter((it) => !it.decision);
    const decisions = open.map((it) => ({ item: it.id, decision: "remove" }));
    await a.ask("PATCH", `drafts/${made.id}`, { decisions });
    const { outgoingHash } = await a.get(draft, `drafts/${made.id}`);
    const approved = await a.post(`drafts/${made.id}/approve`, { outgoingHash, by: "program" });
    return parseMessage(draft, approved.value);
  };

  test("lets a program share its kinds from its source, each use kept, and no more often", async () => {
    const added = await a.post("standing-approvals", { terms, passphrase });
    expect(added.status).toBe(201);
    const { id: standing } = parseMessage(standingView, added.value).signed.approval;
    const covered = await fromSource("edr");
    expect(covered.approval).toMatchObject({ state: "approved", standing });
    const { outgoingHash } = covered;
    const shared = await a.post(`drafts/${covered.id}/share`, { outgoingHash });
    const report = parseMessage(reportView, shared.value);
    expect(await a.get(standingUses, `standing-approvals/${standing}/uses`)).toMatchObject({
      items: [{ report: report.id, outgoing: outgoingHash }],
    });
    const { reviews } = await a.get(reportEvidence, `reports/${report.id}/evidence`);
    expect(reviews[0]?.review.record).toMatchObject({
      reviewer: { role: "program" },
      second: { by: "standing", approval: standing },
    });
    expect((await fromSource("edr")).approval.state).toBe("waiting");
  });

  test.each([
    ["days that are past", { until: "2020-01-01" }],
    ["a kind that no value has", { kinds: [{ type: "note", role: null }] }],
  ])("is not signed for %s", async (_, wrong) => {
    const before = (await a.get(standingList, "standing-approvals")).items.length;
    const added = await a.post("standing-approvals", { terms: { ...terms, ...wrong }, passphrase });
    expect(added).toMatchObject({ status: 400, value: { type: "message-invalid" } });
    expect((await a.get(standingList, "standing-approvals")).items).toHaveLength(before);
  });

  test("covers no other source, and nothing once it is revoked", async () => {
    const added = await a.post("standing-approvals", { terms, passphrase });
    const { id: standing } = parseMessage(standingView, added.value).signed.approval;
    expect((await fromSource("mail")).approval.state).toBe("waiting");
    expect((await a.ask("GET", "standing-approvals/none/uses")).status).toBe(404);
    const revoke = (words: string) =>
      a.post(`standing-approvals/${standing}/revoke`, { passphrase: words });
    expect((await revoke("not counsel's own")).status).toBe(403);
    expect((await revoke(passphrase)).status).toBe(200);
    expect((await fromSource("edr")).approval.state).toBe("waiting");
    expect((await a.get(standingList, "standing-approvals")).items).toMatchObject([
      { uses: 0, signed: { approval: { id: standing } } },
      { uses: 1, revokedMs: null },
    ]);
  });

  test("without one, nothing leaves that a program alone has approved", async () => {
    const made = await fromSource("edr");
    const { id, outgoingHash } = made;
    expect((await decide(id, "approve", { outgoingHash: outgoingHash ?? "" })).status).toBe(200);
    const share = await a.post(`drafts/${id}/share`, { outgoingHash });
    expect(share).toMatchObject({ status: 409, value: { type: "draft-not-approved" } });
  });
});

describe("regimes", () => {
  test("are dated data: none in force is valid, and the one of the day is stamped on the share", async () => {
    const first = await asked();
    expect(first.regime).toBeNull();
    const law = { id: "law-1", name: "A law", from: "2026-01-01", until: null, text: "" };
    await a.ask("PUT", "policy", { regimes: [law], passphrase });
    const now = await a.get(draft, `drafts/${first.id}`);
    // Other bytes would leave now, so what was approved is open again.
    expect(now).toMatchObject({ regime: "law-1", state: "open" });
    expect(now.outgoing).toContain('"regime":"law-1"');
  });
});
