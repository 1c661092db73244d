/**
 * What the exchange, the relay and the issuer hold, say and measure after a report, against everything
 * that could name its author. Each check is shown a planted leak as well, which it must find.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { sha256 } from "@tocsin/crypto";
import { assert, canonicalJson, compareBytes, dayOf, systemClock, utf8 } from "@tocsin/kernel";
import { bytesOf, capsuleBytes, capsulePath, sessionPath } from "@tocsin/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { dumpDatabase, type DumpedRow } from "../src/database-dump.ts";
import {
  type AnonymousWorld,
  marker,
  openAnonymousWorld,
  report,
  reporter,
  secretNeedles,
  untilCapsules,
} from "./stand/anonymous-world.ts";
import {
  addressesIn,
  exactTimes,
  linesOfRequests,
  ofMembers,
  reportsOutOfOrder,
  tablesWithArrivalOrder,
  valuesOf,
} from "./stand/correlations.ts";
import { exchangeDatabase, rowsOf, submissionsIn } from "./stand/judgement.ts";
import { memoryFindings, openKeeper } from "./stand/process-memory.ts";
import { type Recorded, watchPorts } from "./stand/recorded-network.ts";
import { tokenTraffic } from "./stand/token-traffic.ts";
import {
  commonPieces,
  dumpTraces,
  findings,
  folderTraces,
  type Needle,
  textTrace,
  type Trace,
} from "./stand/traces.ts";

const setUpMs = 900_000;
/** More than one, so that the moments between them can be compared. */
const capsulesMin = 3;
/** What every reader asks for; nothing of it says what interests whom. */
const feedForm = /\/feed\/(?:checkpoint|(?:rounds|batches|live)\/\d+)$/;

let scratch: string;
let anonymous: AnonymousWorld;
let watched: ReturnType<typeof watchPorts>;
let exchange: readonly DumpedRow[];
let issuer: readonly DumpedRow[];
/** Raw files, with what SQLite leaves in free pages and logs; programs' output; metrics. */
let exchangeTraces: Trace[];
let issuerTraces: Trace[];
let relayTraces: Trace[];
let identity: readonly Needle[];
let startedMs: number;
let quiet: { readonly log: Record<"exchange" | "relay", string>; fromMs: number; untilMs: number };

beforeAll(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "tocsin-anonymity-"));
  startedMs = systemClock.now();
  watched = watchPorts();
  anonymous = await openAnonymousWorld();
  const { world } = anonymous;
  const { exchange: at, relay } = world.operators;
  const before = { exchange: at.written.length, relay: relay.written.length };
  const fromMs = systemClock.now();
  await report(anonymous);
  await untilCapsules(anonymous, fromMs, capsulesMin);
  const log = {
    exchange: at.written.slice(before.exchange),
    relay: relay.written.slice(before.relay),
  };
  quiet = { log, fromMs, untilMs: systemClock.now() };
  exchange = await dumpDatabase(exchangeDatabase(world));
  issuer = await dumpDatabase(path.join(world.folder("issuer"), "issuer.sqlite"));
  exchangeTraces = await seized("exchange", exchange);
  issuerTraces = await seized("issuer", issuer);
  relayTraces = await seized("relay", []);
  identity = identityNeedles();
}, setUpMs);

afterAll(async () => {
  watched[Symbol.dispose]();
  await anonymous[Symbol.asyncDispose]();
  await rm(scratch, { recursive: true, force: true });
});

async function seized(name: "exchange" | "issuer" | "relay", dump: readonly DumpedRow[]) {
  const { world } = anonymous;
  const program = world.operators[name];
  return [
    ...dumpTraces(name, dump),
    ...(await folderTraces(world.folder(name))),
    textTrace(`log of ${name}`, program.written),
    textTrace(`metrics of ${name}`, await program.metrics()),
  ];
}

/** What the issuer knows of the reporter. */
function identityNeedles(): Needle[] {
  const row = rowsOf(issuer, "member").find((it) => it["legal_id"] === reporter.legalId);
  const { id, key } = row ?? {};
  assert(typeof id === "string" && key instanceof Uint8Array, "the reporter in the roster");
  const secret = bytesOf(anonymous.world.invitationOf(reporter).secret);
  return [
    { what: "member id", value: id },
    { what: "enrolment key", value: key },
    { what: "invitation", value: secret },
  ];
}

