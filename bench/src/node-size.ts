/**
 * What a member node costs the machine that it runs on, with a ledger of many reports: memory, disk, the
 * time from its start to the console's first pages, and the speed at which it reads. The node is a process
 * of its own, started as a service starts it; what it reads it verifies as in production.
 */

import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Round, roundAt, systemClock } from "@tocsin/kernel";
import { openMemberStore } from "@tocsin/store/member";
import { nodeStatus, reportPage, warningPage } from "@tocsin/wire/node-api";

import type { Bench, BenchRow } from "./bench.ts";
import { FeedServer } from "./node/feed-server.ts";
import { fillStore, leavesPerRound } from "./node/filling.ts";
import { submissionLeaf } from "./node/ledger.ts";
import { NodeProcess } from "./node/process.ts";
import { inventedBody } from "./node/reports.ts";
import { createNodeWorld, type NodeWorld } from "./node/world.ts";

type Report = (row: BenchRow) => void;

const quick = process.argv.includes("--quick");
const reports = quick ? 5000 : 100_000;
/** Published while the node was off; it reads them over HTTP and verifies each. */
const readReports = quick ? 500 : 2000;
const starts = quick ? 3 : 7;
/** Pages of 100 that a person looks through. */
const pages = quick ? 10 : 100;
/** Values that were seen here too: each makes a warning. */
const sightings = 200;
const roundMs = 60_000;

export const benches: Bench[] = [
  { name: "node.size", about: `a member node with ${reports} reports`, run },
];

