/**
 * A burst of reports in one round, over the whole way of a node: from the moment at which the feed has the batch
 * to the warnings that come of it, and to what the company's own systems are told. The node is a process of its
 * own that asks for the feed after each round, as one does that has no session; it verifies, stores, indexes,
 * matches and ties each report.
 */

import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { type Round, roundAt, roundSpan, systemClock } from "@tocsin/kernel";
import { openMemberStore } from "@tocsin/store/member";
import { reportPage, type Warning, warningPage } from "@tocsin/wire/node-api";

import type { Bench, BenchRow } from "./bench.ts";
import { FeedServer } from "./node/feed-server.ts";
import { fillStore, leavesPerRound } from "./node/filling.ts";
import { submissionLeaf } from "./node/ledger.ts";
import { NodeProcess } from "./node/process.ts";
import { inventedBody } from "./node/reports.ts";
import { createNodeWorld, type NodeWorld } from "./node/world.ts";
import { percentile } from "./percentile.ts";

type Report = (row: BenchRow) => void;

const quick = process.argv.includes("--quick");
const burst = quick ? 1000 : 10_000;
/** What the node has from before. */
const before = 2000;
/** Reports of the burst with something that was seen here. */
const warned = 200;
const roundMs = 10_000;
const limitMs = 30_000;
const waitMsMax = 600_000;
const pageMax = 100;

export const benches: Bench[] = [
  { name: "warn.burst", about: `${burst} reports in one round, from the feed to warnings`, run },
];

async function run(report: Report): Promise<void> {
  const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-warn-burst-"));
  try {
    await using feed = await FeedServer.open();
    const world = await createNodeWorld(feed.url, roundMs);
    const now = roundAt(systemClock.now(), roundMs);
    await fill(world, stateDir, (now - Math.ceil(before / leavesPerRound) - 2) as Round);
    feed.checkpoint = world.ledger.checkpoint;
    await using node = new NodeProcess(stateDir);
    await node.ready();
    await node.idle();
    const dropped = path.join(stateDir, "dropped");
    await listen(node, dropped);
    const publishedMs = await publish(world, feed);
    const seen = await seenWarnings(node);
    const raisedMs = seen.map((it) => it.raisedMs - publishedMs);
    report({ metric: "warnings of what was seen here", unit: "", values: [seen.length] });
    const { highestMiB } = node.memory();
    const told = (await allFiles(dropped)).map((ms) => ms - publishedMs);
    const at = { unit: "ms", limit: limitMs };
    report({ metric: "warning raised, p50", ...at, values: [percentile(raisedMs, 0.5)] });
    report({ metric: "warning raised, p99", ...at, values: [percentile(raisedMs, 0.99)] });
    report({ metric: "last warning raised", ...at, values: [percentile(raisedMs, 1)] });
    report({ metric: "last one told to systems", unit: "ms", values: [percentile(told, 1)] });
    report({ metric: "highest memory", unit: "MiB", values: [highestMiB] });
    await node.idle();
    const all = systemClock.now() - publishedMs;
    report({ metric: "all tied into campaigns too", unit: "ms", values: [all] });
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function fill(world: NodeWorld, stateDir: string, firstRound: Round): Promise<void> {
  await using store = await openMemberStore({ file: path.join(stateDir, "member.sqlite") });
  await fillStore({ ...world, store, reports: before, firstRound, onProgress: () => undefined });
}

/** Has seen values of the burst, and tells its own systems as soon as a channel does. */
async function listen(node: NodeProcess, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const values = Array.from({ length: warned }, (_, at) => {
    const { observables } = inventedBody(before + Math.floor((at * burst) / warned));
    const file = observables.find((it) => it.type === "sha256");
    return file === undefined ? [] : [{ type: file.type, value: file.value }];
  }).flat();
  await node.post("/api/sightings", { source: "bench", values });
  await node.post("/api/channels", { kind: "file", name: "bench", folder });
}

/** The batch is there at the end of its round. */
async function publish({ ledger, mill }: NodeWorld, feed: FeedServer): Promise<number> {
  const began = performance.now();
  const submissions = Array.from({ length: burst }, (_, at) =>
    mill.submission(inventedBody(before + at)),
  );
  const madeMs = performance.now() - began;
  // The leaves name their round, and take about as long again at most.
  const round = roundAt(systemClock.now() + madeMs, roundMs);
  const leaves = submissions.map((it) => submissionLeaf(round, it));
  const batch = ledger.batch(round, leaves);
  const { untilMs } = roundSpan(round, roundMs);
  await systemClock.sleep(Math.max(0, untilMs - systemClock.now()));
  feed.batches.set(round, batch);
  feed.checkpoint = ledger.checkpoint;
  progress(`${burst} reports are published`);
  return systemClock.now();
}

/** Those of what was seen here, once the last report has been matched: they are in their order. */
async function seenWarnings(node: NodeProcess): Promise<Warning[]> {
  const [last] = inventedBody(before + burst - 1).observables;
  const search = `/api/reports?limit=1&q=${encodeURIComponent(last?.value ?? "")}`;
  await until(async () => reportPage.parse(await node.get(search)).total > 0);
  const warnings: Warning[] = [];
  for (let after = ""; ;) {
    const route = `/api/warnings?limit=${pageMax}${after}`;
    const { items, next } = warningPage.parse(await node.get(route));
    warnings.push(...items);
    if (next === null) break;
    after = `&after=${next}`;
  }
  return warnings.filter(({ reasons }) => reasons.some(({ kind }) => kind === "observable"));
}

/** When each was written. */
async function allFiles(folder: string): Promise<number[]> {
  const names = async (): Promise<string[]> => readdir(folder);
  await until(async () => (await names()).length >= warned);
  return Promise.all(
    (await names()).map(async (name) => (await stat(path.join(folder, name))).mtimeMs),
  );
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const endMs = systemClock.now() + waitMsMax;
  while (!(await isSo())) {
    if (systemClock.now() > endMs) throw new Error("the warnings did not come");
    await systemClock.sleep(500);
  }
}

function progress(text: string): void {
  process.stderr.write(`warn.burst: ${text}\n`);
}
