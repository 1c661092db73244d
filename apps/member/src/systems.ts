/**
 * Where the company's own systems on other machines reach this node: TAXII, the MISP feed and what keys may
 * do of the local API; no console, no sign-in, nothing of what the command line may. On an address that
 * others reach only over HTTPS, because keys travel on it.
 */

import {
  type AppOptions,
  createApp,
  listen,
  type Listening,
  readTls,
  type Route,
} from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";

import type { SystemsConfig } from "./config.ts";
import { withMispFeed } from "./misp/app.ts";
import type { PublishedEvents } from "./misp/published-events.ts";
import { callerByKey } from "./routes/callers.ts";
import { type Role, roles } from "./routes/roles.ts";
import type { ApiKeys } from "./taxii/api-keys.ts";
import { type TaxiiServer, withTaxii } from "@tocsin/http/taxii";

export interface SystemsPorts extends Pick<AppOptions<Role>, "clock" | "random" | "log"> {
  readonly routes: readonly Route<Role>[];
  readonly keys: ApiKeys;
  readonly taxii: TaxiiServer;
  readonly misp: PublishedEvents;
  readonly onRequest?: NonNullable<AppOptions<Role>["onRequest"]>;
}

/** Throws `certificate-unusable`, `not-loopback` without a certificate, `port-busy`. */
export async function serveSystems(
  { host, port, certFile, keyFile }: SystemsConfig,
  { routes, keys, taxii, misp, ...ports }: SystemsPorts,
): Promise<Listening> {
  const tls =
    certFile === undefined || keyFile === undefined ? undefined : await readTls(certFile, keyFile);
  if (tls === undefined && host !== "127.0.0.1" && host !== "::1") {
    throw new TocsinError("not-loopback", { detail: "--systems without a certificate" });
  }
  const app = createApp<Role>({
    ...ports,
    repeatable: true,
    roles,
    routes: routes.filter(isForSystems),
    identify: (credentials) => callerByKey(keys, credentials),
  });
  const secured = tls === undefined ? {} : { tls: { ...tls, asksClients: true } };
  return listen(withMispFeed(withTaxii(app, taxii), misp, keys), {
    host,
    port,
    hosts: "any",
    ...secured,
  });
}

function isForSystems({ access }: Route<Role>): boolean {
  return access.stranger === false && access["adding-system"] !== false;
}
