/**
 * Logs against a million indicators: web server, proxy, name server and endpoint lines, made up and
 * seeded. Beside it, on the same bytes, a bare reading of them and `grep -F -f`, `rg -F -f`.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createMatcher, type Indicator, type Matcher } from "@tocsin/threat/matching";
import type { Bench, BenchRow } from "./bench.ts";
import { median } from "./percentile.ts";

const indicatorCount = 1_000_000;
const logBytes = 64 * 1024 * 1024;
const chunkBytes = 256 * 1024;
const runs = 5;
/** One line in so many holds an indicator. */
const linesPerHit = 1000;
const mebibyte = 1024 * 1024;
const megabyte = 1e6;

type Numbers = (bound: number) => number;

function numbers(seed: number): Numbers {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const syllables = "ba co du fi gro hel ix jo ka lu mer ni op qua ris sto tu vex wan zy".split(" ");
const zones = ["com", "net", "org", "info", "top", "xyz", "co.uk", "ru"];

function word(below: Numbers, length: number): string {
  return Array.from({ length }, () => syllables[below(syllables.length)]).join("");
}

function host(below: Numbers): string {
  return `${word(below, 3)}${below(1000)}.${zones[below(zones.length)] ?? "com"}`;
}

function address(below: Numbers): string {
  return `${1 + below(222)}.${below(256)}.${below(256)}.${below(256)}`;
}

function hex(below: Numbers, length: number): string {
  return Array.from({ length: length / 4 }, () => below(65536).toString(16).padStart(4, "0")).join(
    "",
  );
}

function indicator(below: Numbers, at: number): Indicator {
  const source = `report-${below(5000)}`;
  const kind = at % 20;
  if (kind < 8) return { type: "domain", value: `bad-${host(below)}`, source };
  if (kind < 12) return { type: "ipv4", value: address(below), source };
  if (kind < 15) return { type: "sha256", value: hex(below, 64), source };
  if (kind < 16) return { type: "md5", value: hex(below, 32), source };
  if (kind < 18) {
    return { type: "url", value: `http://bad-${host(below)}/${word(below, 4)}.php`, source };
  }
  if (kind < 19) return { type: "file-name", value: `${word(below, 4)}${below(1e6)}.exe`, source };
  return at % 1000 === 19
    ? { type: "cidr", value: `${1 + below(222)}.${below(256)}.${below(256)}.0/24`, source }
    : { type: "email", value: `${word(below, 2)}${below(1e6)}@bad-${host(below)}`, source };
}

function indicators(): Indicator[] {
  const below = numbers(1);
  return Array.from({ length: indicatorCount }, (_, at) => indicator(below, at));
}

const lineMakers: readonly ((below: Numbers, value: string) => string)[] = [
  (below, value) =>
    `${address(below)} - - [12/Mar/2025:06:25:${10 + below(50)} +0000] "GET /${word(below, 3)}/${word(below, 2)}.html?id=${below(1e6)} HTTP/1.1" 200 ${below(90000)} "https://${host(below)}/" "Mozilla/5.0 (X11; Linux x86_64) ${value}"`,
  (below, value) =>
    `1741760${below(1000)}.${below(1000)} ${below(900)} 10.${below(256)}.${below(256)}.${below(256)} TCP_MISS/200 ${below(90000)} GET http://${host(below)}/${word(below, 4)}/${word(below, 3)}.js?v=${below(1000)} - HIER_DIRECT/${address(below)} text/html ${value}`,
  (below, value) =>
    `12-Mar-2025 06:25:01.${100 + below(900)} client @0x7f 10.0.${below(256)}.${below(256)}#${40000 + below(20000)} (${host(below)}): query: ${host(below)} IN A + (10.0.0.53) ${value}`,
  (below, value) =>
    JSON.stringify({
      time: `2025-03-12T06:25:${10 + below(50)}.123Z`,
      host: `ws-${below(5000)}`,
      image: `C:\\Program Files\\${word(below, 2)}\\${word(below, 3)}.exe`,
      hashes: `MD5=${hex(below, 32)},SHA256=${hex(below, 64)}`,
      note: value,
    }),
];

function makeLog(known: readonly Indicator[]): Buffer {
  const below = numbers(2);
  const log = Buffer.allocUnsafe(logBytes);
  let end = 0;
  for (let line = 0; end < log.length; line += 1) {
    const value = line % linesPerHit === 0 ? (known[below(known.length)]?.value ?? "") : "-";
    const make = lineMakers[line % lineMakers.length];
    end += log.write(`${make?.(below, value) ?? ""}\n`, end, "utf8");
    if (log.length - end < 2048) break;
  }
  return log.subarray(0, end);
}

interface Reading {
  readonly matches: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
}

function timed(work: () => number): Reading {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const matches = work();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { matches, seconds, cpuSeconds: (user + system) / 1e6 };
}

function scanAll(matcher: Matcher, log: Uint8Array): number {
  const scanner = matcher.scanner(() => undefined);
  for (let at = 0; at < log.length; at += chunkBytes) {
    scanner.scan(log.subarray(at, at + chunkBytes));
  }
  return scanner.end().matches;
}

/** What no reader of these bytes can be faster than: each byte looked at once. */
function bareScan(log: Uint8Array): number {
  let lines = 0;
  for (let at = 0; at < log.length; at += 1) if (log[at] === 10) lines += 1;
  return lines;
}

interface Peer {
  readonly name: string;
  readonly readings: readonly Reading[];
}

const peerRuns = 3;
const peerMs = 280_000;

/** Lines with any of the values: no subdomains, networks or prefixes of URLs. */
function runPeers(known: readonly Indicator[], log: Uint8Array): Peer[] {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-bench-"));
  try {
    const [patterns, file] = [join(folder, "patterns"), join(folder, "log")];
    writeFileSync(patterns, `${known.map(({ value }) => value).join("\n")}\n`);
    writeFileSync(file, log);
    return ["grep", "rg"].flatMap((name) => {
      const args = ["-c", "-F", "-f", patterns, file];
      const readings: Reading[] = [];
      for (let run = 0; run < peerRuns; run += 1) {
        const options = { env: { ...process.env, LC_ALL: "C" }, timeout: peerMs };
        const ended = { status: Number.NaN };
        const reading = timed(() => {
          const done = spawnSync(name, args, { ...options, encoding: "utf8" });
          ended.status = done.status ?? Number.NaN;
          return Number(done.stdout);
        });
        if (Number.isNaN(ended.status)) {
          console.error(`match.log: ${name} is not installed, or gave up after ${peerMs / 1000} s`);
          return [];
        }
        readings.push(reading);
      }
      return [{ name: `${name} -F -f`, readings }];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function speeds(readings: readonly Reading[], bytes: number, of: "seconds" | "cpuSeconds") {
  return readings.map((reading) => bytes / megabyte / reading[of]);
}

function run(row: (row: BenchRow) => void): void {
  const known = indicators();
  const log = makeLog(known);
  globalThis.gc?.();
  const before = process.memoryUsage();
  const built: { matcher: Matcher | undefined } = { matcher: undefined };
  const build = timed(() => {
    built.matcher = createMatcher(known);
    return built.matcher.size;
  });
  globalThis.gc?.();
  const after = process.memoryUsage();
  const { matcher } = built;
  if (matcher === undefined) return;
  const held = after.arrayBuffers - before.arrayBuffers + (after.heapUsed - before.heapUsed);
  console.error(
    `match.log: ${matcher.size} values, ${(log.length / mebibyte).toFixed(0)} MiB of log`,
  );
  row({ metric: "build", unit: "s", values: [build.seconds] });
  row({ metric: "memory of the matcher", unit: "MB", values: [held / megabyte] });
  row({
    metric: "memory of the process, peak",
    unit: "MB",
    values: [process.resourceUsage().maxRSS / 1000],
  });
  scanAll(matcher, log);
  bareScan(log);
  const bare = Array.from({ length: runs }, () => timed(() => bareScan(log)));
  const ours = Array.from({ length: runs }, () => timed(() => scanAll(matcher, log)));
  console.error(`match.log: ${ours[0]?.matches ?? 0} matches`);
  const limit = median(speeds(bare, log.length, "cpuSeconds"));
  const speed = speeds(ours, log.length, "cpuSeconds");
  row({ metric: "speed of a core", unit: "MB/s", values: speed, limit });
  row({ metric: "speed by the clock", unit: "MB/s", values: speeds(ours, log.length, "seconds") });
  for (const { name, readings } of runPeers(known, log)) {
    const values = speeds(readings, log.length, "seconds");
    const ratio = median(speeds(ours, log.length, "seconds")) / median(values);
    console.error(`match.log: ${name}: ${readings[0]?.matches ?? 0} lines`);
    row({ metric: `${name}, with loading`, unit: "MB/s", values, peer: name, ratio });
  }
}

export const benches: Bench[] = [
  {
    name: "match.log",
    about: "logs against a million indicators, beside grep -F -f and rg -F -f",
    run(row) {
      run(row);
      return Promise.resolve();
    },
  },
];
