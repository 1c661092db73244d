/**
 * After a whole journey every word that only one company has is looked for in every log, metric, file,
 * database and answer. Each may be where its owner keeps it, and nowhere else.
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { assert, dayOf, parseJson, systemClock, toBase64Url, utf8 } from "@tocsin/kernel";
import { reportView } from "@tocsin/wire";
import { keyBackup, signInLink, warningPage } from "@tocsin/wire/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { castellan } from "../src/companies.ts";
import { dumpDatabase } from "../src/database-dump.ts";
import { reporter, secrets } from "./stand/anonymous-world.ts";
import { exchangeDatabase, rowsOf } from "./stand/judgement.ts";
import { type NodeApi, until } from "./stand/node-api.ts";
import { crowd, type NodeProcess, ProcessWorld } from "./stand/process-world.ts";
import {
  findings,
  type Finding,
  folderTraces,
  search,
  textTrace,
  type Trace,
} from "./stand/traces.ts";
import { answersToOthers, answersToStrangers } from "./stand/wrong-roles.ts";

interface Canary {
  readonly what: string;
  readonly value: string | Uint8Array;
  /** Beginnings of the places where it may be. */
  readonly may: readonly string[];
}

const setUpMs = 900_000;
const own = ["reporter/"];
const keptMarker = "0ddba11c5f3d1c7a9e0b4d2f8a6c1e3b5d7f9a0c2e4b6d8f0a1c3e5d7b9f1a3c";
const withdrawnMarker = "f00dcafe5f3d1c7a9e0b4d2f8a6c1e3b5d7f9a0c2e4b6d8f0a1c3e5d7b9f1a3c";
const seenHost = "10.91.77.19";
const passphrase = "correct zebrawood lantern staple";

const mail = `From: "${secrets.person}" <o.farnsbarrow@quillwort.example>
To: soc@quillwort.example
Subject: ${secrets.sentence}
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<html><body><p>${secrets.name}, ${secrets.place}: ${secrets.host} (${seenHost}) ran a loader, SHA-256
${keptMarker}, of the family Sakula.</p><p style="display:none">${secrets.customer}</p></body></html>`;

let world: ProcessWorld;
let canaries: readonly Canary[];
/** Everything but the nodes' own answers to their owners. */
let traces: Trace[] = [];
/** While the programs ran: answers to others than the owner. */
const answers: Trace[] = [];
/** What the exchange and the other node held while they ran, after the withdrawal. */
let liveAfterWithdrawal: Trace[];

beforeAll(async () => {
  world = await ProcessWorld.open({
    companies: [reporter, castellan, ...crowd],
    found: async (founding) => {
      await Promise.all([reporter, castellan].map((it) => founding.joinAsProcess(it)));
      await founding.joinResting(crowd);
    },
  });
  const [a, b] = [nodeOf(reporter.id), nodeOf(castellan.id)];
  await prepare(a.api, b.api);
  const kept = await report(a.api, "bytes");
  const withdrawn = await report(a.api, "text");
  await until(
    () => b.api.get(warningPage, "warnings"),
    ({ items }) => items.length === 2,
    "warnings",
  );
  const secretsOfSession = await useSecrets(a.api);
  await withdraw(a.api, b.api, withdrawn);
  liveAfterWithdrawal = [...(await folderTraces(world.folder("exchange")))];
  canaries = await listCanaries(a, secretsOfSession);
  await killInTheMiddle(a);
  answers.push(...(await answersToStrangers(world, a.api, kept)));
  answers.push(...(await answersToOthers(b.api, kept)));
  for (const program of world.programs) {
    traces.push(textTrace(`metrics of ${program.name}`, await program.metrics()));
  }
  await Promise.all(world.programs.map((it) => it.stop()));
  traces = [...traces, ...(await leftBehind())];
}, setUpMs);

afterAll(() => world[Symbol.asyncDispose]());

function nodeOf(id: string): NodeProcess {
  const node = world.nodes.get(id);
  assert(node, "a node");
  return node;
}

async function prepare(a: NodeApi, b: NodeApi): Promise<void> {
  await Promise.all([a.ready(), b.ready()]);
  const empty: unknown = parseJson((await a.ask("GET", "profile")).text);
  assert(typeof empty === "object", "a profile");
  const profile = {
    ...empty,
    names: [secrets.name, "Quillwort"],
    domains: ["quillwort.example"],
    people: [secrets.person],
    places: [secrets.place],
    hosts: [secrets.host],
    customers: [secrets.customer],
    ranges: ["10.91.0.0/16"],
  };
  expect((await a.ask("PUT", "profile", profile)).status).toBe(200);
  const watching = { ...empty, watch: ["Sakula"] };
  expect((await b.ask("PUT", "profile", watching)).status).toBe(200);
  const values = [{ type: "sha256", value: keptMarker }];
  expect((await b.ask("POST", "sightings", { source: "proxy", values })).status).toBeLessThan(300);
}

