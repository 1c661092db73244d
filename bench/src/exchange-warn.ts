/**
 * From the end of a round to the batch received, verified and matched by many readers that wait for it
 * over real HTTP. Exchange and readers are processes of their own on one machine.
 */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { parseSessionAnswer, sealSession } from "@tocsin/exchange/testing";
import { fetchBytes } from "@tocsin/http";
import { assert, parseJson, roundAt, roundSpan, systemClock } from "@tocsin/kernel";
import { obliviousRequestMediaType } from "@tocsin/wire";
import type { z } from "zod";

import type { Bench, BenchRow } from "./bench.ts";
import { className, sealAll, sendAll } from "./exchange/load.ts";
import { readersLine, type ReadersSettings } from "./exchange/readers.ts";
import { benchWorld, type BenchWorld } from "./exchange/world.ts";
import { percentile } from "./percentile.ts";

const quick = process.argv.includes("--quick");
const readers = quick ? 200 : 1000;
const rounds = quick ? 3 : 12;
const reportsPerRound = 3;
const roundMs = 5000;

export const benches: Bench[] = [
  { name: "exchange.warn", about: "from the end of a round to the match in every reader", run },
];

async function run(report: (row: BenchRow) => void): Promise<void> {
  await using world = await benchWorld(roundMs, 0);
  const { session, key } = await openSession(world);
  const times: number[][] = [];
  const settings: ReadersSettings = {
    ...{ url: world.url, session, readers, roundMs, key },
    after: world.child.rounds.at(-1)?.round ?? 0,
  };
  const child = spawn(process.execPath, [
    new URL("./exchange/readers.ts", import.meta.url).pathname,
    JSON.stringify(settings),
  ]);
  child.stderr.pipe(process.stderr);
  const heard = listen(child.stdout, times);
  try {
    await heard.ready;
    while (times.length < rounds) await oneRound(world);
  } finally {
    child.kill("SIGKILL");
  }
  const quantile = (part: number): number[] => times.map((ms) => percentile(ms, part));
  report({ metric: `p50 of ${readers} readers`, unit: "ms", values: quantile(0.5) });
  report({ metric: `p99 of ${readers} readers`, unit: "ms", values: quantile(0.99) });
  report({ metric: "last reader", unit: "ms", values: quantile(1) });
  const published = world.child.rounds.filter(({ leaves }) => leaves > 0);
  const work = published.map(({ spentMs }) => Object.values(spentMs).reduce((a, b) => a + b, 0));
  report({ metric: "the exchange's own work in it", unit: "ms", values: work.slice(-rounds) });
}

/** Sends the reports early in a round and waits until the next has begun. */
async function oneRound({ mill, gateway, url }: BenchWorld): Promise<void> {
  const submissions = Array.from({ length: reportsPerRound }, () => mill.next());
  const round = roundAt(systemClock.now(), roundMs);
  const refused = await sendAll(url, await sealAll(gateway, round, submissions), reportsPerRound);
  assert(refused === 0, "capsules taken");
  const { untilMs } = roundSpan(round, roundMs);
  await systemClock.sleep(untilMs + roundMs / 10 - systemClock.now());
}

async function openSession({ url, issuer, epoch, gateway }: BenchWorld) {
  const request = await sealSession(gateway, await issuer.token(epoch, className, "read"));
  const body = { mediaType: obliviousRequestMediaType, bytes: request.bytes };
  const answer = await fetchBytes(`${url}/session`, { method: "POST", body, bytesMax: 100_000 });
  const opened = parseSessionAnswer(request.openResponse(answer.bytes));
  assert(opened.is === "session", "session");
  const members = opened.keys.find((it) => it.audience === "members" && it.epoch === epoch);
  assert(members, "key of the members");
  return { session: opened.session, key: members.key };
}

function listen(output: NodeJS.ReadableStream, times: number[][]) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  createInterface({ input: output }).on("line", (text) => {
    const line: z.output<typeof readersLine> = readersLine.parse(parseJson(text));
    if ("ready" in line) resolve(undefined);
    else times.push(line.ms);
  });
  return { ready: promise };
}
