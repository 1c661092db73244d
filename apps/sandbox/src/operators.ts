/**
 * The three parties that must not trust each other, here on one machine: issuer, exchange and relay, each
 * with a folder of its own. On first start they are introduced to each other as operators would do it.
 */

import { existsSync } from "node:fs";
import path from "node:path";

import { type Exchange, startExchange } from "@tocsin/exchange";
import type { Log } from "@tocsin/http";
import { initIssuer, type RunningIssuer, startIssuer } from "@tocsin/issuer";
import { assert, fromBase64Url, toBase64Url } from "@tocsin/kernel";
import type { Network } from "@tocsin/member";
import { type Relay, startRelay } from "@tocsin/relay";

import { classes } from "./companies.ts";
import { startHolders } from "./key-holders.ts";
import { holderUrls, issuerUrl, localNetwork, localPost, relayUrl } from "./names.ts";
import { host, type PortOffice } from "./ports.ts";

const communityName = "Sample community";
const ledgerOrigin = "tocsin.example/sample";
/** Rights of a month here: fewer than by default, so that the first start is quick. */
const quotas = { report: 12, probe: 48, message: 24, vote: 8, read: 35 };
/** Values are asked about every few seconds here, so that a match is seen within a minute. */
const evaluationSlotMs = 4000;
const holderPorts = 3;

export interface OperatorSettings {
  readonly stateDir: string;
  readonly roundMs: number;
  /** The first of the ports that are tried. */
  readonly port: number;
  readonly office: PortOffice;
  readonly log: Log;
}

export interface Operators extends AsyncDisposable {
  readonly issuer: RunningIssuer;
  readonly exchange: Exchange;
  readonly relay: Relay;
  /** By which nodes reach the parties that the community file names. */
  readonly network: Network;
}

export async function startOperators(settings: OperatorSettings): Promise<Operators> {
  const { stateDir, roundMs, port, office, log } = settings;
  await using started = new AsyncDisposableStack();
  const folder = (name: string): string => path.join(stateDir, name);
  const at = async (offset: number, name: string) => ({
    host,
    port: await office.take(port + offset, name),
  });
  const places = new Map<string, string>();
  if (!existsSync(folder("issuer"))) await initIssuer(folder("issuer"));
  const issuer = started.use(
    await startIssuer(
      { stateDir: folder("issuer"), ...(await at(0, "the issuer")), routineMs: roundMs },
      { log, post: localPost(places) },
    ),
  );
  const issuerKey = fromBase64Url(issuer.publicKey);
  assert(issuerKey, "issuer key");
  const shared = { issuerKey, roundMs };
  const exchange = started.use(
    await startExchange(
      {
        ...shared,
        ...(await at(1, "the exchange")),
        stateDir: folder("exchange"),
        origin: ledgerOrigin,
      },
      { log },
    ),
  );
  const relay = started.use(
    await startRelay(
      {
        ...shared,
        ...(await at(2, "the relay")),
        stateDir: folder("relay"),
        gatewayUrl: exchange.url,
      },
      { log },
    ),
  );
  places.set(issuerUrl, issuer.url).set(relayUrl, relay.url);
  const holders = await startHolders(
    {
      ...{ stateDir, roundMs, office, log, issuer, places },
      port: port + holderPorts,
      exchangeUrl: exchange.url,
    },
    started,
  );
  await introduce(issuer, exchange, roundMs, holders);
  const network = localNetwork(places);
  const running = started.move();
  return { issuer, exchange, relay, network, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** What the operators tell each other on paper: addresses, the ledger's key, the classes. */
async function introduce(
  issuer: RunningIssuer,
  exchange: Exchange,
  roundMs: number,
  holders: readonly { readonly publicKey: string }[],
): Promise<void> {
  await issuer.run("community-set", {
    name: communityName,
    issuerUrl,
    exchangeUrl: exchange.url,
    ledgerOrigin,
    ledgerKey: toBase64Url(exchange.ledgerKey),
    relayUrl,
    feeds: [relayUrl],
    roundMs,
    quotas,
    keyHolders: holders.map(({ publicKey }, at) => ({ url: holderUrls[at] ?? "", publicKey })),
    evaluationSlotMs,
  });
  const known = new Set((await issuer.run("class-list", {})).map((it) => String(it.id)));
  for (const it of classes) if (!known.has(it.id)) await issuer.run("class-add", it);
}