/** The exchange's database with something in it that must not be there. */
async function planted(...statements: readonly [string, ...(string | number | Uint8Array)[]][]) {
  const file = path.join(scratch, `planted-${String(Math.trunc(performance.now() * 1000))}.sqlite`);
  const source = new DatabaseSync(exchangeDatabase(anonymous.world), { readOnly: true });
  source.exec(`VACUUM INTO '${file}'`);
  source.close();
  const copy = new DatabaseSync(file);
  for (const [sql, ...values] of statements) copy.prepare(sql).run(...values);
  copy.close();
  return dumpDatabase(file);
}

const insertPart = "INSERT INTO part VALUES (?, 0, 2, 1, ?)";
const anyId = new Uint8Array(16).fill(7);
const around = (bytes: Uint8Array): Uint8Array => Buffer.concat([Buffer.alloc(5, 1), bytes, anyId]);

describe("the exchange", () => {
  test("has published the report, so there is something to find", () => {
    const values = submissionsIn(exchange).flatMap((it) => it.body?.observables ?? []);
    expect(values.map(({ value }) => value)).toContain(marker);
    expect(submissionsIn(exchange).length).toBeGreaterThan(2);
    expect(findings(exchangeTraces, [{ what: "report", value: marker }])).not.toEqual([]);
  });

  test("keeps, logs and measures nothing that names the reporter or comes from its texts", () => {
    expect(findings(exchangeTraces, [...identity, ...secretNeedles()])).toEqual([]);
  });

  test("would be caught with a name, a key in a blob, or a member id in base64", async () => {
    const [memberId, key] = identity;
    const [name] = secretNeedles();
    assert(memberId && key && name && key.value instanceof Uint8Array, "needles");
    const encoded = Buffer.from(`xx${String(memberId.value)}`).toString("base64");
    const leaks = [
      around(key.value),
      Buffer.from(`{"by":"${String(name.value).toUpperCase()}"}`),
      Buffer.from(encoded),
      Buffer.from(Buffer.from(key.value).toString("hex").toUpperCase()),
    ];
    for (const [at, leak] of leaks.entries()) {
      const dump = await planted([insertPart, anyId, leak]);
      const found = findings(dumpTraces("exchange", dump), [...identity, ...secretNeedles()]);
      expect(found, `leak ${at}`).toHaveLength(1);
    }
    const log = textTrace("log", '{"level":"info","who":"quillwort assurance"}');
    expect(findings([log], secretNeedles())).toEqual(["name in log"]);
  });

  test("has nothing in its memory that names the reporter or comes from its texts", async ({
    skip,
  }) => {
    const { pid } = anonymous.world.operators.exchange;
    assert(pid !== undefined, "a running exchange");
    const token = { what: "relay token", value: bytesOf(relayToken()) };
    const seen = { what: "ledger", value: "submission" };
    const looked = await memoryFindings(pid, [...identity, ...secretNeedles(), token, seen]);
    if (looked === undefined) skip("this machine does not let a parent read its child's memory");
    expect(looked?.found).toEqual(["ledger in memory"]);
    expect(looked?.bytes).toBeGreaterThan(50_000_000);
  });

  test("would be caught with a name or a key in memory, in use or on its way to be collected", async ({
    skip,
  }) => {
    const [, key] = identity;
    const needles = [...secretNeedles().slice(0, 1), ...(key === undefined ? [] : [key])];
    const said = needles.map(({ value }) => Buffer.from(value).toString("hex"));
    await using keeper = await openKeeper(said);
    const looked = await memoryFindings(keeper.pid, needles);
    if (looked === undefined) skip("this machine does not let a parent read its child's memory");
    expect(looked?.found).toEqual(needles.map(({ what }) => `${what} in memory`).sort());
  });

  test("has no address and no client's port anywhere", () => {
    expect(watched.ports.size).toBeGreaterThan(20);
    expect(addressesIn(dumpTraces("exchange", ofMembers(exchange)), watched.ports)).toEqual([]);
    expect(addressesIn(logged("exchange"), watched.ports)).toEqual([]);
    expect(addressesIn(logged("relay"), watched.ports)).toEqual([]);
  });

  test("would be caught with a port in a log and an address in a table", async () => {
    const [port] = watched.ports;
    const line = textTrace("log", `{"msg":"request","port":${String(port)}}`);
    expect(addressesIn([line], watched.ports)).toEqual([`port ${String(port)} in log`]);
    const dump = await planted([insertPart, anyId, Buffer.from('{"from":"127.0.0.1"}')]);
    expect(addressesIn(dumpTraces("exchange", ofMembers(dump)), watched.ports)).toHaveLength(1);
  });

  test("keeps no order of arrival and no moment finer than a round", () => {
    expect(tablesWithArrivalOrder(exchange)).toEqual([]);
    expect(reportsOutOfOrder(exchange)).toEqual([]);
    expect(exactTimes(ofMembers(exchange), span())).toEqual([]);
  });

  test("would be caught with row ids, the order of arrival, or a moment", async () => {
    const table = await planted(["CREATE TABLE arrival (capsule BLOB) STRICT"]);
    expect(tablesWithArrivalOrder(table)).toEqual(["arrival"]);
    expect(reportsOutOfOrder(inOneRound(exchange, 1))).toEqual([]);
    expect(reportsOutOfOrder(inOneRound(exchange, -1))).not.toEqual([]);
    const moment = Math.floor(systemClock.now() / 1000) * 1000 + 417;
    const column = await planted(["INSERT INTO session VALUES (?, ?, ?)", anyId, moment, anyId]);
    expect(exactTimes(ofMembers(column), span())).toEqual([`${moment} in session.until_ms`]);
    const inside = await planted([insertPart, anyId, Buffer.from(`{"at":${moment}}`)]);
    expect(exactTimes(ofMembers(inside), span())).toEqual([`${moment} in part.payload`]);
  });

  test("and the relay write no line for a single request, only for rounds", () => {
    expect(linesOfRequests(quiet.log.exchange)).toEqual([]);
    expect(linesOfRequests(quiet.log.relay)).toEqual([]);
    const line = '{"level":"info","msg":"request-taken","route":"/capsule"}';
    expect(linesOfRequests(`${quiet.log.exchange}\n${line}\n`)).toEqual([line]);
  });
});

