/**
 * How fast STIX is judged and read: from objects that are parsed already, and from the bytes of a
 * bundle of 100 MB as they arrive, with the memory that takes. Times are the processor's, since a
 * shared machine waits. The bound of reading is the platform's own JSON parser over the same objects.
 */

import { createStixReader, type StixObject, validateStix } from "@tocsin/threat/stix";

import type { Bench, BenchRow } from "./bench.ts";

const objectsPerRun = 20_000;
const runs = 5;
const bundleBytes = 100_000_000;
const chunkBytes = 64 * 1024;
const encoder = new TextEncoder();

const common = {
  spec_version: "2.1",
  created: "2016-04-06T20:03:48.000Z",
  modified: "2016-04-06T20:03:48.000Z",
  created_by_ref: "identity--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
  object_marking_refs: ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"],
  kill_chain_phases: [{ kill_chain_name: "mitre-attack", phase_name: "command-and-control" }],
};

function uuid(at: number): string {
  return `8e2e2d2b-17d4-4cbf-938f-${at.toString(16).padStart(12, "0")}`;
}

function indicator(at: number): StixObject {
  const hash = at.toString(16).padStart(64, "a");
  return {
    type: "indicator",
    id: `indicator--${uuid(at)}`,
    ...common,
    name: `Indicator ${at}`,
    indicator_types: ["malicious-activity"],
    pattern: `[file:hashes.'SHA-256' = '${hash}' OR domain-name:value = 'host-${at}.example']`,
    pattern_type: "stix",
    valid_from: "2016-01-01T00:00:00Z",
    labels: ["a", "b"],
    confidence: 50,
  };
}

/** The size of an entry of ATT&CK: a long description and ten references. */
function malware(at: number): StixObject {
  return {
    type: "malware",
    id: `malware--${uuid(at)}`,
    ...common,
    name: `Malware ${at}`,
    description: "Words about what it does. ".repeat(60),
    is_family: true,
    malware_types: ["ransomware", "trojan"],
    aliases: ["one", "two", "three"],
    external_references: Array.from({ length: 10 }, (_it, place) => ({
      source_name: `source ${place}`,
      url: `https://source.example/report/${place}`,
      description: "A report about it.",
    })),
  };
}

/** Seconds of processor time. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function validation(): Bench {
  return {
    name: "stix.validate",
    about: "objects of one sort checked against STIX 2.1",
    run: (report) => {
      for (const [metric, make] of [
        ["indicators", indicator],
        ["malware", malware],
      ] as const) {
        const objects = Array.from({ length: objectsPerRun }, (_it, at) => make(at));
        const judge = (): void => {
          for (const object of objects) if (!validateStix(object).valid) throw new Error("invalid");
        };
        judge();
        const values = Array.from({ length: runs }, () => objectsPerRun / cpuSeconds(judge));
        report({ metric, unit: "objects/s", values });
      }
      return Promise.resolve();
    },
  };
}

function reading(): Bench {
  return {
    name: "stix.import",
    about: "a bundle of 100 MB read and checked as its bytes arrive",
    run: (report) => {
      const reader = createStixReader();
      let bytes = 0;
      let objects = 0;
      let peak = 0;
      const push = (text: string): void => {
        const chunk = encoder.encode(text);
        bytes += chunk.length;
        for (let from = 0; from < chunk.length; from += chunkBytes) {
          for (const { valid } of reader.push(chunk.subarray(from, from + chunkBytes))) {
            if (!valid) throw new Error("invalid");
            objects += 1;
          }
        }
      };
      const before = performance.now();
      const seconds = cpuSeconds(() => {
        push(`{"type":"bundle","id":"bundle--${uuid(0)}","objects":[`);
        for (let at = 0; bytes < bundleBytes; at += 1) {
          const object = at % 4 === 3 ? malware(at) : indicator(at);
          push(`${at === 0 ? "" : ","}${JSON.stringify(object)}`);
          if (at % 5000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
        }
        push("]}");
      });
      if (reader.finish().problems.length > 0) throw new Error("unreadable");
      const rows: BenchRow[] = [
        { metric: "100 MB, processor", unit: "s", values: [seconds] },
        { metric: "100 MB, clock", unit: "s", values: [(performance.now() - before) / 1000] },
        { metric: "objects", unit: "objects/s", values: [objects / seconds] },
        { metric: "peak memory of the process", unit: "MB", values: [peak / 1e6] },
      ];
      rows.forEach(report);
      return Promise.resolve();
    },
  };
}

export const benches: readonly Bench[] = [validation(), reading()];