/** As a file, through the reader of documents, or as text that was pasted. */
async function report(api: NodeApi, how: "bytes" | "text"): Promise<string> {
  const name = encodeURIComponent(secrets.fileName);
  const made =
    how === "bytes"
      ? await api.ask("POST", `drafts?name=${name}`, utf8(mail.replaceAll("\n", "\r\n")))
      : await api.ask("POST", "drafts", {
          name: secrets.fileName,
          text: `${secrets.person}: Sakula again on ${secrets.host}, SHA-256 ${withdrawnMarker}.`,
        });
  const id = /"id":"([\w-]+)"/.exec(made.text)?.[1];
  assert(made.status === 201 && id !== undefined, `a draft: ${made.text.slice(0, 300)}`);
  const approved = await api.approve({ id });
  expect(approved.outgoing).toContain(how === "bytes" ? keptMarker : withdrawnMarker);
  const { outgoingHash } = approved;
  const shared = await api.send(reportView, "POST", `drafts/${id}/share`, { outgoingHash });
  await api.untilDelivered(shared.id);
  return shared.id;
}

/** Signs a browser in, makes a backup; resolves with what must then be nowhere. */
async function useSecrets(api: NodeApi): Promise<Canary[]> {
  const { token: bearer, url } = await api.address();
  const link = await api.send(signInLink, "POST", "sign-in-links");
  const token = link.url.slice(link.url.indexOf("#token=") + 7);
  const signedIn = await fetch(`${url}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const session = /=([\w-]{43})/.exec(signedIn.headers.get("set-cookie") ?? "")?.[1];
  assert(session !== undefined, "a session");
  await api.send(keyBackup, "POST", "keys/backup", { passphrase });
  return [
    { what: "passphrase", value: passphrase, may: [] },
    { what: "sign-in token", value: token, may: [] },
    { what: "session", value: session, may: [] },
    // The node was killed after this, so its file of then is gone with the next start.
    { what: "bearer", value: bearer, may: [] },
  ];
}

async function withdraw(a: NodeApi, b: NodeApi, id: string): Promise<void> {
  await a.send(reportView, "POST", `reports/${id}/withdraw`);
  await until(
    () => b.report(id),
    (it) => it.withdrawn && it.body === null,
    "the withdrawal",
  );
  // The exchange rewrites the batch in the round after.
  await until(
    async () => (await dumpDatabase(exchangeDatabase(world))).map(({ row }) => row["file"]),
    (files) => !files.includes(null),
    "rewritten batches",
  );
}

/** A file that is being read when the node dies must not stay behind anywhere. */
async function killInTheMiddle({ api, program }: NodeProcess): Promise<void> {
  const padded = utf8(mail + `<p>${secrets.sentence}</p>`.repeat(20_000));
  const asking = api.ask("POST", "drafts?name=large.eml", padded).catch(() => undefined);
  await until(
    () => readdir(world.folder("tmp")),
    (names) => names.length > 0,
    "a parser at work",
  );
  await program.kill();
  await asking;
  await program.start();
}

async function listCanaries(a: NodeProcess, session: readonly Canary[]): Promise<Canary[]> {
  const dump = await dumpDatabase(path.join(a.home, "member.sqlite"));
  const exchange = await dumpDatabase(exchangeDatabase(world));
  const bytes = (value: unknown): Uint8Array => {
    assert(value instanceof Uint8Array && value.length >= 16, "bytes");
    return value;
  };
  // One unspent token of each key, and that which the relay is shown today.
  const tokens = rowsOf(dump, "token");
  const free = tokens.filter(({ stage }) => stage === "free");
  const shown = tokens.filter(({ day }) => day === dayOf(systemClock.now()));
  const chosen = [...new Map(free.map((row) => [row["key_id"], row])).values(), ...shown];
  expect(shown.length).toBe(1);
  expect(chosen.length).toBe(7);
  const invitations = [...world.invitations.values()].slice(0, 2);
  return [
    ...session,
    { what: "name", value: secrets.name, may: [...own, "issuer/"] },
    { what: "legal id", value: secrets.legalId, may: [...own, "issuer/"] },
    ...["person", "place", "host", "customer", "fileName", "sentence"].map((what) => ({
      what,
      value: secrets[what as keyof typeof secrets],
      may: own,
    })),
    { what: "inner address", value: seenHost, may: own },
    { what: "report", value: keptMarker, may: [...own, "castellan/", "exchange/exchange.sqlite"] },
    { what: "withdrawn report", value: withdrawnMarker, may: own },
    ...invitations.map(({ secret }) => ({ what: "invitation", value: secret, may: [] })),
    ...rowsOf(dump, "identity").map((row) => ({
      what: "member's key",
      value: bytes(row["seed"]),
      may: own,
    })),
    ...rowsOf(dump, "master_key").map((row) => ({
      what: "master key",
      value: bytes(row["secret"]),
      may: own,
    })),
    ...chosen.map((row) => ({ what: "token", value: bytes(row["token"]), may: own })),
    ...rowsOf(exchange, "gateway_key").map((row) => ({
      what: "gateway key",
      value: bytes(row["secret"]),
      may: ["exchange/exchange.sqlite"],
    })),
    ...rowsOf(exchange, "audience_key").map((row) => ({
      what: "audience key",
      value: bytes(row["key"]),
      may: [...own, "castellan/", "exchange/exchange.sqlite"],
    })),
    { what: "ledger key", value: await file("exchange/ledger.key"), may: ["exchange/ledger.key"] },
    { what: "issuer's key", value: await file("issuer/issuer.key"), may: ["issuer/issuer.key"] },
  ];
}

function file(name: string): Promise<Uint8Array> {
  return readFile(world.folder(name));
}

/** Every folder of the world and everything that any program has written, after an orderly stop. */
async function leftBehind(): Promise<Trace[]> {
  const left: Trace[] = [];
  for (const name of await readdir(world.root))
    left.push(...(await folderTraces(world.folder(name))));
  for (const { name, written } of world.programs) left.push(textTrace(`log of ${name}`, written));
  return left;
}

/** Where it may not be. */
function misplaced(hits: readonly Finding<Canary>[]): string[] {
  return hits
    .filter(({ needle, place }) => {
      const at = place.replace(/^name of /, "");
      return !needle.may.some((start) => at.startsWith(start));
    })
    .map(({ needle, place }) => `${needle.what} in ${place}`);
}

describe("what belongs to one company", () => {
  test("is in no log, metric, file, database or answer of another", () => {
    expect(misplaced(search(answers, canaries))).toEqual([]);
    expect(answers.length).toBeGreaterThan(100);
    const hits = search(traces, canaries);
    expect(misplaced(hits)).toEqual([]);
    // And it is where its owner keeps it, so the search is known to find it.
    const seen = new Set(hits.map(({ needle }) => needle));
    expect(canaries.filter((it) => it.may.length > 0 && !seen.has(it))).toEqual([]);
  });

  test("would be found in a log, in an answer, and in base64 in a file of somebody else", () => {
    for (const canary of canaries) {
      const { value } = canary;
      const text = typeof value === "string" ? value : toBase64Url(value);
      const planted = [
        textTrace("log of exchange", `{"msg":"x","detail":"${text}"}`),
        textTrace(
          "answer",
          JSON.stringify({ detail: text.toUpperCase() === text ? text : `(${text})` }),
        ),
        textTrace("relay/state", Buffer.from(`12${text}3`).toString("base64")),
      ];
      const hits = planted.map((it) => misplaced(search([it], [canary])).length);
      expect(hits.slice(0, 2), canary.what).toEqual([1, 1]);
      if (typeof value === "string") expect(hits[2], canary.what).toBe(1);
    }
  });
});

describe("what is over", () => {
  test("a withdrawn report is nowhere at the exchange any more, already while it runs", () => {
    const withdrawn = { what: "withdrawn report", value: withdrawnMarker };
    expect(findings(liveAfterWithdrawal, [withdrawn])).toEqual([]);
    expect(findings(liveAfterWithdrawal, [{ what: "report", value: keptMarker }])).not.toEqual([]);
  });

  test("nothing is left in temporary, working and home folders, and no bearer after a stop", async () => {
    for (const name of ["cwd", "user"]) expect(await readdir(world.folder(name))).toEqual([]);
    const files = (await folderTraces(world.folder("tmp"))).filter(
      ({ place }) => !place.startsWith("name of"),
    );
    expect(files).toEqual([]);
    for (const { home } of world.nodes.values()) {
      expect(await readdir(home)).not.toContain("api.json");
    }
    expect(await readdir(world.folder("issuer"))).not.toContain("admin.json");
  });
});