describe("the relay", () => {
  test("keeps, logs and measures nothing of the reporter, and nothing of the report", () => {
    const needles = [...identity, ...secretNeedles(), { what: "report", value: marker }];
    expect(findings(relayTraces, needles)).toEqual([]);
    const capsules = capsulesOf(anonymous.reporter.network.recorded);
    const tokens = capsules.map(tokenOf);
    const days = capsules.map(({ atMs }) => dayOf(atMs));
    expect(new Set(tokens).size, "one relay token a day").toBe(new Set(days).size);
    const token = { what: "relay token", value: bytesOf(tokens[0] ?? "") };
    expect(findings(relayTraces, [token])).toEqual([]);
    expect(findings([textTrace("log", `token=${tokens[0] ?? ""}`)], [token])).toHaveLength(1);
  });

  test("is sent the same by the reporter as by a member who says nothing", () => {
    const { reporter: a, silent, world } = anonymous;
    const { relay } = world.urls;
    const shapes = [a, silent].map(({ network }) => shapesOf(network.recorded));
    expect(shapes[0]).toEqual(shapes[1]);
    expect(shapes[0]).toEqual([`POST capsule ${capsuleBytes} authorization`]);
    for (const { network } of [a, silent]) {
      const feed = duringReport(network.recorded).filter(
        ({ request: { method, url } }) => method === "GET" && url.startsWith(relay),
      );
      expect(feed.filter(({ request }) => !feedForm.test(request.url))).toEqual([]);
      const sent = capsulesOf(duringReport(network.recorded)).map(({ atMs }) => atMs);
      expect(sent.length).toBeGreaterThanOrEqual(capsulesMin);
      // A capsule may be a quarter of a round late.
      const gaps = sent.slice(1).map((atMs, before) => atMs - (sent[before] ?? 0));
      expect(Math.min(...gaps), "one capsule a round").toBeGreaterThan(world.roundMs / 2);
    }
  });
});

describe("the issuer", () => {
  test("keeps nothing of what the reporter had signed, nor its tokens, nor the report", () => {
    const { blinded, signed } = tokenTraffic(anonymous.reporter.network.recorded);
    expect(blinded.length).toBeGreaterThan(30);
    expect(signed).toHaveLength(blinded.length);
    const needles = [
      ...[...blinded, ...signed].map((value) => ({ what: "token request", value })),
      ...secretNeedles().filter(({ what }) => what !== "name" && what !== "legalId"),
      { what: "report", value: marker },
      { what: "relay token", value: bytesOf(relayToken()) },
    ];
    expect(findings(issuerTraces, needles)).toEqual([]);
  });

  test("would be caught with one blinded value", () => {
    const [value] = tokenTraffic(anonymous.reporter.network.recorded).blinded;
    assert(value, "a blinded value");
    const kept = { place: "issuance", bytes: around(value) };
    expect(findings([kept], [{ what: "token request", value }])).toHaveLength(1);
  });
});

