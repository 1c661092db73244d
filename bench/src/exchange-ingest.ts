/**
 * How many reports the exchange can take: from sealed capsules over real HTTP to the published batch, and
 * each step of it. Load and exchange share the machine, so what the load costs is told too.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";

import { generateHpkeKeyPair } from "@tocsin/crypto";
import { bareRounds, type BareRounds, leafOf, preload, TestIssuer } from "@tocsin/exchange/testing";
import { epochOf, type Round, roundAt, systemClock, systemRandom } from "@tocsin/kernel";
import {
  decapsulateRequest,
  encodeFrame,
  importGatewayKey,
  importKeyConfiguration,
  keyConfigurationOf,
} from "@tocsin/wire";

import type { Bench, BenchRow } from "./bench.ts";
import { className, observablesEach, ReportMill, sealAll, sendAll } from "./exchange/load.ts";
import { benchWorld, type BenchWorld, origin } from "./exchange/world.ts";

type Report = (row: BenchRow) => void;

const quick = process.argv.includes("--quick");
/** Observables in the ledger before the measurement. */
const storedObservables = quick ? 40_000 : 1_000_000;
const groups = quick ? 2 : 4;
const groupSize = quick ? 500 : 3000;
const roundSize = quick ? 1000 : 10_000;
/** Rounds worked one after the other while the next is staged. */
const pipelined = quick ? 2 : 3;
const connections = 64;
/** Rounds end when the benchmark says so, not before. */
const roundMs = 3_600_000;
const decapsulations = quick ? 200 : 1000;

export const benches: Bench[] = [
  { name: "exchange.ingest", about: "reports of 40 observables into the ledger", run },
];

async function run(report: Report): Promise<void> {
  await benchDecapsulation(report);
  await benchRounds(report);
  await benchEndToEnd(report);
}

async function benchDecapsulation(report: Report): Promise<void> {
  const pair = await generateHpkeKeyPair(systemRandom);
  const key = await importGatewayKey(1, pair.secretKey);
  const gateway = await importKeyConfiguration(keyConfigurationOf(key));
  if (gateway === undefined) return;
  const contents = Array.from({ length: decapsulations }, () => systemRandom.bytes(6000));
  const capsules = await sealAll(gateway, 1 as Round, contents);
  const rates: number[] = [];
  for (let at = 0; at < 3; at += 1) {
    const startMs = performance.now();
    await Promise.all(
      capsules.map(async (bytes) => {
        const opened = await decapsulateRequest([key], bytes);
        if (opened.ok) opened.sealResponse(new Uint8Array(5), systemRandom);
      }),
    );
    rates.push((capsules.length * 1000) / (performance.now() - startMs));
  }
  report({ metric: "decapsulated and answered", unit: "capsules/s", values: rates });
}

