/** An exchange in a process of its own with a ledger of a given size, and an issuer that it believes. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import {
  ExchangeProcess,
  gatewayIn,
  preload,
  readFeed,
  TestIssuer,
} from "@tocsin/exchange/testing";
import {
  assert,
  type Epoch,
  epochOf,
  fromBase64Url,
  roundAt,
  systemClock,
  toBase64Url,
} from "@tocsin/kernel";
import type { GatewayPublicKey } from "@tocsin/wire";

import { className, observablesEach, postNotice, ReportMill } from "./load.ts";

export const origin = "bench.test/ledger";

/** Rounds up to this length are waited for. */
const waitedMsMax = 10_000;

export interface BenchWorld extends AsyncDisposable {
  readonly url: string;
  readonly child: ExchangeProcess;
  readonly ledgerKey: Uint8Array;
  readonly issuer: TestIssuer;
  readonly mill: ReportMill;
  readonly gateway: GatewayPublicKey;
  readonly epoch: Epoch;
}

export async function benchWorld(roundMs: number, storedObservables: number): Promise<BenchWorld> {
  const stateDir = await mkdtemp(path.join(tmpdir(), "tocsin-bench-"));
  const reports = Math.ceil(storedObservables / observablesEach);
  if (reports > 0) {
    await preload({ stateDir, origin, roundMs, reports, observables: observablesEach });
  }
  const issuer = new TestIssuer();
  const issuerKey = toBase64Url(issuer.publicKey);
  const child = new ExchangeProcess({ stateDir, port: 0, origin, issuerKey, roundMs });
  const { url, ledgerKey: told } = await child.ready;
  const ledgerKey = fromBase64Url(told);
  assert(ledgerKey, "ledger key");
  const epoch = epochOf(systemClock.now());
  const mill = await ReportMill.create(epoch);
  await postNotice(url, issuer.community({ origin, publicKey: ledgerKey }, roundMs));
  const reading = await issuer.directory(epoch, [{ class: className, purpose: "read" }]);
  await postNotice(url, mill.directory(issuer, reading));
  const gateway = await firstGateway(child, roundMs, url, ledgerKey);
  return {
    ...{ url, child, ledgerKey, issuer, mill, gateway, epoch },
    [Symbol.asyncDispose]: async () => {
      await child[Symbol.asyncDispose]();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Once the ledger holds what the issuer posted. */
async function firstGateway(
  child: ExchangeProcess,
  roundMs: number,
  url: string,
  key: Uint8Array,
): Promise<GatewayPublicKey> {
  const withNotices = (): boolean => child.rounds.some(({ leaves }) => leaves >= 2);
  // Long rounds are cut short by moving the exchange's clock; short ones are waited for.
  if (roundMs > waitedMsMax) {
    child.moveTo((roundAt(systemClock.now(), roundMs) + 1) * roundMs + 1);
  }
  while (!withNotices()) await systemClock.sleep(100);
  return gatewayIn(await readFeed(url, { origin, key }));
}
