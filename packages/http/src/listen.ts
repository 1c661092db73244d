/**
 * Listening on a real socket: limits against slow, idle and too many connections, a guard before
 * routing, a plain word when the port is taken, and an orderly stop.
 */

import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";

import { getRequestListener } from "@hono/node-server";
import { type ErrorCode, randomId, TocsinError } from "@tocsin/kernel";

import type { App } from "./app.ts";
import { problemMediaType, problemOf } from "./problem.ts";
import { refuseRequest } from "./request-guard.ts";
import { securityHeaders } from "./security-headers.ts";
import type { Tls } from "./tls.ts";

export interface ListenLimits {
  /** Until all headers have come. */
  readonly headersMs: number;
  /** Until the whole request has come. */
  readonly requestMs: number;
  /** A connection on which nothing moves, in either direction, is cut. Longer than any long poll. */
  readonly idleMs: number;
  /** How long a connection is kept for the next request. */
  readonly keepAliveMs: number;
  readonly connectionsMax: number;
  readonly headerBytesMax: number;
  readonly requestsPerConnectionMax: number;
  /** How long requests in work may go on after the stop. */
  readonly drainMs: number;
}

export const listenLimits: ListenLimits = {
  headersMs: 10_000,
  requestMs: 60_000,
  idleMs: 120_000,
  keepAliveMs: 75_000,
  connectionsMax: 10_000,
  headerBytesMax: 16 * 1024,
  requestsPerConnectionMax: 0,
  drainMs: 5000,
};

export interface ListenOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Ports to try one after the other where the first is taken; 1: only that one. */
  readonly portTries?: number;
  /** Exact values of Host; "own": the address listened on and, on loopback, "localhost". */
  readonly hosts?: "any" | "own" | readonly string[];
  /** Whether browsers are expected; see `GuardOptions`. */
  readonly browser?: boolean;
  readonly limits?: Partial<ListenLimits>;
  /** HTTPS; without it HTTP. */
  readonly tls?: Tls;
}

export interface Listening extends AsyncDisposable {
  /** "http://127.0.0.1:4310", without a slash at the end. */
  readonly url: string;
  readonly port: number;
}

/** Throws `port-busy` where every port that it may try is taken. */
export async function listen(app: App, options: ListenOptions): Promise<Listening> {
  const limits = { ...listenLimits, ...options.limits };
  const server = serverOf(options.tls, {
    maxHeaderSize: limits.headerBytesMax,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: Math.min(1000, limits.headersMs),
    noDelay: true,
    insecureHTTPParser: false,
    joinDuplicateHeaders: false,
  });
  server.maxConnections = limits.connectionsMax;
  server.maxRequestsPerSocket = limits.requestsPerConnectionMax;
  server.timeout = limits.idleMs;
  const port = await bind(server, options);
  serve(server, app, hostsOf(options, port), options.browser ?? false);
  return {
    url: `${options.tls === undefined ? "http" : "https"}://${bracketed(options.host)}:${port}`,
    port,
    [Symbol.asyncDispose]: once(() => stop(server, app, limits.drainMs)),
  };
}

function serverOf(tls: Tls | undefined, limits: ServerOptions): Server {
  if (tls === undefined) return createServer(limits);
  const { cert, key, asksClients = false } = tls;
  // Whose certificate it is decides whoever knows the client; that the client has its key, the handshake.
  const asking = { requestCert: asksClients, rejectUnauthorized: false };
  const secured = { ...limits, ...asking, cert, key, minVersion: "TLSv1.2" as const };
  try {
    return createSecureServer({ ...secured, handshakeTimeout: limits.headersTimeout });
  } catch (cause) {
    throw new TocsinError("certificate-unusable", { cause });
  }
}

function serve(server: Server, app: App, hosts: readonly string[], browser: boolean): void {
  const fetch = (request: Request, bindings: object): Promise<Response> =>
    app.fetch(request, { ...bindings, straight: true });
  const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
  server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const refused = refuseRequest(incoming, { hosts, browser });
    if (refused === undefined) void answer(incoming, outgoing);
    else refuse(app, outgoing, refused);
  });
  server.on("clientError", (_error, socket) => {
    if (!socket.writable) socket.destroy();
    else {
      socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n", () => socket.destroy());
    }
  });
}

function refuse(app: App, outgoing: ServerResponse, code: ErrorCode): void {
  const id = randomId(app.random);
  const told = problemOf(new TocsinError(code), id);
  app.log.info("request-refused", { id, code, status: told.status });
  outgoing.writeHead(told.status, {
    ...securityHeaders,
    "content-type": problemMediaType,
    "cache-control": "no-store",
    connection: "close",
  });
  outgoing.end(JSON.stringify(told));
}

async function bind(server: Server, { host, port, portTries = 1 }: ListenOptions): Promise<number> {
  const last = port === 0 ? 0 : Math.min(65_535, port + portTries - 1);
  for (let at = port; at <= last; at += 1) {
    const bound = await tryPort(server, host, at);
    if (bound !== undefined) return bound;
  }
  const detail = last > port ? `ports ${port} to ${last}` : `port ${port}`;
  throw new TocsinError("port-busy", { detail });
}

/** The port, or undefined where it is taken. */
function tryPort(server: Server, host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off("listening", bound);
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(new TocsinError("listen-failed", { cause: error }));
    };
    const bound = (): void => {
      server.off("error", failed);
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    };
    server.once("error", failed);
    server.once("listening", bound);
    server.listen({ host, port, exclusive: true });
  });
}

function hostsOf({ hosts = "any", host }: ListenOptions, port: number): readonly string[] {
  if (hosts === "any") return [];
  if (hosts !== "own") return hosts.map((it) => it.toLowerCase());
  const loopback = host === "127.0.0.1" || host === "::1" || host === "localhost";
  const names = loopback ? [bracketed(host), "localhost"] : [bracketed(host)];
  return names.map((name) => `${name}:${port}`);
}

async function stop(server: Server, app: App, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  const done = new AbortController();
  app.stop();
  server.closeIdleConnections();
  const cut = app.clock.sleep(drainMs, done.signal).then(() => {
    server.closeAllConnections();
  });
  // A kept connection may have been between two requests when the idle ones were closed.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  await closed;
  clearInterval(sweep);
  done.abort();
  await cut;
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
