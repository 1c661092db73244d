import { parseMessage } from "@tocsin/wire";
import {
  inbox,
  type LetterDraft,
  letterDraft,
  nodeStatus,
  questionList,
  reportPage,
  reportStanding,
} from "@tocsin/wire/node-api";
import { parseCanonicalJson, roundAt, systemClock } from "@tocsin/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";

import { DeskNode } from "./world/desk-node.ts";
import { TinyWorld } from "./world/tiny-world.ts";

let world: TinyWorld;
let author: DeskNode;
let reader: DeskNode;
let report: string;

beforeAll(async () => {
  world = await TinyWorld.open({ talks: true });
  author = await DeskNode.ready(world, "one", { names: ["Northwind Grid"] });
  reader = await DeskNode.ready(world, "two");
  const { id, outgoingHash } = await author.approved(
    "The mail led to hxxp://login.bad-portal.example/a and to 203.0.113.7.",
  );
  await author.post(`drafts/${id}/share`, { outgoingHash });
  await world.rounds(4);
  report = (await reader.get(reportPage, "reports")).items[0]?.id ?? "";
});

afterAll(async () => {
  await author[Symbol.asyncDispose]();
  await reader[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

async function drafted(node: DeskNode, path: string, body: unknown): Promise<LetterDraft> {
  const asked = await node.post(path, body);
  expect(asked.status).toBe(201);
  return parseMessage(letterDraft, asked.value);
}

async function sent(node: DeskNode, { id, outgoingHash }: LetterDraft): Promise<void> {
  expect((await node.post(`letters/${id}/send`, { outgoingHash })).status).toBe(204);
}

/** Rounds until it is so: reading and trying go on beside the clock, slowly on a machine with much else to do. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    await world.rounds(1);
    if (await isSo()) return;
    await systemClock.sleep(10);
  }
  throw new Error("never");
}

test("a question reaches the report's author alone, and the answer the one who asked", async () => {
  const asked = await drafted(reader, `reports/${report}/questions`, {
    text: "Did it reach a second host?",
  });
  expect(parseCanonicalJson(asked.outgoing ?? "")).toMatchObject({ kind: "question", report });
  await sent(reader, asked);
  await until(async () => (await author.get(inbox, "inbox")).unread === 1);
  const [question] = (await author.get(questionList, `reports/${report}/questions`)).items;
  expect(question).toMatchObject({
    mine: false,
    text: "Did it reach a second host?",
    unread: true,
  });
  const answer = await drafted(author, `questions/${question?.id ?? ""}/answers`, {
    text: "No, the proxy held it.",
  });
  expect(answer.tells.join(" ")).toContain("author of the report");
  await sent(author, answer);
  await until(async () => (await reader.get(inbox, "inbox")).unread === 1);
  const [own] = (await reader.get(questionList, `reports/${report}/questions`)).items;
  expect(own).toMatchObject({
    mine: true,
    delivery: "published",
    answers: [{ text: "No, the proxy held it.", delivery: "received", unread: true }],
  });
  await reader.post("inbox/read", { ref: report });
  expect((await reader.get(inbox, "inbox")).unread).toBe(0);
});

test("what would name the company, or is no short note, does not leave", async () => {
  const draft = await drafted(reader, `reports/${report}/questions`, {
    text: "Call Anna Schmidt at anna.schmidt@contoso.example.",
  });
  expect(draft).toMatchObject({ outgoing: null, outgoingHash: null });
  expect(draft.findings.length).toBeGreaterThan(0);
  const send = await reader.post(`letters/${draft.id}/send`, { outgoingHash: "A".repeat(43) });
  expect(send.status).toBe(404);
  const long = { text: "word ".repeat(26).trim() };
  expect((await reader.post(`reports/${report}/questions`, long)).status).toBe(400);
});

test("only the bytes that were looked at are sent, and once", async () => {
  const draft = await drafted(reader, `reports/${report}/questions`, { text: "Which proxy rule?" });
  const other = await reader.post(`letters/${draft.id}/send`, { outgoingHash: report });
  expect(other.status).toBe(409);
  await sent(reader, draft);
  const { outgoingHash } = draft;
  expect((await reader.post(`letters/${draft.id}/send`, { outgoingHash })).status).toBe(404);
});

test("nobody answers for another's report", async () => {
  const [own] = (await reader.get(questionList, `reports/${report}/questions`)).items;
  const answer = await reader.post(`questions/${own?.id ?? ""}/answers`, { text: "Yes." });
  expect(answer.status).toBe(404);
});

test("a report is unconfirmed until another of the class votes; the author cannot", async () => {
  const standing = await reader.get(reportStanding, `reports/${report}/standing`);
  expect(standing).toMatchObject({ unconfirmed: true, counts: [], ruling: null });
  expect((await author.post(`reports/${report}/votes`, { vote: "confirm" })).status).toBe(409);
  expect((await reader.post(`reports/${report}/votes`, { vote: "confirm" })).status).toBe(204);
  expect((await reader.post(`reports/${report}/votes`, { vote: "confirm" })).status).toBe(204);
  await until(() => Promise.resolve(world.exchange.votes.length > 0));
  expect(world.exchange.votes).toMatchObject([{ vote: "confirm" }]);
  const { tokens } = await reader.get(nodeStatus, "status");
  const votes = tokens.filter(({ purpose }) => purpose === "vote");
  expect(votes.reduce((sum, { left, quota }) => sum + quota - left, 0)).toBe(1);
  const [shown] = (await author.get(reportPage, "reports")).items;
  expect(shown).toMatchObject({ id: report, unconfirmed: true });
  await world.clock.runFor(1000);
  const round = roundAt(world.clock.now(), world.roundMs);
  const counts = [{ vote: "confirm" as const, votes: "1" as const }];
  world.exchange.notices.push({ kind: "votes", round, report, counts });
  await until(async () => !(await author.get(reportPage, "reports")).items[0]?.unconfirmed);
  expect(await author.get(reportStanding, `reports/${report}/standing`)).toMatchObject({
    unconfirmed: false,
    stake: "held",
    appealed: false,
  });
  expect((await author.post(`reports/${report}/appeals`, { text: "No." })).status).toBe(409);
});
