/** Puts the relay together: the only place that constructs its parts. */

import {
  createApp,
  DayTokens,
  healthRoutes,
  listen,
  type LearnOutcome,
  type Log,
  silentLog,
  tlsOf,
} from "@tocsin/http";
import { createMetrics, type Metrics, serveMetrics } from "@tocsin/http/metrics";
import { type Clock, epochOf, type Random, systemClock, systemRandom } from "@tocsin/kernel";
import type { SignedDirectory } from "@tocsin/wire";

import { Admission } from "./admission.ts";
import type { RelayConfig } from "./config.ts";
import { Directories } from "./directories.ts";
import { FeedFiles } from "./feed-files.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import * as limits from "./limits.ts";
import { plainAnswers } from "./plain-answers.ts";
import { roles } from "./roles.ts";
import { capsuleRoutes } from "./routes/capsules.ts";
import { feedRoutes } from "./routes/feed.ts";
import { noticeRoutes } from "./routes/notices.ts";

export interface RelayPorts {
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Log;
}

export interface Relay extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly metricsUrl: string | undefined;
  /** Takes a key directory as its route does. */
  learn(signed: SignedDirectory): Promise<LearnOutcome>;
}

/** Throws `port-busy`, and `message-invalid` for a setting that is none. */
export async function startRelay(config: RelayConfig, given: RelayPorts = {}): Promise<Relay> {
  const { clock = systemClock, random = systemRandom, log = silentLog } = given;
  const ports: Required<RelayPorts> = { clock, random, log };
  await using started = new AsyncDisposableStack();
  const tokens = new DayTokens({
    issuerKey: config.issuerKey,
    purpose: "relay",
    origin: "relay",
  });
  const directories = new Directories(config.stateDir, tokens);
  const { learned, refused } = await directories.load();
  log.info("directories-read", { count: learned, dropped: refused });
  const sealedMs = Math.min(limits.sealedDeadlineMsMax, Math.floor(config.roundMs * 0.75));
  const gateway = started.use(createGateway(config.gatewayUrl, sealedMs));
  const metrics = createMetrics("relay");
  const parts: Parts = { tokens, directories, gateway, metrics };
  const server = started.use(await serve(config, ports, parts));
  const ready = (): boolean => isReady(tokens, clock);
  const metricsAt = started.use(
    await serveMetrics(metrics, config.metricsPort, { ...ports, ready }),
  );
  const running = started.move();
  return {
    url: server.url,
    port: server.port,
    metricsUrl: metricsAt?.url,
    learn: (signed) => directories.accept(signed),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

interface Parts {
  readonly tokens: DayTokens;
  readonly directories: Directories;
  readonly gateway: Gateway;
  readonly metrics: Metrics;
}

async function serve(config: RelayConfig, ports: Required<RelayPorts>, parts: Parts) {
  const { tokens, directories, gateway, metrics } = parts;
  const { roundMs, host, port, portTries } = config;
  const { clock } = ports;
  const admission = new Admission({ tokens, clock, roundMs, tokensMax: limits.tokensMax });
  const app = createApp({
    ...ports,
    roles,
    routes: [
      ...capsuleRoutes(gateway, admission),
      ...feedRoutes(new FeedFiles(gateway, clock), gateway),
      ...noticeRoutes(directories),
      ...healthRoutes(roles, () => isReady(tokens, clock)),
    ],
    identify: async ({ header }) =>
      (await admission.admits(header("authorization"))) ? "admitted" : "anyone",
    onRequest: metrics.onRequest,
    atOnceMax: limits.connectionsMax,
  });
  const { headersMs, requestMs, idleMs, connectionsMax } = limits;
  return listen(plainAnswers(app), {
    host,
    port,
    ...(portTries === undefined ? {} : { portTries }),
    hosts: "any",
    ...(await tlsOf(config)),
    limits: { headersMs, requestMs, idleMs, connectionsMax },
  });
}

/** Without the keys of this epoch it admits nobody. */
function isReady(tokens: DayTokens, clock: Clock): boolean {
  return tokens.epochs.includes(epochOf(clock.now()));
}
