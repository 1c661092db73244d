/**
 * Blind matching at the exchange: how many sealed sightings a round can take beside ten million that live,
 * from staged frames to the published batch, and whether every match is told in the round that made it.
 */

import { constants, sign } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import {
  challengeDigest,
  encodeToken,
  generateTokenSigningKey,
  tokenInput,
  type TokenSigningKey,
} from "@tocsin/crypto";
import { bareRounds, type BareRounds, issuerName, TestIssuer } from "@tocsin/exchange/testing";
import {
  canonicalJson,
  dayMs,
  type Epoch,
  epochOf,
  type Round,
  roundAt,
  systemClock,
  systemRandom,
  textOf,
  toBase64Url,
  utf8,
} from "@tocsin/kernel";
import { openExchangeStore } from "@tocsin/store";
import { classId, encodeFrame, parseMessage, type SignedDirectory } from "@tocsin/wire";

import type { Bench, BenchRow } from "./bench.ts";

type Report = (row: BenchRow) => void;

const quick = process.argv.includes("--quick");
const liveTags = quick ? 100_000 : 10_000_000;
const roundSize = quick ? 1000 : 10_000;
const rounds = quick ? 2 : 3;
const origin = "bench.test/ledger";
/** Rounds end when the benchmark says so, not before. */
const roundMs = 3_600_000;
const mebibyte = 1024 * 1024;

export const benches: Bench[] = [
  { name: "match.blind", about: "sealed sightings into ten million, matches in their round", run },
];

async function run(report: Report): Promise<void> {
  const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-bench-"));
  try {
    const file = path.join(stateDir, "exchange.sqlite");
    await fill(file);
    report({ metric: "live sightings", unit: "sightings", values: [liveTags] });
    report({ metric: "on disk", unit: "MiB", values: [(await stat(file)).size / mebibyte] });
    const epoch = epochOf(systemClock.now());
    const mill = new SightingMill(await generateTokenSigningKey(), epoch);
    const issuer = new TestIssuer();
    const reading = await issuer.directory(epoch, [{ class: "everyone", purpose: "read" }]);
    await using bare = await bareRounds({
      ...{ stateDir, origin, roundMs, threads: availableParallelism() },
      notices: (publicKey) =>
        Promise.resolve([
          issuer.community({ origin, publicKey }, roundMs),
          mill.directory(issuer, reading),
        ]),
    });
    await measure(bare, mill, report);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function measure(bare: BareRounds, mill: SightingMill, report: Report): Promise<void> {
  const now = roundAt(systemClock.now(), roundMs);
  const rates: number[] = [];
  const costs: number[] = [];
  const told: number[] = [];
  for (let at = 0; at < rounds; at += 1) {
    const round = (now + at) as Round;
    const frames = Array.from({ length: roundSize }, () => frameOf(mill.next(), round));
    await Promise.all(frames.map((frame) => bare.stage(round, frame)));
    const startMs = performance.now();
    const before = process.cpuUsage();
    const { leaves, refused } = await bare.work(round);
    rates.push((roundSize * 1000) / (performance.now() - startMs));
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000 / roundSize);
    const matches = leaves === 0 || refused > 0 ? 0 : await mill.matchesIn(bare);
    told.push(matches / mill.expected);
  }
  report({ metric: "taken, of staged frames to the batch", unit: "sightings/s", values: rates });
  report({ metric: "taken, processor", unit: "ms/sighting", values: costs });
  report({ metric: "matches told in their round", unit: "of those made", values: told });
}

/** Straight into the table: what is measured is what a round does beside it. */
async function fill(file: string): Promise<void> {
  await (await openExchangeStore({ file }))[Symbol.asyncDispose]();
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
    const untilDay = Math.floor(systemClock.now() / dayMs) + 30;
    database.exec(`
      BEGIN;
      WITH RECURSIVE counted (n) AS (
        VALUES (0) UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < ${liveTags}
      )
      INSERT INTO tag SELECT unhex(${tagSql}), randomblob(32), randomblob(32), randomblob(16), ${untilDay}
      FROM counted;
      COMMIT;
    `);
  } finally {
    database.close();
  }
}

/** In order over the whole range: spread so, the table is as large and as deep as a real one. */
const stride = Math.floor(2 ** 48 / liveTags);
const tagSql = `printf('%012x', n * ${stride}) || '${"00".repeat(26)}'`;

function frameOf(payload: Uint8Array, round: Round): Uint8Array {
  const part = { submission: systemRandom.bytes(16), index: 0, count: 1, payload } as const;
  return encodeFrame({ kind: "part", round, ...part }, systemRandom);
}

/** Every other sighting is of a tag that lives already: a match with the one that is there. */
class SightingMill {
  readonly #key: TokenSigningKey;
  readonly #epoch: Epoch;
  readonly #digest: Uint8Array;
  readonly expected = roundSize / 2;
  #made = 0;

  constructor(key: TokenSigningKey, epoch: Epoch) {
    this.#key = key;
    this.#epoch = epoch;
    const redemptionContext = new Uint8Array();
    this.#digest = challengeDigest({ issuerName, originInfo: "exchange", redemptionContext });
  }

  directory(issuer: TestIssuer, reading: SignedDirectory): SignedDirectory {
    const { publicKey } = this.#key;
    const key = {
      purpose: "probe" as const,
      class: parseMessage(classId, "everyone"),
      publicKey: toBase64Url(publicKey.spki),
      keyId: toBase64Url(publicKey.id),
      quota: 30,
    };
    const { directory } = reading;
    return issuer.signDirectory({ ...directory, keys: [...directory.keys, key] });
  }

  next(): Uint8Array<ArrayBuffer> {
    this.#made += 1;
    return utf8(
      canonicalJson({
        v: 1,
        kind: "tag",
        epoch: this.#epoch,
        tag: toBase64Url(this.#made % 2 === 0 ? this.#knownTag() : systemRandom.bytes(32)),
        pk: toBase64Url(systemRandom.bytes(32)),
        mac: toBase64Url(systemRandom.bytes(32)),
        lock: toBase64Url(systemRandom.bytes(16)),
        expires: new Date(systemClock.now() + 29 * dayMs).toISOString().slice(0, 10),
        token: toBase64Url(this.#token()),
      }),
    );
  }

  /** Lines of the newest leaf. */
  async matchesIn(bare: BareRounds): Promise<number> {
    const newest = textOf((await bare.newestLeaf()) ?? new Uint8Array()) ?? "";
    return newest.split('"tag":').length - 1;
  }

  /** Each once: spread over the table by a step that shares no factor with its length. */
  #knownTag(): Uint8Array {
    const place = (this.#made * 7_919) % liveTags;
    return new Uint8Array(
      Buffer.from((place * stride).toString(16).padStart(12, "0") + "00".repeat(26), "hex"),
    );
  }

  #token(): Uint8Array {
    const nonce = systemRandom.bytes(32);
    const rest = { nonce, challengeDigest: this.#digest, keyId: this.#key.publicKey.id };
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const key = { key: this.#key.handle, padding, saltLength: 48 };
    const authenticator = new Uint8Array(sign("sha384", tokenInput(rest), key));
    return encodeToken({ ...rest, authenticator });
  }
}
