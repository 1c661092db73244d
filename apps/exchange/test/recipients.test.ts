import { ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { systemRandom, toBase64Url } from "@tocsin/kernel";
import type { ReceiptsDue, ReportBody } from "@tocsin/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { dropRecipient, nameRecipient } from "../src/recipients/recipient-file.ts";
import { givenTo } from "../src/recipients/waiting.ts";
import { bodyOf, envelopeHash, type TestAuthor, World } from "../src/testing/index.ts";

const receiptKey = ed25519SigningKey(systemRandom.bytes(32));
const taxii = "application/taxii+json;version=2.1";
let world: World;
let agency: string;
let peers: string;

beforeAll(async () => {
  world = await World.open();
  const named = { purposes: ["cybersecurity" as const], receiptKey: null };
  const first = { ...named, receiptKey: toBase64Url(receiptKey.publicKey) };
  agency = await key({ ...first, recipient: "cisa", title: "CISA", is: "government" });
  peers = await key({ ...named, recipient: "isac", title: "ISAC", is: "peer-community" });
  await world.endRound();
  await world.endRound();
});

afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function key(naming: Parameters<typeof nameRecipient>[1]): Promise<string> {
  const { secret } = await nameRecipient(world.stateDir, naming, systemRandom);
  return secret ?? "";
}

function ask(path: string, secret: string | undefined, json?: unknown): Promise<Response> {
  return fetch(`${world.exchange.url}${path}`, {
    method: json === undefined ? "GET" : "POST",
    headers: {
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      ...(path.startsWith("/taxii2") ? { accept: taxii } : {}),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
}

type Stix = Readonly<Record<string, unknown>>;

async function given(recipient: string, secret: string): Promise<Stix[]> {
  const path = `/taxii2/recipients/collections/${givenTo(recipient)}/objects/`;
  const { objects = [] } = (await (await ask(path, secret)).json()) as { objects?: Stix[] };
  return objects;
}

async function reportsGiven(recipient: string, secret: string): Promise<unknown[]> {
  const reports = (await given(recipient, secret)).filter(({ type }) => type === "report");
  return reports.map((it) => {
    const [first] = (it["external_references"] ?? []) as { external_id: string }[];
    return first?.external_id;
  });
}

async function leaves() {
  return (await world.read()).leaves.map(({ leaf }) => leaf);
}

function body(mark: string, more: Partial<ReportBody>): ReportBody {
  return { ...bodyOf(mark), ...more };
}

async function publish(author: TestAuthor, it: ReportBody) {
  const report = await author.report(it);
  await world.submit(report);
  await world.endRound();
  return { report, id: toBase64Url(envelopeHash(report)) };
}

const forGovernment = { recipients: { to: ["government" as const], proprietary: true } };

test("who is named and under which terms is in the ledger, and no key", async () => {
  const told = (await leaves()).filter(({ kind }) => kind === "recipient");
  const names = told.map((leaf) => (leaf.kind === "recipient" ? leaf.recipient : ""));
  expect(names.sort()).toEqual(["cisa", "isac"]);
  expect(JSON.stringify(told)).not.toContain(agency);
});

test("a report is given once its delivery is public, to whom it was meant for and nobody else", async () => {
  const author = world.author();
  await publish(world.author(), body("unchosen", { tlp: "clear" }));
  const { id, report } = await publish(author, body("chosen", { tlp: "green", ...forGovernment }));
  expect(await reportsGiven("cisa", agency)).toEqual([]);
  await world.endRound();
  expect(await reportsGiven("cisa", agency)).toEqual([id]);
  expect(await reportsGiven("isac", peers)).toEqual([]);
  const deliveries = (await leaves()).filter(({ kind }) => kind === "delivery");
  const purposes = ["cybersecurity"];
  expect(deliveries).toEqual([
    {
      kind: "delivery",
      recipient: "cisa",
      revision: 1,
      receipt: null,
      reports: [{ report: id, envelope: id, purposes }],
    },
  ]);
  const objects = await given("cisa", agency);
  const markings = objects.filter(({ type }) => type === "marking-definition");
  expect(markings.map(({ name }) => name)).toEqual(["ACS", "TLP:GREEN"]);
  expect(JSON.stringify(markings)).toContain("CISAPROPRIETARY");

  await world.submit(await author.withdraw(report));
  await world.endRound();
  await world.endRound();
  const left = await given("cisa", agency);
  expect(left.find(({ type }) => type === "report")).toMatchObject({ revoked: true });
  expect(JSON.stringify(left)).not.toContain("chosen-0.malware.example");
});

test("a restricted one is given only after the recipient's receipt is in the ledger", async () => {
  const { id } = await publish(world.author(), body("amber", { tlp: "amber", ...forGovernment }));
  await world.endRound();
  await world.endRound();
  expect(await reportsGiven("cisa", agency)).not.toContain(id);
  const waits = await due();
  expect(waits.reports).toEqual([{ report: id, envelope: id, purposes: ["cybersecurity"] }]);
  const receipt = { v: 1, ...waits };
  const signature = toBase64Url(signDocument("use-receipt", receipt, receiptKey));
  expect((await ask("/recipients/receipts", agency, { receipt, signature })).status).toBe(200);
  await world.endRound();
  expect(await reportsGiven("cisa", agency)).not.toContain(id);
  await world.endRound();
  expect(await reportsGiven("cisa", agency)).toContain(id);
  const kinds = (await leaves()).map((leaf) => leaf.kind);
  expect(kinds.lastIndexOf("delivery")).toBeGreaterThan(kinds.lastIndexOf("use-receipt"));
  const last = (await leaves()).findLast((leaf) => leaf.kind === "delivery");
  expect(last?.receipt).toMatch(/^[\w-]{43}$/);
});

describe("a receipt is refused", () => {
  let waiting: TestAuthor;
  let waitingReport: ReturnType<TestAuthor["report"]>;

  beforeAll(async () => {
    waiting = world.author();
    const { report } = await publish(waiting, body("waiting", { tlp: "amber", ...forGovernment }));
    waitingReport = Promise.resolve(report);
  });

  test.each<[string, (due: ReceiptsDue) => unknown]>([
    [
      "that another key has signed",
      (due) => signed(due, ed25519SigningKey(systemRandom.bytes(32))),
    ],
    ["under other terms", (due) => signed({ ...due, revision: 2 })],
    ["in another's name", (due) => signed({ ...due, recipient: "isac" })],
    [
      "for other purposes",
      (due) =>
        signed({ ...due, reports: due.reports.map((it) => ({ ...it, purposes: ["minors"] })) }),
    ],
    [
      "for what does not wait",
      (due) =>
        signed({ ...due, reports: due.reports.map((it) => ({ ...it, report: "A".repeat(43) })) }),
    ],
    ["for nothing", (due) => signed({ ...due, reports: [] })],
  ])("%s", async (_name, change) => {
    const { status } = await ask("/recipients/receipts", agency, change(await due()));
    expect([400, 409]).toContain(status);
  });

  test("once the report is withdrawn", async () => {
    const before = await due();
    expect(before.reports).toHaveLength(1);
    await world.submit(await waiting.withdraw(await waitingReport));
    await world.endRound();
    expect((await due()).reports).toEqual([]);
    expect((await ask("/recipients/receipts", agency, signed(before))).status).toBe(409);
  });
});

async function due(): Promise<ReceiptsDue> {
  return (await (await ask("/recipients/due", agency)).json()) as ReceiptsDue;
}

function signed(receipt: object, by = receiptKey): unknown {
  const whole = { v: 1, ...receipt };
  return { receipt: whole, signature: toBase64Url(signDocument("use-receipt", whole, by)) };
}

test("an amendment that no longer means the recipient takes the report from it", async () => {
  const author = world.author();
  const open = body("taken", {
    tlp: "clear",
    recipients: { to: ["recipient:isac"], proprietary: false },
  });
  const { report, id } = await publish(author, open);
  await world.endRound();
  expect(await reportsGiven("isac", peers)).toContain(id);
  await world.submit(await author.amend(report, body("taken", { tlp: "clear" })));
  await world.endRound();
  const left = await given("isac", peers);
  expect(JSON.stringify(left)).not.toContain("taken-0.malware.example");
});

test("nobody else reads anything, and a dropped recipient no more", async () => {
  for (const path of ["/taxii2/", "/taxii2/recipients/collections/", "/recipients/due"]) {
    expect([path, (await ask(path, undefined)).status]).toEqual([path, 401]);
    expect([path, (await ask(path, "x".repeat(43))).status]).toEqual([path, 401]);
  }
  const other = `/taxii2/recipients/collections/${givenTo("cisa")}/objects/`;
  expect((await ask(other, peers)).status).toBe(404);
  for (const hidden of ["due%20cisa", "pending%20cisa"]) {
    const path = `/taxii2/recipients/collections/${hidden}/objects/`;
    expect((await ask(path, agency)).status).toBe(404);
  }
  await dropRecipient(world.stateDir, "isac");
  await world.endRound();
  await world.endRound();
  expect((await ask("/taxii2/", peers)).status).toBe(401);
  const told = (await leaves()).filter(({ kind }) => kind === "recipient");
  expect(told.at(-1)).toMatchObject({ recipient: "isac", revision: 2, active: false });
});

test("after a restart everything stands as it was, and nothing is delivered twice", async () => {
  const before = [await given("cisa", agency), (await leaves()).length];
  await world.restart();
  await world.endRound();
  await world.endRound();
  expect([await given("cisa", agency), (await leaves()).length]).toEqual(before);
});
