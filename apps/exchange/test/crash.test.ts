import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { fetchBytes, fetchJson } from "@tocsin/http";
import {
  assert,
  type Epoch,
  epochOf,
  fromBase64Url,
  roundAt,
  systemClock,
  toBase64Url,
} from "@tocsin/kernel";
import { noticePath, obliviousRequestMediaType, type Submission } from "@tocsin/wire";
import { expect, test } from "vitest";
import { z } from "zod";

import {
  bodyOf,
  envelopeHash,
  ExchangeProcess,
  gatewayIn,
  parseSessionAnswer,
  readFeed,
  sealSession,
  sealSubmission,
  submissionBytes,
  submissionsIn,
  TestAuthor,
  TestIssuer,
} from "../src/testing/index.ts";
import { kills, seed } from "./config.ts";

const roundMs = 1000;
const origin = "crash.test/ledger";
const submissionsPerLife = 4;
/** Longest life before a kill. */
const lifeMsMax = 2500;
/** A machine with much else to do needs more of them to work what was staged. */
const settlingMax = 60;
/** Of ten lives so many end during the start. */
const endedEarly = 0.3;

test(
  `killed ${kills} times at any moment: everything acknowledged is there once, and the ledger holds`,
  { timeout: 300_000 + kills * 45_000 },
  async () => {
    const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-crash-"));
    const issuer = new TestIssuer();
    const epoch = epochOf(systemClock.now());
    const settings = {
      stateDir,
      port: 0,
      origin,
      issuerKey: toBase64Url(issuer.publicKey),
      roundMs,
      threads: 1,
    };
    const random = dice(seed);
    const acknowledged: Submission[] = [];
    const seen: string[][] = [];
    try {
      await firstLife(settings, issuer, epoch);
      for (let life = 0; life < kills; life += 1) {
        const child = new ExchangeProcess(settings);
        const killed = endLife(child, random);
        await live(child, issuer, epoch, acknowledged, seen).catch(() => undefined);
        await killed;
        expect(child.events.filter((it) => it.includes("damaged"))).toEqual([]);
      }
      await using last = new ExchangeProcess(settings);
      const { url, ledgerKey } = await last.ready;
      const { feed, submissions } = await settledFeed(url, ledgerKey, issuer, epoch, acknowledged);
      const hashes = submissions.map((it) => toBase64Url(envelopeHash(it)));
      expect(new Set(hashes).size).toBe(hashes.length);
      expect(acknowledged.length).toBeGreaterThan(0);
      for (const it of acknowledged) expect(hashes).toContain(toBase64Url(envelopeHash(it)));
      const commitments = feed.batches.flatMap((it) => it.commitments.map(toBase64Url));
      for (const earlier of seen) expect(commitments.slice(0, earlier.length)).toEqual(earlier);
    } finally {
      await rm(stateDir, { recursive: true, force: true });
    }
  },
);

type Settings = ConstructorParameters<typeof ExchangeProcess>[0];

async function firstLife(settings: Settings, issuer: TestIssuer, epoch: Epoch): Promise<void> {
  await using child = new ExchangeProcess(settings);
  const { url, ledgerKey } = await child.ready;
  const publicKey = fromBase64Url(ledgerKey);
  assert(publicKey, "ledger key");
  const keys = (["report", "read"] as const).map((purpose) => ({ class: "energy", purpose }));
  const notices = [
    issuer.community({ origin, publicKey }, roundMs),
    await issuer.directory(epoch, keys),
  ];
  const answer = z.strictObject({ position: z.number().nullable() });
  for (const json of notices) {
    await fetchJson(`${url}${noticePath}`, answer, { method: "POST", json, bytesMax: 4096 });
  }
}

async function endLife(child: ExchangeProcess, random: () => number): Promise<void> {
  if (random() >= endedEarly) await child.ready;
  await systemClock.sleep(random() * lifeMsMax);
  await child.kill();
}

/** Reads, submits and reads until the process dies under it. */
async function live(
  child: ExchangeProcess,
  issuer: TestIssuer,
  epoch: Epoch,
  acknowledged: Submission[],
  seen: string[][],
): Promise<void> {
  const { url, ledgerKey } = await child.ready;
  const key = fromBase64Url(ledgerKey);
  assert(key, "ledger key");
  for (;;) {
    const feed = await readFeed(url, { origin, key });
    seen.push(feed.batches.flatMap((it) => it.commitments.map(toBase64Url)));
    const gateway = await gatewayIn(feed);
    for (let count = 0; count < submissionsPerLife; count += 1) {
      const mark = `crash-${acknowledged.length}`;
      const author = new TestAuthor(issuer, { class: "energy", epoch, audience: "members" });
      const report = await author.report(bodyOf(mark, 5));
      const round = roundAt(systemClock.now(), roundMs);
      const [capsule] = await sealSubmission(gateway, round, submissionBytes(report));
      assert(capsule, "capsule");
      const { status } = await post(`${url}/capsule`, capsule.bytes);
      // Later than a round after the one that it names, the exchange need not take it.
      const inTime = roundAt(systemClock.now(), roundMs) - round <= 1;
      if (status === 200 && inTime) acknowledged.push(report);
    }
  }
}

/** Waits until the last rounds with something staged are worked. */
async function settledFeed(
  url: string,
  ledgerKey: string,
  issuer: TestIssuer,
  epoch: Epoch,
  wanted: readonly Submission[],
) {
  const key = fromBase64Url(ledgerKey);
  assert(key, "ledger key");
  for (let tries = 0; ; tries += 1) {
    await systemClock.sleep(2 * roundMs);
    const open = await readFeed(url, { origin, key });
    const token = await issuer.token(epoch, "energy", "read");
    const request = await sealSession(await gatewayIn(open), token);
    const { bytes } = await post(`${url}/session`, request.bytes);
    const answer = parseSessionAnswer(request.openResponse(bytes));
    const feed = await readFeed(url, { origin, key }, answer.is === "session" ? answer.keys : []);
    const submissions = submissionsIn(feed);
    if (submissions.length >= wanted.length || tries > settlingMax) return { feed, submissions };
  }
}

function post(url: string, bytes: Uint8Array) {
  const body = { mediaType: obliviousRequestMediaType, bytes };
  return fetchBytes(url, { method: "POST", body, bytesMax: 100_000 });
}

/** Numbers in [0, 1) that a seed gives again: mulberry32. */
function dice(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
