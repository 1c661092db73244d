/**
 * How fast one new report of 40 observables finds its relatives among 100,000 (with `--large`
 * a million) reports of 20, what is kept for that beside the observables, and how fast all of it is
 * made again from the reports. Attackers reuse: one in four observables of a report was seen in
 * another of its campaign; one value is in half of all reports.
 */

import { performance } from "node:perf_hooks";
import { Correlator, type IncidentFacts } from "@tocsin/correlation";
import type { Bench, BenchRow } from "./bench.ts";
import { incidentOf, observableBytes } from "./correlation/incidents.ts";
import { percentile } from "./percentile.ts";

const observablesEach = 20;
const newObservables = 40;
const newReports = 1000;
/** A process that runs for months has its code compiled. */
const warmUps = 400;
const small = 100_000;
const large = 1_000_000;
const sampleReports = 20_000;

function fill(
  count: number,
  add: (facts: IncidentFacts) => void,
): { seconds: number; bytes: number } {
  let bytes = 0;
  let seconds = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const facts = incidentOf(nth, observablesEach);
    bytes += observableBytes(facts);
    const started = performance.now();
    add(facts);
    seconds += (performance.now() - started) / 1000;
    if (nth % 100_000 === 99_999) console.error(`  ${nth + 1} reports, ${seconds.toFixed(0)} s`);
  }
  return { seconds, bytes };
}

function measure(count: number, limit: number, report: (row: BenchRow) => void): void {
  const correlator = new Correlator({ seed: 1 });
  const { bytes } = fill(count, (facts) => correlator.restore(facts, []));
  const times: number[] = [];
  const processor: number[] = [];
  let related = 0;
  for (let nth = -warmUps; nth < newReports; nth += 1) {
    const facts = incidentOf((nth + warmUps) * 71, newObservables);
    const before = process.threadCpuUsage();
    const started = performance.now();
    const found = correlator.add(facts).related.length;
    if (nth < 0) continue;
    times.push(performance.now() - started);
    const { user, system } = process.threadCpuUsage(before);
    processor.push((user + system) / 1000);
    related += found;
  }
  const size = `${count / 1000}k reports, ${(count * observablesEach) / 1e6} M observables`;
  report({ metric: `p50, ${size}`, unit: "ms", values: [percentile(times, 0.5)] });
  report({ metric: `p99, ${size}`, unit: "ms", values: [percentile(times, 0.99)], limit });
  // A machine that is shared lets the clock run on while others work.
  const own = { metric: `p99 of processor time, ${size}`, unit: "ms", limit };
  report({ ...own, values: [percentile(processor, 0.99)] });
  report({ metric: `related, ${size}`, unit: "per report", values: [related / newReports] });
  report({
    metric: `kept for correlation, ${size}`,
    unit: "× bytes of the observables",
    values: [correlator.bytes / bytes],
    limit: 3,
  });
}

export const benches: Bench[] = [
  {
    name: "correlate.report",
    about: "one new report of 40 observables against 100,000 reports; --large: against a million",
    run(report) {
      measure(small, 5, report);
      if (process.argv.includes("--large")) measure(large, 20, report);
      return Promise.resolve();
    },
  },
  {
    name: "correlate.rebuild",
    about: "all campaigns made again from the reports",
    run(report) {
      const correlator = new Correlator({ seed: 1 });
      const { seconds } = fill(sampleReports, (facts) => correlator.add(facts));
      const values = [(sampleReports / seconds) * 60];
      report({ metric: "rebuild, reports of 20", unit: "reports/min", values, limit: 20_000 });
      return Promise.resolve();
    },
  },
];
