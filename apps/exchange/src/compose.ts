/** Puts the exchange together: the only place that constructs its parts. */

import { availableParallelism } from "node:os";
import path from "node:path";

import type { Ed25519SigningKey } from "@tocsin/crypto";
import {
  type App,
  createApp,
  healthRoutes,
  listen,
  type Log,
  type Route,
  silentLog,
  type Tls,
  tlsOf,
} from "@tocsin/http";
import { createMetrics, serveMetrics } from "@tocsin/http/metrics";
import { withTaxii } from "@tocsin/http/taxii";
import { type Clock, type Random, systemClock, systemRandom, TocsinError } from "@tocsin/kernel";
import { type ExchangeStore, openExchangeStore } from "@tocsin/store";
import { liveWaitMs } from "@tocsin/wire";

import type { ExchangeConfig } from "./config.ts";
import { FeedFolder } from "./feed/folder.ts";
import { type Announced, LiveFeed } from "./feed/live.ts";
import { Publisher } from "./feed/publisher.ts";
import { FeedReader } from "./feed/reader.ts";
import { scrub } from "./feed/scrub.ts";
import { Gateway } from "./gateway/gateway.ts";
import { GatewayKeys } from "./gateway/gateway-keys.ts";
import { StagingRoom } from "./gateway/staging-room.ts";
import { createLedgerKey, readLedgerKey } from "./ledger/key-file.ts";
import { Ledger, ledgerKeyOf } from "./ledger/ledger.ts";
import { verifiedEdge } from "./ledger/start-check.ts";
import { storedTiles } from "./ledger/stored-tiles.ts";
import { Moderation } from "./moderation/moderation.ts";
import { Notices } from "./notices/notices.ts";
import { Sessions } from "./reading/sessions.ts";
import { RecipientCallers } from "./recipients/callers.ts";
import { Releases } from "./recipients/releases.ts";
import { roles } from "./roles.ts";
import { Examiners } from "./round/examiners.ts";
import { runRounds } from "./round/round-loop.ts";
import { type RoundOutcome, RoundWorker } from "./round/round-worker.ts";
import { capsuleRoutes } from "./routes/capsules.ts";
import { feedRoutes } from "./routes/feed.ts";
import { noticeRoutes } from "./routes/notices.ts";
import { withDescription } from "./routes/openapi.ts";
import { recipientRoutes } from "./routes/recipients.ts";
import { KeyRing } from "./trust/key-ring.ts";
import { trustOf } from "./trust/trust.ts";

export interface ExchangePorts {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Log;
  /** Told of each round that was worked; counts alone. */
  readonly onRound?: (outcome: RoundOutcome) => void;
}

export interface Exchange extends AsyncDisposable {
  /** Where the gateway, the feed and the issuer's door are. */
  readonly url: string;
  readonly metricsUrl: string | undefined;
  readonly origin: string;
  /** Public key of the ledger, 32 bytes. */
  readonly ledgerKey: Uint8Array;
  /** The authorisation table with what it guards. */
  readonly routes: readonly Route<string>[];
  /** Resolves once everything stored was verified; rounds are worked from then on. */
  readonly verified: Promise<void>;
}

/** Makes the state folder and the ledger's key, where they are missing; gives the public key. */
export async function initExchange(
  { stateDir }: Pick<ExchangeConfig, "stateDir">,
  random: Random = systemRandom,
): Promise<Uint8Array> {
  const file = keyFileIn(stateDir);
  return ((await readLedgerKey(file)) ?? (await createLedgerKey(file, random))).publicKey;
}

/**
 * Starts the exchange. Throws `ledger-damaged`, `ledger-behind` or `ledger-key-missing` where signing on
 * would be wrong, `store-in-use` where another process has its folder, `port-busy`.
 */