async function run(report: Report): Promise<void> {
  const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-node-size-"));
  try {
    await using feed = await FeedServer.open();
    const world = await createNodeWorld(feed.url, roundMs);
    const now = roundAt(systemClock.now(), roundMs);
    const round = (now - readReports / leavesPerRound - 1) as Round;
    await fill(world, stateDir, round);
    feed.checkpoint = world.ledger.checkpoint;
    await matchAll(stateDir, report);
    report({ metric: "database", unit: "MiB", values: [await databaseMiB(stateDir)] });
    await startOften(stateDir, report);
    await readMore({ world, feed, stateDir, round }, report);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** `round`: the last one before the rounds that are read. */
async function fill(world: NodeWorld, stateDir: string, round: Round): Promise<void> {
  await using store = await openMemberStore({ file: path.join(stateDir, "member.sqlite") });
  const firstRound = (round - Math.ceil(reports / leavesPerRound)) as Round;
  const onProgress = (stored: number): void => {
    if (stored % (reports / 10) === 0) progress(`stored ${stored} of ${reports} reports`);
  };
  await fillStore({ ...world, store, reports, firstRound, onProgress });
}

/** The node's own first pass over all reports, after which each is found by what it holds. */
async function matchAll(stateDir: string, report: Report): Promise<void> {
  await using node = new NodeProcess(stateDir);
  await node.ready();
  const [last] = inventedBody(reports - 1).observables;
  const search = `/api/reports?limit=1&q=${encodeURIComponent(last?.value ?? "")}`;
  const startMs = performance.now();
  for (let looks = 0; ; looks += 1) {
    if (reportPage.parse(await node.get(search)).total > 0) break;
    if (looks % 40 === 0) progress("the node matches what it has read");
    await systemClock.sleep(250);
  }
  const seconds = (performance.now() - startMs) / 1000;
  report({ metric: "matched and indexed", unit: "reports/s", values: [reports / seconds] });
  // Campaigns are worked out behind the matching: a node that has synced has done them, too.
  await node.idle();
  progress("the node has tied its reports into campaigns");
  const { residentMiB, highestMiB } = node.memory();
  report({ metric: "highest memory while matching", unit: "MiB", values: [highestMiB] });
  report({ metric: "memory after matching", unit: "MiB", values: [residentMiB], limit: 250 });
  const values = Array.from({ length: sightings }, (_, at) =>
    inventedBody(Math.floor((at * reports) / sightings))
      .observables.slice(at % 17, (at % 17) + 1)
      .map(({ type, value }) => ({ type, value })),
  ).flat();
  await node.post("/api/sightings", { source: "bench", values });
}

async function startOften(stateDir: string, report: Report): Promise<void> {
  const empty = (): number[] => [];
  const [ready, first, processor] = [empty(), empty(), empty()];
  const [started, served, highest] = [empty(), empty(), empty()];
  for (let at = 0; at < starts; at += 1) {
    await using node = new NodeProcess(stateDir);
    await node.ready();
    ready.push(performance.now() - node.startedMs);
    const [page] = await Promise.all([
      node.get("/api/reports?limit=100"),
      node.get("/api/warnings"),
    ]);
    first.push(performance.now() - node.startedMs);
    processor.push(node.processorSeconds() * 1000);
    await systemClock.sleep(1000);
    started.push(node.memory().residentMiB);
    await lookThrough(node, page);
    served.push(node.memory().residentMiB);
    highest.push(node.memory().highestMiB);
    progress(`started ${at + 1} of ${starts} times`);
  }
  report({ metric: "start to listening", unit: "ms", values: ready });
  report({ metric: "start to first pages", unit: "ms", values: first, limit: 1000 });
  report({ metric: "processor time of that", unit: "ms", values: processor });
  report({ metric: "memory after the start", unit: "MiB", values: started, limit: 250 });
  report({ metric: "memory after serving", unit: "MiB", values: served, limit: 250 });
  report({ metric: "highest memory", unit: "MiB", values: highest, limit: 250 });
}

async function lookThrough(node: NodeProcess, first: unknown): Promise<void> {
  let { next } = reportPage.parse(first);
  for (let at = 0; at < pages && next !== null; at += 1) {
    ({ next } = reportPage.parse(await node.get(`/api/reports?limit=100&after=${next}`)));
  }
  warningPage.parse(await node.get("/api/warnings?limit=100"));
  for (const word of ["emotet", "backup", "t1200"]) {
    reportPage.parse(await node.get(`/api/reports?limit=100&q=${word}`));
  }
}

interface Reading {
  readonly world: NodeWorld;
  readonly feed: FeedServer;
  readonly stateDir: string;
  /** The last one before those that are read. */
  readonly round: Round;
}

async function readMore({ world, feed, stateDir, round }: Reading, report: Report): Promise<void> {
  const { ledger, mill } = world;
  for (let made = 0; made < readReports; made += leavesPerRound) {
    const at = (round + 1 + made / leavesPerRound) as Round;
    const leaves = Array.from({ length: leavesPerRound }, (_, place) =>
      submissionLeaf(at, mill.submission(inventedBody(reports + made + place))),
    );
    feed.batches.set(at, ledger.batch(at, leaves));
  }
  feed.checkpoint = ledger.checkpoint;
  await using node = new NodeProcess(stateDir);
  await node.ready();
  const startMs = performance.now();
  for (;;) {
    const { sync, alarms } = nodeStatus.parse(await node.get("/api/status"));
    if (alarms.length > 0) throw new Error(`alarms: ${alarms.map((it) => it.code).join()}`);
    if (sync.size === ledger.size) break;
    await systemClock.sleep(50);
  }
  const seconds = (performance.now() - startMs) / 1000;
  report({ metric: "read and verified", unit: "reports/s", values: [readReports / seconds] });
  report({
    metric: "highest memory while reading",
    unit: "MiB",
    values: [node.memory().highestMiB],
    limit: 250,
  });
}

async function databaseMiB(stateDir: string): Promise<number> {
  const names = await readdir(stateDir);
  const sizes = await Promise.all(
    names
      .filter((name) => !name.endsWith(".reserve"))
      .map(async (name) => (await stat(path.join(stateDir, name))).size),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 2 ** 20;
}

function progress(text: string): void {
  process.stderr.write(`node.size: ${text}\n`);
}