describe("issuer and exchange together", () => {
  test("have no value in common but what the ledger shows to everyone", () => {
    const ours = dumpTraces("issuer", valuesOf(issuer));
    const theirs = dumpTraces("exchange", valuesOf(exchange));
    expect(commonPieces(ours, theirs, publicTraces())).toEqual([]);
  });

  test("would be caught with the reporter's key, a piece of a hash, or a shared request id", async () => {
    const ours = dumpTraces("issuer", valuesOf(issuer));
    const [, key] = identity;
    const [row] = rowsOf(issuer, "issuance");
    const hash = row?.["requests_hash"];
    assert(key?.value instanceof Uint8Array && hash instanceof Uint8Array, "values of the issuer");
    const leaks = [
      around(key.value),
      around(hash.subarray(3, 16)),
      Buffer.from(JSON.stringify({ request: Buffer.from(hash).toString("base64url") })),
    ];
    for (const [at, leak] of leaks.entries()) {
      const dump = await planted([insertPart, anyId, leak]);
      const common = commonPieces(ours, dumpTraces("exchange", valuesOf(dump)), publicTraces());
      expect(common.length, `leak ${at}`).toBeGreaterThan(0);
      expect(common.every((it) => it.startsWith("exchange part.payload"))).toBe(true);
    }
  });
});

/**
 * What everyone downloads: the ledger's public leaves - community file, key directories, gateway keys - and its
 * checkpoints and hashes, which the issuer follows as every reader does.
 */
function publicTraces(): Trace[] {
  const leaves = rowsOf(exchange, "notice").map(({ leaf }) => {
    assert(leaf instanceof Uint8Array, "a public leaf");
    return { place: "public leaf", bytes: leaf };
  });
  const feed = exchange.flatMap(({ table, row }): DumpedRow[] => {
    const { checkpoint, hashes } = row;
    if (table === "tile" && hashes !== undefined) return [{ table, row: { hashes } }];
    const isOfFeed = table === "batch" || table === "ledger";
    return isOfFeed && checkpoint !== undefined ? [{ table, row: { checkpoint } }] : [];
  });
  return [...leaves, ...dumpTraces("feed", feed)];
}

/** The reports as if all were of one round, in the order of hashes (1) or the other way round (-1). */
function inOneRound(dump: readonly DumpedRow[], step: 1 | -1): DumpedRow[] {
  return submissionsIn(dump)
    .map((submission) => ({
      hash: sha256(utf8(canonicalJson(submission.envelope))),
      leaf: utf8(canonicalJson({ kind: "submission", round: 1, submission })),
    }))
    .sort((a, b) => step * compareBytes(a.hash, b.hash))
    .map(({ leaf }, position) => ({ table: "detail", row: { position, leaf } }));
}

function span() {
  const dayMs = 86_400_000;
  const { roundMs } = anonymous.world;
  return { fromMs: startedMs - dayMs, untilMs: systemClock.now() + 400 * dayMs, roundMs };
}

function logged(name: "exchange" | "relay"): Trace[] {
  return [textTrace(`log of ${name}`, anonymous.world.operators[name].written)];
}

function duringReport(recorded: readonly Recorded[]): Recorded[] {
  return recorded.filter(({ atMs }) => atMs >= quiet.fromMs && atMs <= quiet.untilMs);
}

function capsulesOf(recorded: readonly Recorded[]): Recorded[] {
  return recorded.filter(({ request }) => request.url.endsWith("/capsule"));
}

/**
 * Method, size and names of headers of what went to the relay, which are a capsule's for a session as well:
 * each node opens its own once a day at a moment it drew, reports or no reports (apps/member, feed.test).
 */
function shapesOf(recorded: readonly Recorded[]): string[] {
  const { relay } = anonymous.world.urls;
  const shapes = duringReport(recorded)
    .filter(({ request: { method, url } }) => method !== "GET" && url.startsWith(relay))
    .map(({ request: { method, url, body, headers } }) => {
      const names = Object.keys(headers ?? {}).join();
      const { pathname } = new URL(url);
      const what = [capsulePath, sessionPath].includes(pathname) ? "capsule" : pathname;
      return `${method} ${what} ${body?.bytes.length ?? 0} ${names}`;
    });
  return [...new Set(shapes)].sort();
}

function tokenOf({ request }: Recorded): string {
  return /token="?([\w=-]+)"?/.exec(request.headers?.["authorization"] ?? "")?.[1] ?? "";
}

function relayToken(): string {
  const [first] = capsulesOf(anonymous.reporter.network.recorded);
  assert(first, "a capsule");
  return tokenOf(first).replace(/=+$/, "");
}
