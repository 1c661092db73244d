/**
 * Campaigns as a node keeps them: on its disk, beside 100,000 reports (5,000 with `--quick`) of 20
 * observables. How fast the feed is tied, what one new report of 40 costs, what the file and the process take.
 */

import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";

import { createEncoder } from "@tocsin/correlation";
import { openCampaignStore } from "@tocsin/store";

import type { Bench, BenchRow } from "./bench.ts";
import { incidentOf, observableBytes } from "./correlation/incidents.ts";
import { percentile } from "./percentile.ts";

const reports = process.argv.includes("--quick") ? 5000 : 100_000;
const each = 20;
const newEach = 40;
const newReports = 300;
/** As the node does it. */
const atOnce = 250;
const seed = 1;

export const benches: Bench[] = [
  { name: "campaign.store", about: `a node's campaigns on disk, ${reports} reports`, run },
];

async function run(report: (row: BenchRow) => void): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "tocsin-campaigns-"));
  const file = path.join(folder, "campaigns.sqlite");
  const encoder = createEncoder(seed);
  let bytes = 0;
  const changeOf = (arrival: number, observables: number) => {
    const facts = incidentOf(arrival, observables);
    bytes += observableBytes(facts);
    return {
      report: `r${arrival}`,
      arrival,
      publishedMs: arrival,
      mine: false,
      group: `class-${arrival % 10}`,
      labels: '{"malware":[],"actors":[],"techniques":[]}',
      features: encoder.encode(facts).packed,
    };
  };
  try {
    await using store = await openCampaignStore({ file });
    const { weights } = encoder;
    const startMs = performance.now();
    for (let from = 1; from <= reports; from += atOnce) {
      const changes = Array.from({ length: atOnce }, (_, at) => changeOf(from + at, each));
      await store.correlate({ changes, through: from + atOnce - 1, weights, nowMs: from });
      if ((from - 1) % (reports / 10) === 0) console.error(`  ${from} reports`);
    }
    const seconds = (performance.now() - startMs) / 1000;
    report({ metric: "tied, reports of 20", unit: "reports/s", values: [reports / seconds] });
    const size = (await stat(file)).size;
    report({ metric: "file", unit: "× bytes of the observables", values: [size / bytes] });
    const times: number[] = [];
    for (let at = 0; at < newReports; at += 1) {
      const arrival = reports + atOnce + at;
      const began = performance.now();
      const changes = [changeOf(arrival, newEach)];
      await store.correlate({ changes, through: arrival, weights, nowMs: arrival });
      times.push(performance.now() - began);
    }
    report({ metric: "one report of 40, p50", unit: "ms", values: [percentile(times, 0.5)] });
    report({ metric: "one report of 40, p99", unit: "ms", values: [percentile(times, 0.99)] });
    const memory = process.memoryUsage().rss / 2 ** 20;
    report({ metric: "memory of this process", unit: "MiB", values: [memory] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
