/**
 * How fast the node's TAXII server gives and takes: pages over keep-alive connections from a store on
 * the disk, and durable ingest. The peer is the same page made with JSON.stringify at each request, the
 * way servers do that keep objects as objects.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createApp, defineRoles, listen, silentLog } from "@tocsin/http";
import {
  createTaxiiServer,
  PageCache,
  pageEntriesMax,
  toldOfChanges,
  withTaxii,
} from "@tocsin/http/taxii";
import { systemClock, systemRandom } from "@tocsin/kernel";
import { openTaxiiStore, type TaxiiObject, type TaxiiStore } from "@tocsin/store";

import type { Bench } from "./bench.ts";
import { percentile } from "./percentile.ts";
import { KeepAliveClient } from "./taxii/keep-alive-client.ts";

const sizes = [10_000, 1_000_000];
const mediaType = "application/taxii+json;version=2.1";
const pagesPerRun = 800;
const connections = 4;
const ingestObjects = 20_000;
const ingestBatch = 1000;
const collection = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c01";
const drafts = "5f4cbaf1-6f26-5ad0-8a8b-8c2c5b1d3c03";

function objectText(at: number): string {
  return JSON.stringify({
    type: "indicator",
    spec_version: "2.1",
    id: `indicator--8e2e2d2b-17d4-4cbf-938f-${at.toString(16).padStart(12, "0")}`,
    created: "2016-04-06T20:03:48.000Z",
    modified: "2016-04-06T20:03:48.000Z",
    created_by_ref: "identity--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f",
    name: `Indicator ${at}`,
    indicator_types: ["malicious-activity"],
    pattern: `[domain-name:value = 'host-${at}.example']`,
    pattern_type: "stix",
    valid_from: "2016-01-01T00:00:00Z",
  });
}

function entry(at: number): TaxiiObject {
  const json = objectText(at);
  const id = `indicator--8e2e2d2b-17d4-4cbf-938f-${at.toString(16).padStart(12, "0")}`;
  const version = "2016-04-06T20:03:48.000Z";
  return { id, type: "indicator", specVersion: "2.1", version, json };
}

interface Served extends AsyncDisposable {
  readonly url: string;
  readonly store: TaxiiStore;
}

async function serve(folder: string): Promise<Served> {
  const pages = new PageCache();
  const store = toldOfChanges(await openTaxiiStore({ file: join(folder, "taxii.sqlite") }), () => {
    pages.forget();
  });
  const collections = [collection, drafts].map((id) => {
    return { id, alias: id, title: id, description: id, canRead: true, canWrite: id === drafts };
  });
  const server = createTaxiiServer({
    store,
    pages,
    clock: systemClock,
    random: systemRandom,
    root: { name: "node", title: "Bench", description: "Bench" },
    collectionsFor: () => Promise.resolve(collections),
    take: () => Promise.resolve(),
  });
  const app = createApp({
    roles: defineRoles("anyone"),
    routes: [],
    identify: () => "anyone",
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
  const listening = await listen(withTaxii(app, server), { host: "127.0.0.1", port: 0 });
  return {
    url: `${listening.url}/taxii2/node/collections`,
    store,
    [Symbol.asyncDispose]: async () => {
      await listening[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
    },
  };
}

function post(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { accept: mediaType, "content-type": mediaType };
    const asked = request(url, { agent, method: "POST", headers }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        if ((answer.statusCode ?? 500) < 300) resolve();
        else reject(new Error(`status ${answer.statusCode}`));
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** `page`: where it begins. */
function nextIn(page: string): string | undefined {
  return /"next":"([0-9a-z]+)"/.exec(page)?.[1];
}

