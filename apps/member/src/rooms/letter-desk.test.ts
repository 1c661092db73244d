import type { FindingKind } from "@tocsin/disclosure";
import { parseEpoch, systemRandom, TocsinError, toBase64Url } from "@tocsin/kernel";
import { classId, parseMessage } from "@tocsin/wire";
import { expect, test } from "vitest";

import { createLetterDesk } from "./letter-desk.ts";
import { noPlan, type Plan } from "./plan.ts";

const everyone = parseMessage(classId, "everyone");
const id = toBase64Url(new Uint8Array(16));
const silent = { class: null, seen: null, techniques: [], contact: null, report: null };

/** A desk whose inspection says what it is told to, in a community of so many members. */
function deskOf({ kinds = [] as FindingKind[], members = 40, breaks = false } = {}) {
  const kept: string[] = [];
  const row = { kind: "answer", ref: "report", json: "{}" };
  const plan: Plan = {
    ...noPlan,
    letters: [{ id, text: '{"v":1}', to: { pk: "pk", psk: null }, row }],
  };
  const planned = (): Promise<Plan> => Promise.resolve(plan);
  const judgement = {
    proposal: kinds.length === 0 ? "send" : "remove",
    why: "No.",
    kinds,
  } as const;
  const desk = createLetterDesk({
    talk: {
      plan: {
        offer: planned,
        accept: planned,
        message: planned,
        question: planned,
        answer: planned,
        appeal: planned,
        invite: planned,
        propose: planned,
        agree: planned,
        renew: planned,
      },
      keep: ({ view }) => {
        kept.push(view.id);
        return Promise.resolve();
      },
    },
    readyBody: () => Promise.resolve("{}"),
    inspector: {
      judge: () =>
        breaks ? Promise.reject(new TocsinError("inspection-failed")) : Promise.resolve(judgement),
      propose: () => Promise.resolve({ findings: [], items: [], suggestions: [], notes: [] }),
    },
    protocol: {
      crowdCounts: () =>
        Promise.resolve({
          classes: [{ id: everyone, members, mergedInto: null, parent: null }],
          cells: [{ class: everyone, region: null, size: null, members }],
        }),
      report: () => Promise.resolve(reportOf()),
    },
    drafts: { reviews: () => Promise.resolve([]) },
    clock: { now: () => 1, sleep: () => Promise.resolve() },
    random: systemRandom,
  });
  return { desk, kept };
}

function reportOf() {
  const hash = toBase64Url(new Uint8Array(32));
  return {
    id: "report",
    mine: true,
    envelope: {
      v: 1 as const,
      kind: "report" as const,
      class: everyone,
      epoch: parseEpoch("2026-11"),
      audience: "members" as const,
      body: hash,
      pkSign: hash,
      pkHpke: hash,
      author: hash,
      review: null,
      seq: 0,
      prev: null,
    },
    body: null,
    withdrawn: false,
    index: 1,
    round: 1,
    publishedMs: 1,
    delivery: null,
    confirmed: false,
  };
}

test("what nothing was found in is shown as it would leave, and kept for the person's yes", async () => {
  const { desk, kept } = deskOf();
  const draft = await desk.question("report", "Which rule?");
  expect(draft).toMatchObject({ outgoing: '{"v":1}', findings: [], capsules: 1 });
  expect(kept).toEqual([draft.id]);
});

test("what something was found in is not kept: it cannot be sent", async () => {
  const { desk, kept } = deskOf({ kinds: ["company-name"] });
  const drafts = [
    await desk.question("report", "We at Northwind?"),
    await desk.answer("question", "We at Northwind."),
    await desk.message("room", { of: "note", text: "We at Northwind." }),
    await desk.message("room", { of: "file", name: "northwind.yml", format: "text", text: "x" }),
  ];
  expect(drafts.map(({ outgoing }) => outgoing)).toEqual([null, null, null, null]);
  expect(kept).toEqual([]);
});

test("where the inspection breaks, there is no draft", async () => {
  const { desk, kept } = deskOf({ breaks: true });
  await expect(desk.question("report", "Which rule?")).rejects.toMatchObject({
    code: "inspection-failed",
  });
  expect(kept).toEqual([]);
});

test("an answer counts the crowd of its report anew", async () => {
  const { desk } = deskOf({ members: 4 });
  const draft = await desk.answer("question", "No.");
  expect(draft.outgoing).toBeNull();
  expect(draft.findings.map(({ kinds }) => kinds)).toEqual([["crowd-too-small"]]);
});

test("a contact may name its giver and nothing else", async () => {
  const gives = { ...silent, contact: "soc at one.example" };
  const named = await deskOf({ kinds: ["company-name", "email-person"] }).desk.offer("m", gives);
  expect(named.findings).toEqual([]);
  expect(named.tells.join(" ")).toContain("names you");
  const secret = await deskOf({ kinds: ["secret"] }).desk.offer("m", gives);
  expect(secret.findings).toMatchObject([{ field: "gives.contact", kinds: ["secret"] }]);
});

test("what strikes back at others is no defensive measure", async () => {
  const { desk } = deskOf();
  const text = "Hack back: log in to the attacker's server and delete its files.";
  const file = { of: "file", name: "plan.txt", format: "text", text } as const;
  const draft = await desk.message("room", file);
  expect(draft.outgoing).toBeNull();
  expect(draft.findings[0]?.kinds).toEqual(["hack-back"]);
});