export async function startExchange(
  config: ExchangeConfig,
  ports: ExchangePorts = {},
): Promise<Exchange> {
  const { clock = systemClock, random = systemRandom, log = silentLog } = ports;
  await using started = new AsyncDisposableStack();
  const folder = new FeedFolder(path.join(config.stateDir, "feed"));
  folder.open();
  const store = started.use(
    await openExchangeStore({
      file: path.join(config.stateDir, "exchange.sqlite"),
      clock,
      limits: { fileBytesMax: config.databaseBytesMax ?? 0 },
      onNotice: (notice) => {
        const fields = notice.kind === "fault" ? { code: notice.fault.code } : {};
        const expected = notice.kind === "migrated" || notice.kind === "recovered";
        log[expected ? "info" : "warn"](`store-${notice.kind}`, fields);
      },
    }),
  );
  const signingKey = await ledgerKeyFor(config.stateDir, store, random);
  const ledgerKey = ledgerKeyOf(config.origin, signingKey);
  const edge = await verifiedEdge(store, ledgerKey, await folder.checkpoint());
  const basis: Basis = { config, clock, random, log, store, folder };
  const parts = await assemble(basis, new Ledger(ledgerKey, edge), signingKey, started);
  const app = appOf(basis, parts);
  const { host, port } = config;
  const server = started.use(
    await listen(app, { host, port, hosts: "any", ...(await ownTls(config)) }),
  );
  const { metrics, ready } = parts;
  const metricsAt = started.use(
    await serveMetrics(metrics, config.metricsPort, { clock, random, log, ready }),
  );
  const verified = runFrom(basis, parts, ports.onRound, started);
  log.info("exchange-started", { port: server.port });
  const running = started.move();
  return {
    url: server.url,
    metricsUrl: metricsAt?.url,
    origin: config.origin,
    ledgerKey: signingKey.publicKey,
    routes: app.routes,
    verified,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Clients are asked for a certificate, because recipients may have one; all others need none. */
async function ownTls(config: ExchangeConfig): Promise<{ readonly tls?: Tls }> {
  const { tls } = await tlsOf(config);
  return tls === undefined ? {} : { tls: { ...tls, asksClients: true } };
}

interface Basis {
  readonly config: ExchangeConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store: ExchangeStore;
  readonly folder: FeedFolder;
}

interface Parts {
  readonly ledger: Ledger;
  readonly publisher: Publisher;
  readonly worker: RoundWorker;
  readonly keys: GatewayKeys;
  readonly room: StagingRoom;
  readonly gateway: Gateway;
  readonly sessions: Sessions;
  readonly notices: Notices;
  readonly callers: RecipientCallers;
  readonly releases: Releases;
  readonly live: LiveFeed;
  readonly reader: FeedReader;
  readonly metrics: ReturnType<typeof createMetrics>;
  /** Whether rounds are worked: what `/readyz` tells. */
  readonly ready: () => boolean;
  readonly verified: { done: boolean };
}

async function assemble(
  basis: Basis,
  ledger: Ledger,
  signingKey: Ed25519SigningKey,
  started: AsyncDisposableStack,
): Promise<Parts> {
  const { config, clock, random, store, folder } = basis;
  const { roundMs } = config;
  const keys = new GatewayKeys(store, random);
  await keys.load();
  await keys.rotate(clock.now());
  const examiners = started.use(new Examiners(config.threads ?? availableParallelism()));
  let ring = new KeyRing(trustOf(await store.notices()));
  examiners.trust(ring.trust);
  const trustAnew = async (): Promise<void> => {
    ring = new KeyRing(trustOf(await store.notices()));
    examiners.trust(ring.trust);
  };
  const head = await store.head();
  const live = new LiveFeed(head.round, clock, liveWaitMs);
  const reader = new FeedReader({ store, folder, ledger });
  const publisher = publisherOf(basis, reader, live);
  const worker = new RoundWorker(
    { store, examiners, ledger, publisher, clock, random },
    roundMs,
    head,
  );
  const openRound = () => worker.openRound;
  const terms = {
    issuerKey: config.issuerKey,
    origin: config.origin,
    ledgerKey: signingKey.publicKey,
    roundMs,
  };
  const verified = { done: false };
  const { stateDir } = config;
  const callers = new RecipientCallers(stateDir, clock);
  const releases = started.use(new Releases({ store, stateDir, callers, clock, random, roundMs }));
  const room = new StagingRoom(config.stateDir);
  await room.measure();
  return {
    ledger,
    publisher,
    worker,
    keys,
    room,
    live,
    reader,
    gateway: new Gateway({ store, keys, room, clock, random }, { roundMs, openRound }),
    sessions: new Sessions({ store, clock, random }, () => ring, roundMs),
    notices: new Notices(store, terms, trustAnew),
    callers,
    releases,
    metrics: createMetrics("exchange"),
    ready: () => verified.done && ledger.stopped === undefined,
    verified,
  };
}

function publisherOf(
  { config, random, store, folder }: Basis,
  reader: FeedReader,
  live: LiveFeed,
): Publisher {
  const announce = (announced: Announced): void => {
    reader.remember(announced.bytes, announced.file);
    live.announce(announced);
  };
  const tiles = storedTiles(store);
  const onRewritten = (): void => {
    reader.forget();
  };
  const ports = { store, folder, random, tiles, announce, onRewritten };
  return new Publisher(ports, config.roundMs);
}

function appOf({ clock, random, log, store, folder }: Basis, parts: Parts): App {
  const { gateway, sessions, notices, callers, releases, live, reader, ready, metrics } = parts;
  const app = createApp({
    roles,
    routes: withDescription([
      ...capsuleRoutes(gateway, sessions, random),
      ...noticeRoutes(notices),
      ...recipientRoutes(releases, callers),
      ...feedRoutes({ store, folder, live, reader }),
      ...healthRoutes(roles, ready),
    ]),
    identify: async (shown) => {
      if (await sessions.isOpen(shown.header("authorization"))) return "reader";
      return (await callers.caller(shown)) === undefined ? "anyone" : "recipient";
    },
    clock,
    random,
    log,
    onRequest: metrics.onRequest,
    atOnceMax: requestsAtOnceMax,
  });
  return withTaxii(app, releases);
}

/** Verifies everything once more in full, then works rounds until the stack is disposed. */
function runFrom(
  { config, store, folder, clock, log }: Basis,
  parts: Parts,
  onRound: ((outcome: RoundOutcome) => void) | undefined,
  started: AsyncDisposableStack,
): Promise<void> {
  const { worker, keys, room, releases, ledger, publisher } = parts;
  const moderation = new Moderation({ store, stateDir: config.stateDir });
  const stopping = new AbortController();
  const verified = scrub({ store, folder, publisher }, stopping.signal).then(() => {
    parts.verified.done = true;
  });
  const running = verified.then(
    () =>
      runRounds(
        {
          ...{ store, worker, keys, room, moderation, releases, ledger, clock, log },
          ...(onRound && { onRound }),
        },
        config.roundMs,
        stopping.signal,
      ),
    (error: unknown) => {
      const code = error instanceof TocsinError ? error.code : "invariant-broken";
      ledger.stop(code);
      log.error("signing-stopped", { code });
    },
  );
  started.defer(async () => {
    stopping.abort();
    await running;
  });
  return verified;
}

/** There is one key for a ledger, for ever: a new one is made only where nothing was signed. */
async function ledgerKeyFor(
  stateDir: string,
  store: ExchangeStore,
  random: Random,
): Promise<Ed25519SigningKey> {
  const file = keyFileIn(stateDir);
  const known = await readLedgerKey(file);
  if (known !== undefined) return known;
  if ((await store.head()).size > 0) throw new TocsinError("ledger-key-missing");
  return createLedgerKey(file, random);
}

function keyFileIn(stateDir: string): string {
  return path.join(stateDir, "ledger.key");
}

/** Capsules, downloads and waiting readers together. */
const requestsAtOnceMax = 12_000;
