/**
 * How fast observables are found: in reports full of them, in logs, and in texts that are made to
 * be slow. The time is that of the processor, since a shared machine waits. Beside them, what
 * bounds the work (reading every character once through a table) and a peer (one regular
 * expression a kind, the way most extractors work, without refanging or judging what is found).
 */

import { extract } from "@tocsin/threat/extraction";
import type { Bench, BenchRow } from "./bench.ts";
import { cpuMs, readLines, reportGrowth, textSchema } from "./text/samples.ts";

const runs = 25;
/** Until the figure rises no more: the compiler works beside us, and its time counts. */
const warmUps = 100;
const logLines = 20_000;

const peerPatterns = [
  /h(?:tt|xx)ps?(?::|\[:\])\/\/[^\s"'<>\]]+/gi,
  /\b(?:[0-9]{1,3}(?:\.|\[\.\])){3}[0-9]{1,3}\b/g,
  /\b[0-9a-f]{32}\b/gi,
  /\b[0-9a-f]{40}\b/gi,
  /\b[0-9a-f]{64}\b/gi,
  /\b[0-9a-f]{128}\b/gi,
  /\b[a-z0-9._%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b/gi,
  /\b(?:[a-z0-9-]{1,63}(?:\.|\[\.\])){1,8}[a-z]{2,24}\b/gi,
  /\bCVE-[0-9]{4}-[0-9]{4,7}\b/gi,
  /\bT[0-9]{4}(?:\.[0-9]{3})?\b/g,
  /\b[A-Za-z]:\\[^\s"<>|]+/g,
  /\bHK(?:LM|CU|CR|U|CC|EY_[A-Z_]+)\\[^\n"]+/g,
  /\b(?:[0-9a-f]{1,4}:){2,7}[0-9a-f]{0,4}\b/gi,
  /\bAS[0-9]{2,10}\b/g,
  /\b[\w-]+\.(?:exe|dll|js|vbs|ps1|docx?|xlsx?|pdf|zip|rar)\b/gi,
  /\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\b/g,
  /\b0x[0-9a-f]{40}\b/gi,
  /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi,
];

function peer(text: string): number {
  let found = 0;
  for (const pattern of peerPatterns)
    for (const match of text.matchAll(pattern)) found += match.length;
  return found;
}

const table = new Uint16Array(65536).fill(1);

function readOnce(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += table[text.charCodeAt(at)] ?? 0;
  return sum;
}

function throughput(texts: readonly string[], report: (row: BenchRow) => void): void {
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const kept: number[] = [];
  const speed = (work: (text: string) => number) =>
    megabytes / (cpuMs(() => kept.push(...texts.map(work))) / 1000);
  const ours = (text: string) => extract(text).length;
  for (let run = 0; run < warmUps; run += 1) speed(ours);
  const values = Array.from({ length: runs }, () => speed(ours));
  const peerSpeed = Math.max(...Array.from({ length: 3 }, () => speed(peer)));
  const limit = Math.max(...Array.from({ length: 3 }, () => speed(readOnce)));
  report({
    metric: "text",
    unit: "MB/s",
    values,
    limit,
    peer: "18 regular expressions",
    ratio: Math.max(...values) / peerSpeed,
  });
}

const agents = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36",
  "curl/8.4.0",
  "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0",
];

/** Lines of a web server, a name server, a firewall and a system journal, one after the other. */
function makeLog(): string {
  const lines: string[] = [];
  for (let at = 0; at < logLines; at += 1) {
    const time = `2024-05-${10 + (at % 20)}T12:${10 + (at % 50)}:${10 + (at % 50)}.123Z`;
    const address = `${20 + (at % 200)}.${at % 251}.${(at * 7) % 256}.${(at * 13) % 254}`;
    switch (at % 4) {
      case 0:
        lines.push(
          `${address} - - [${time}] "GET /assets/app-${at}.js?v=${at % 13} HTTP/1.1" 200 ${at % 9000} "https://www.shop-${at % 31}.example/cart/${at}" "${agents[at % 3] ?? ""}"`,
        );
        break;
      case 1:
        lines.push(
          `${time} dns-1 named[812]: client @0x7f${at.toString(16)} ${address}#53211 (cdn-${at % 97}.example.net): query: cdn-${at % 97}.example.net IN A + (10.0.0.53)`,
        );
        break;
      case 2:
        lines.push(
          `${time} fw-2 kernel: [UFW BLOCK] IN=eth0 OUT= MAC=00:1a:2b:3c:4d:5e SRC=${address} DST=10.2.3.4 LEN=60 TTL=51 PROTO=TCP SPT=${1024 + (at % 60000)} DPT=443 SYN`,
        );
        break;
      default:
        lines.push(
          JSON.stringify({
            time,
            level: "info",
            service: "mail",
            from: `user${at}@shop-${at % 31}.example`,
            bytes: at,
            status: "queued as 4Vxyz",
            message: "delivered in 0.3 s after one attempt",
          }),
        );
    }
  }
  return lines.join("\n");
}

export const benches: Bench[] = [
  {
    name: "extract.report",
    about: "observables in threat reports, MB per second of one core, warm",
    run(report) {
      const texts = readLines(textSchema, "reports/eset-reports.jsonl").map(({ text }) => text);
      if (texts.length === 0)
        console.error("extract.report: no data folder beside the repository, skipped");
      else throughput(texts, report);
      return Promise.resolve();
    },
  },
  {
    name: "extract.log",
    about: "observables in logs, MB per second of one core, warm",
    run(report) {
      throughput([makeLog()], report);
      return Promise.resolve();
    },
  },
  {
    name: "extract.adversarial",
    about:
      "texts made to be slow: 80 kB under 50 ms, four times the text at most six times the time",
    run(report) {
      reportGrowth(report, (text) => void extract(text));
      return Promise.resolve();
    },
  },
];
