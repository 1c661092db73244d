/**
 * One new report of 40 observables against a million values that only this company knows, on its disk:
 * read, matched, indexed and, where it concerns us, warned of. Then a burst of reports in one round.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";

import { sha256 } from "@tocsin/crypto";
import { utf8 } from "@tocsin/kernel";
import { watchKeyBytes, type WatchedObservable } from "@tocsin/store";
import { openMemberStore } from "@tocsin/store/member";

import type { Bench, BenchRow } from "./bench.ts";
import { percentile } from "./percentile.ts";

const quick = process.argv.includes("--quick");
const values = quick ? 100_000 : 1_000_000;
const insertedAtOnce = 10_000;
const reports = 500;
const observables = 40;
const burst = quick ? 1000 : 10_000;
/** As the node does it. */
const burstAtOnce = 200;
const limitMs = 2;
const burstLimitSeconds = 30;

export const benches: Bench[] = [
  { name: "node.relevance", about: `one new report against ${values} private observables`, run },
];

function observable(value: string): WatchedObservable {
  const key = sha256(utf8(`domain\0${value}`)).slice(0, watchKeyBytes);
  return { key, type: "domain", value, strength: "strong" };
}

function change(arrival: number) {
  return {
    arrival,
    report: `r${arrival}`,
    mine: false,
    withdrawn: false,
    untilMs: Number.MAX_SAFE_INTEGER,
    // One in twenty was seen here.
    observables: Array.from({ length: observables }, (_, at) =>
      observable(
        at === 0 && arrival % 20 === 0
          ? `private-${arrival}.example`
          : `other-${arrival}-${at}.example`,
      ),
    ),
    words: ["incident", "confirmed"],
    reasons: [],
  };
}

async function run(report: (row: BenchRow) => void): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "tocsin-relevance-"));
  try {
    await using store = await openMemberStore({ file: path.join(folder, "member.sqlite") });
    for (let from = 0; from < values; from += insertedAtOnce) {
      const some = Array.from({ length: insertedAtOnce }, (_, at) =>
        observable(`private-${from + at}.example`),
      );
      await store.sightings.add({ source: "logs", observables: some, addedMs: 1 });
    }
    const settle = (from: number, count: number) =>
      store.warnings.settle({
        pass: "new",
        changes: Array.from({ length: count }, (_, at) => change(from + at)),
        through: from + count - 1,
        nowMs: 1,
      });
    const times: number[] = [];
    for (let at = 1; at <= reports; at += 1) {
      const began = performance.now();
      await settle(at, 1);
      times.push(performance.now() - began);
    }
    const with_ = { unit: "ms", limit: limitMs };
    report({ metric: "one report, p50, durable", ...with_, values: [percentile(times, 0.5)] });
    report({ metric: "one report, p99, durable", ...with_, values: [percentile(times, 0.99)] });
    const began = performance.now();
    for (let at = 0; at < burst; at += burstAtOnce) await settle(reports + 1 + at, burstAtOnce);
    const seconds = (performance.now() - began) / 1000;
    const each = [(seconds * 1000) / burst];
    report({ metric: "one report of a burst", ...with_, values: each });
    const all = { metric: `a burst of ${burst}`, unit: "s", limit: burstLimitSeconds };
    report({ ...all, values: [seconds] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
