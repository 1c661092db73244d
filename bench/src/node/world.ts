/** What a node of the benches trusts: a community whose feed is on this machine, and a ledger that grows. */

import { ed25519SigningKey, signDocument } from "@tocsin/crypto";
import { TestIssuer } from "@tocsin/exchange/testing";
import { epochOf, systemClock, systemRandom, toBase64Url } from "@tocsin/kernel";
import type { SignedCommunity } from "@tocsin/wire";

import { className, ReportMill } from "../exchange/load.ts";
import { BenchLedger, origin } from "./ledger.ts";

export interface NodeWorld {
  readonly ledger: BenchLedger;
  readonly mill: ReportMill;
  readonly community: SignedCommunity;
  readonly directory: ReturnType<ReportMill["directory"]>;
}

export async function createNodeWorld(url: string, roundMs: number): Promise<NodeWorld> {
  const issuer = new TestIssuer();
  const epoch = epochOf(systemClock.now());
  const ledgerKey = ed25519SigningKey(systemRandom.bytes(32));
  const mill = await ReportMill.create(epoch);
  const { file } = issuer.community({ origin, publicKey: ledgerKey.publicKey }, roundMs);
  const here = { ...file, issuer: { ...file.issuer, url }, relay: { url }, feeds: [url] };
  const signature = toBase64Url(signDocument("community", here, issuer.signingKey));
  const reading = await issuer.directory(epoch, [{ class: className, purpose: "read" }]);
  return {
    ledger: new BenchLedger(ledgerKey, epoch),
    mill,
    community: { file: here, signature },
    directory: mill.directory(issuer, reading),
  };
}
