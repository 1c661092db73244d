/** Counts and times for the operator, on a port of their own that only this machine reaches. */

import { type Clock, type Random, TocsinError } from "@tocsin/kernel";
import { Counter, Histogram, Registry } from "prom-client";

import { bytesAnswer } from "./answers.ts";
import { createApp, type RequestFacts } from "./app.ts";
import { noBody } from "./bodies.ts";
import { healthRoutes } from "./health.ts";
import { listen, type Listening } from "./listen.ts";
import type { Log } from "./log.ts";
import { defineRoles } from "./roles.ts";
import { declareRoute } from "./route.ts";

export interface Metrics {
  readonly registry: Registry;
  /** For `AppOptions.onRequest`: labels are the route's pattern, method and status alone. */
  readonly onRequest: (facts: RequestFacts) => void;
}

const secondsBuckets = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];

export function createMetrics(program: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ program });
  const registers = [registry];
  const requests = new Counter({
    name: "tocsin_requests_total",
    help: "Finished requests",
    labelNames: ["route", "method", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "tocsin_request_seconds",
    help: "Time until the answer began",
    labelNames: ["route"],
    buckets: secondsBuckets,
    registers,
  });
  return {
    registry,
    onRequest: ({ route, method, status, durationMs }) => {
      requests.inc({ route, method, status });
      seconds.observe({ route }, durationMs / 1000);
    },
  };
}

export interface MetricsPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly ready: () => Promise<boolean> | boolean;
}

/** On this machine's own address, where a port is set. */
export function serveMetrics(
  metrics: Metrics,
  port: number | undefined,
  ports: MetricsPorts,
): Promise<Listening | undefined> {
  if (port === undefined) return Promise.resolve(undefined);
  return listenMetrics(metrics, { host: "127.0.0.1", port }, ports);
}

/** Serves `/metrics`, `/livez` and `/readyz`. Throws `not-loopback` for any other address. */
export async function listenMetrics(
  metrics: Metrics,
  at: { readonly host: string; readonly port: number },
  { clock, random, log, ready }: MetricsPorts,
): Promise<Listening> {
  if (at.host !== "127.0.0.1" && at.host !== "::1") throw new TocsinError("not-loopback");
  const roles = defineRoles("operator");
  const scrape = declareRoute(roles, {
    method: "GET",
    path: "/metrics",
    access: { operator: true },
    request: noBody(),
    answer: bytesAnswer("text/plain"),
    cache: "no-store",
    handle: async () => ({ body: new TextEncoder().encode(await metrics.registry.metrics()) }),
  });
  const routes = [scrape, ...healthRoutes(roles, ready)];
  const app = createApp({ roles, routes, identify: () => "operator", clock, random, log });
  return listen(app, { ...at, hosts: "own", browser: true, limits: { connectionsMax: 64 } });
}
