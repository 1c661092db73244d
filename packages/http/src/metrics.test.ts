import { systemClock, systemRandom } from "@tocsin/kernel";
import { expect, it } from "vitest";

import { silentLog } from "./log.ts";
import { createMetrics, listenMetrics } from "./metrics.ts";

const ports = { clock: systemClock, random: systemRandom, log: silentLog };

it("serves counts by route pattern on this machine alone", async () => {
  const metrics = createMetrics("issuer");
  metrics.onRequest({ route: "/notes/:id", method: "GET", status: 200, durationMs: 5 });
  const at = { host: "127.0.0.1", port: 0 };
  await using server = await listenMetrics(metrics, at, { ...ports, ready: () => true });
  const text = await (await fetch(`${server.url}/metrics`)).text();
  expect(text).toContain(
    'tocsin_requests_total{route="/notes/:id",method="GET",status="200",program="issuer"} 1',
  );
  const elsewhere = listenMetrics(
    metrics,
    { host: "0.0.0.0", port: 0 },
    { ...ports, ready: () => true },
  );
  await expect(elsewhere).rejects.toMatchObject({ code: "not-loopback" });
});

it("tells living from ready", async () => {
  const at = { host: "127.0.0.1", port: 0 };
  const ready = (): Promise<boolean> => Promise.reject(new Error("no disk"));
  await using server = await listenMetrics(createMetrics("issuer"), at, { ...ports, ready });
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
});