const reading: Bench = {
  name: "taxii.read",
  about:
    "pages of 1000 objects over keep-alive: of 10,000 objects, whose pages are soon remembered, and of 1,000,000 on the disk",
  run: async (report) => {
    const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
    await using served = await serve(folder);
    let stored = 0;
    for (const size of sizes) {
      while (stored < size) {
        const some = Array.from({ length: 5000 }, (_it, at) => entry(stored + at));
        await served.store.put(collection, some, Date.now() * 1000);
        stored += some.length;
      }
      const times: number[] = [];
      const starts = await startsIn(served.store, size);
      const reader = async (start: string | undefined): Promise<void> => {
        using client = new KeepAliveClient(served.url);
        let next = start;
        for (let page = 0; page < pagesPerRun / connections; page += 1) {
          const query = `limit=${pageEntriesMax}${next === undefined ? "" : `&next=${next}`}`;
          const before = performance.now();
          const path = `${new URL(served.url).pathname}/${collection}/objects/?${query}`;
          next = nextIn(await client.get(path, mediaType));
          times.push(performance.now() - before);
        }
      };
      const usage = process.cpuUsage();
      const before = performance.now();
      await Promise.all(starts.map(reader));
      const seconds = (performance.now() - before) / 1000;
      const { user, system } = process.cpuUsage(usage);
      const objects = pagesPerRun * pageEntriesMax;
      const metric = `of ${size}`;
      report({ metric, unit: "objects/s", values: [objects / seconds] });
      // Client and server are one process: the server alone takes less.
      const perCore = objects / ((user + system) / 1e6);
      report({ metric: `${metric}, a second of processor`, unit: "objects", values: [perCore] });
      report({ metric: `a page ${metric}, p99`, unit: "ms", values: [percentile(times, 0.99)] });
    }
    report({ metric: "JSON.stringify of one page", unit: "objects/s", values: [stringified()] });
    await rm(folder, { recursive: true, force: true });
  },
};

/** Where each reader begins, spread over the whole collection: `next` as a page before would give it. */
function startsIn(store: TaxiiStore, size: number): Promise<(string | undefined)[]> {
  const versions = { all: false, first: false, last: true, exact: [] };
  return Promise.all(
    Array.from({ length: connections }, async (_it, at) => {
      if (at === 0) return undefined;
      const ids = [entry(Math.floor((size * at) / connections)).id];
      const { lastUs } = await store.objects(collection, { ids, versions, afterUs: 0, limit: 1 });
      return lastUs?.toString(36);
    }),
  );
}

/** Only making the text, without any server around it. */
function stringified(): number {
  const page = Array.from({ length: pageEntriesMax }, (_it, at): unknown =>
    JSON.parse(objectText(at)),
  );
  const before = performance.now();
  let bytes = 0;
  for (let run = 0; run < 100; run += 1) bytes += JSON.stringify({ objects: page }).length;
  const seconds = (performance.now() - before) / 1000;
  return bytes === 0 ? 0 : (100 * pageEntriesMax) / seconds;
}

const ingest: Bench = {
  name: "taxii.ingest",
  about: "posts of 1000 objects, checked and on the disk before the answer",
  run: async (report) => {
    const folder = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
    await using served = await serve(folder);
    const agent = new Agent({ keepAlive: true, maxSockets: 2 });
    const bodies = Array.from({ length: ingestObjects / ingestBatch }, (_it, batch) => {
      const texts = Array.from({ length: ingestBatch }, (_one, at) =>
        objectText(batch * ingestBatch + at),
      );
      return `{"objects":[${texts.join(",")}]}`;
    });
    const before = performance.now();
    const send = async (from: number): Promise<void> => {
      for (let at = from; at < bodies.length; at += 2) {
        await post(agent, `${served.url}/${drafts}/objects/`, bodies[at] ?? "");
      }
    };
    await Promise.all([send(0), send(1)]);
    const seconds = (performance.now() - before) / 1000;
    report({ metric: "durable", unit: "objects/s", values: [ingestObjects / seconds] });
    agent.destroy();
    await rm(folder, { recursive: true, force: true });
  },
};

export const benches: readonly Bench[] = [reading, ingest];