async function benchRounds(report: Report): Promise<void> {
  const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-bench-"));
  try {
    const reports = storedObservables / observablesEach;
    await preload({ stateDir, origin, roundMs, reports, observables: observablesEach });
    const epoch = epochOf(systemClock.now());
    const issuer = new TestIssuer();
    const mill = await ReportMill.create(epoch);
    const reading = await issuer.directory(epoch, [{ class: className, purpose: "read" }]);
    await using bare = await bareRounds({
      ...{ stateDir, origin, roundMs, threads: availableParallelism() },
      notices: (publicKey) =>
        Promise.resolve([
          issuer.community({ origin, publicKey }, roundMs),
          mill.directory(issuer, reading),
        ]),
    });
    await measureRounds(bare, mill, report);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function measureRounds(bare: BareRounds, mill: ReportMill, report: Report): Promise<void> {
  const now = roundAt(systemClock.now(), roundMs);
  const loads = Array.from({ length: 1 + pipelined }, (_, at) => {
    const round = (now + at) as Round;
    return { round, frames: Array.from({ length: roundSize }, () => frameOf(mill.next(), round)) };
  });
  const [alone, ...others] = loads;
  if (alone === undefined) return;
  await measureSteps(bare, alone, report);
  const cpuBefore = process.cpuUsage();
  const totalMs = await timed(() => workPipelined(bare, others));
  const { user, system } = process.cpuUsage(cpuBefore);
  const reports = others.length * roundSize;
  const limit = await engineRate(bare, (now + loads.length) as Round);
  const rate = (reports * 1000) / totalMs;
  report({ metric: "behind decapsulation", unit: "reports/s", values: [rate], limit });
  const values = [(user + system) / 1000 / reports];
  report({ metric: "behind decapsulation, processor", unit: "ms/report", values });
}

interface Load {
  readonly round: Round;
  readonly frames: readonly Uint8Array[];
}

/** One round after the other, each step by itself: where the time goes. */
async function measureSteps(bare: BareRounds, load: Load, report: Report): Promise<void> {
  const stage = await timed(() => stageAll(bare, load));
  const startMs = performance.now();
  const { spentMs, accepted } = await bare.work(load.round);
  const workMs = performance.now() - startMs;
  if (accepted !== roundSize) throw new Error("not all were published");
  const sweep = await timed(() => bare.sweep());
  report({ metric: `round of ${roundSize} published`, unit: "s", values: [workMs / 1000] });
  for (const [step, ms] of Object.entries({ stage, ...spentMs, sweep })) {
    report({ metric: `step: ${step}`, unit: "ms/report", values: [ms / roundSize] });
  }
}

/** As in operation: while a round is worked, the capsules of the next are staged. */
async function workPipelined(bare: BareRounds, loads: readonly Load[]): Promise<void> {
  let staged = stageAll(bare, loads[0]);
  let swept: Promise<void> = Promise.resolve();
  for (const [at, { round }] of loads.entries()) {
    await staged;
    staged = stageAll(bare, loads[at + 1]);
    await bare.work(round);
    swept = swept.then(() => bare.sweep());
  }
  await swept;
}

async function stageAll(bare: BareRounds, load: Load | undefined): Promise<void> {
  const { round, frames } = load ?? { round: 0 as Round, frames: [] };
  await Promise.all(frames.map((frame) => bare.stage(round, frame)));
}

/** The same rows without examination, ledger files and staging: one transaction of the engine. */
async function engineRate(bare: BareRounds, round: Round): Promise<number> {
  const offset = round * roundSize;
  const leaves = Array.from({ length: roundSize }, (_, at) =>
    leafOf(offset + at, round, observablesEach, systemRandom),
  );
  return (roundSize * 1000) / (await timed(() => bare.commitOnly(round, leaves)));
}

/** Closed loop: while one round is worked, the next is sent; a round ends when all of it is sent. */
async function benchEndToEnd(report: Report): Promise<void> {
  await using world = await benchWorld(roundMs, storedObservables);
  const now = roundAt(systemClock.now(), roundMs);
  const loads: { readonly round: Round; readonly capsules: Uint8Array[] }[] = [];
  for (let group = 0; group < groups; group += 1) {
    // The gateway's key was made an hour before and lives two days.
    const round = (now + 2 + group) as Round;
    const submissions = Array.from({ length: groupSize }, () => world.mill.next());
    loads.push({ round, capsules: await sealAll(world.gateway, round, submissions) });
  }
  const published: number[] = [];
  const done = allPublished(world, loads.length * groupSize, published);
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  world.child.moveTo((loads[0]?.round ?? 0) * roundMs + 1);
  for (const { round, capsules } of loads) {
    const refused = await sendAll(world.url, capsules, connections);
    if (refused > 0) throw new Error(`${refused} refused`);
    world.child.moveTo((round + 1) * roundMs + 1);
  }
  await done;
  const { user, system } = process.cpuUsage(cpuBefore);
  const spans = published.map((at, index) => at - (published[index - 1] ?? startMs));
  const totalMs = performance.now() - startMs;
  const rate = (groups * groupSize * 1000) / totalMs;
  report({ metric: "end to end, sustained", unit: "reports/s", values: [rate] });
  const perRound = spans.map((ms) => (groupSize * 1000) / ms);
  report({ metric: "end to end, round by round", unit: "reports/s", values: perRound });
  const share = (user + system) / 1000 / totalMs / availableParallelism();
  report({ metric: "machine spent on the load itself", unit: "share", values: [share] });
}

function allPublished(world: BenchWorld, wanted: number, published: number[]): Promise<void> {
  let leaves = 0;
  return new Promise((resolve) => {
    world.child.onRound = (round) => {
      // Gateway keys are leaves too; a round of reports is far larger.
      if (round.leaves < groupSize) return;
      published.push(performance.now());
      leaves += groupSize;
      if (leaves >= wanted) resolve();
    };
  });
}

function frameOf(submission: Uint8Array, round: Round): Uint8Array {
  const part = { index: 0, count: 1, payload: submission } as const;
  const id = systemRandom.bytes(16);
  return encodeFrame({ kind: "part", round, submission: id, ...part }, systemRandom);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
