/**
 * An application: its routes, who asks, and what happens around each request. Hono finds the route;
 * nothing reaches a handler past the authorisation table, and no error leaves but as a problem.
 */

import type { IncomingMessage, ServerResponse } from "node:http";

import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Clock, type Random, randomId, systemClock, TocsinError } from "@tocsin/kernel";
import { Hono } from "hono";

import type { EncodedAnswer } from "./answers.ts";
import { readBody } from "./bodies.ts";
import { cutOnError } from "./batching.ts";
import { type Log, whereOf } from "./log.ts";
import { problemMediaType, problemOf } from "./problem.ts";
import { RepeatedRequests, repetitionHeader } from "./repeated-requests.ts";
import type { Roles } from "./roles.ts";
import type { RawCall, Route } from "./route.ts";
import { cacheHeader, pageHeaders, securityHeaders } from "./security-headers.ts";
import type { StaticFiles } from "./static-files.ts";
import { clientCertificateHash } from "./tls.ts";

/** What is known of a request when its role is looked up. */
export interface Credentials {
  readonly header: (name: string) => string | undefined;
  /** The cookie's value, if it was sent exactly once. */
  readonly cookie: (name: string) => string | undefined;
  /** Hash of the certificate that the client has shown. */
  readonly certificate: () => string | undefined;
}

/** Each finished request: route pattern, status and time; for metrics. */
export interface RequestFacts {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
}

export interface AppOptions<Role extends string> {
  readonly roles: Roles<Role>;
  readonly routes: readonly Route<Role>[];
  /** The role of whoever sent the request; the first role where there are no good credentials. */
  identify(credentials: Credentials): Promise<Role> | Role;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly onRequest?: (facts: RequestFacts) => void;
  /** Pages of a console, for whoever can reach it: they hold nothing private. */
  readonly pages?: StaticFiles;
  /** Requests in work at one time; more are refused with `too-busy`. */
  readonly atOnceMax?: number;
  /** Whether a POST with an Idempotency-Key is carried out once. */
  readonly repeatable?: boolean;
}

/** What Node's server hands over beside the request; absent when a request is made in process. */
export interface Bindings {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
  /** Whether answers may go straight to the socket. Whoever wraps `fetch` to see them takes it away. */
  readonly straight?: boolean;
}

export interface App {
  /** Answers one request; never rejects. */
  fetch(request: Request, bindings?: Bindings): Promise<Response>;
  readonly routes: readonly Route<string>[];
  /** Ends long answers: their handlers' signals abort. */
  stop(): void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const atOnceMaxDefault = 4096;

export function createApp<Role extends string>(options: AppOptions<Role>): App {
  const running: Running = {
    atOnceMax: options.atOnceMax ?? atOnceMaxDefault,
    all: new Set(),
    byRoute: new Map(),
    repeated: options.repeatable === true ? new RepeatedRequests(options.clock) : undefined,
  };
  const hono = new Hono<{ Bindings: Bindings }>();
  for (const route of options.routes) {
    hono.on(route.method, route.path, (context) =>
      answerRoute(options, route, running, {
        request: context.req.raw,
        params: context.req.param(),
        ...context.env,
      }),
    );
  }
  for (const path of new Set(options.routes.map((it) => it.path))) {
    hono.all(path, () => refusal(options, new TocsinError("method-not-allowed")));
  }
  hono.notFound(async (context) => {
    const page = await options.pages?.find(context.req.method, context.req.path);
    return page === undefined ? refusal(options, new TocsinError("not-found")) : page;
  });
  hono.onError((error) => refusal(options, error));
  const { clock, random, log } = options;
  return {
    fetch: async (request, bindings = {}) => hono.fetch(request, bindings),
    routes: options.routes,
    stop: () => {
      for (const work of running.all) work.abort();
    },
    clock,
    random,
    log,
  };
}

interface Arrival extends Bindings {
  readonly request: Request;
  readonly params: Record<string, string>;
}

async function answerRoute<Role extends string>(
  options: AppOptions<Role>,
  route: Route<Role>,
  running: Running,
  arrival: Arrival,
): Promise<Response> {
  const { clock } = options;
  const startedMs = clock.now();
  const ending = abortedWith(arrival);
  const answerHeaders = new Headers(securityHeaders);
  answerHeaders.set("cache-control", cacheHeader(route.cache));
  const leave = enter(running, route, ending);
  let response: Response;
  let status: number;
  try {
    if (leave === undefined) throw new TocsinError("too-busy");
    const work = async (): Promise<EncodedAnswer> => {
      const role = await options.identify(credentialsOf(arrival));
      const call = rawCall(arrival, role, ending.signal, answerHeaders);
      return carriedOut(route, call, running.repeated, new URL(arrival.request.url).pathname);
    };
    const answer = await withDeadline(work(), route.deadlineMs, ending);
    ({ status } = answer);
    response = responseOf(answer, answerHeaders, arrival, leave);
  } catch (error) {
    response = refusal(options, error, route, ending.signal.reason === clientGone);
    ({ status } = response);
    leave?.();
  }
  const facts = { route: route.path, method: route.method, status };
  options.onRequest?.({ ...facts, durationMs: clock.now() - startedMs });
  return response;
}

/** Once, where the client says by a key that it may repeat itself. */
function carriedOut<Role extends string>(
  route: Route<Role>,
  call: RawCall<Role>,
  repeated: RepeatedRequests | undefined,
  path: string,
): Promise<EncodedAnswer> {
  const key = route.method === "POST" ? call.header(repetitionHeader) : undefined;
  if (key === undefined || repeated === undefined || call.role === route.roles.stranger) {
    return route.run(call);
  }
  const place = `${call.role} ${path} ${call.query.toString()}`;
  return repeated.answer(place, key, call, route.bytesMax, (once) => route.run(once));
}

const clientGone = new TocsinError("cancelled");
const answered = "answered";

/** Aborts when the client goes away before it has its answer. */
function abortedWith({ request, outgoing }: Arrival): AbortController {
  const ending = new AbortController();
  const abort = (): void => {
    ending.abort(clientGone);
  };
  if (outgoing === undefined) request.signal.addEventListener("abort", abort, { once: true });
  else outgoing.once("close", abort);
  return ending;
}

function rawCall<Role extends string>(
  { request, params, incoming }: Arrival,
  role: Role,
  signal: AbortSignal,
  answerHeaders: Headers,
): RawCall<Role> {
  const at = request.url.indexOf("?");
  return {
    role,
    params,
    query: new URLSearchParams(at < 0 ? "" : request.url.slice(at + 1)),
    signal,
    header: (name) => request.headers.get(name) ?? undefined,
    certificate: () => clientCertificateHash(incoming),
    readBody: (bytesMax) => readBody(incoming ?? request, bytesMax),
    answerHeaders,
  };
}

function credentialsOf({ request, incoming }: Arrival): Credentials {
  return {
    certificate: () => clientCertificateHash(incoming),
    header: (name) => request.headers.get(name) ?? undefined,
    cookie: (name) => {
      const found = (request.headers.get("cookie") ?? "")
        .split(";")
        .map((part) => part.trim())
        .filter((part) => part.startsWith(`${name}=`));
      return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined;
    },
  };
}

/** Whoever comes too late gets no answer; the work is told to stop. It is about this machine, so on its clock. */
async function withDeadline<Value>(
  work: Promise<Value>,
  deadlineMs: number,
  ending: AbortController,
): Promise<Value> {
  const done = new AbortController();
  const late = systemClock.sleep(deadlineMs, done.signal).then((): never => {
    const error = new TocsinError("answer-late", { detail: `${deadlineMs} ms` });
    if (!done.signal.aborted) ending.abort(error);
    throw error;
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    // With a reason of our own: the platform's would be an exception with its stack each time.
    done.abort(answered);
    work.catch(() => undefined);
  }
}

/**
 * A stream keeps its place until it has ended, so that the stop reaches it too. Anything else can go
 * straight to the socket: a Response would copy it.
 */
function responseOf(
  { status, mediaType, body }: EncodedAnswer,
  headers: Headers,
  { outgoing, straight }: Bindings,
  leave: () => void,
): Response {
  if (mediaType !== undefined) headers.set("content-type", mediaType);
  if (!(body instanceof ReadableStream)) {
    leave();
    if (outgoing === undefined || straight !== true || outgoing.headersSent) {
      return new Response(body, { status, headers });
    }
    if (body !== null) headers.set("content-length", String(Buffer.byteLength(body)));
    outgoing.writeHead(status, Object.fromEntries(headers)).end(body);
    return RESPONSE_ALREADY_SENT;
  }
  outgoing?.once("close", leave);
  const cut = (): void => {
    outgoing?.destroy();
  };
  return new Response(cutOnError(body, { cut, ended: leave }), { status, headers });
}

/** Says what went wrong from the catalogue; what it was in truth goes to the log, without its text. */
function refusal(
  { random, log }: Pick<AppOptions<string>, "random" | "log">,
  error: unknown,
  route?: Pick<Route<string>, "path" | "method">,
  isGone = false,
): Response {
  const id = randomId(random);
  const told = problemOf(error, id);
  const where = told.status >= 500 ? whereOf(error) : undefined;
  // Who went away is not written down: a line for each wait that ends would tell when a reader was here.
  if (!isGone || told.status >= 500) {
    log[told.status >= 500 ? "error" : "info"]("request-refused", {
      id,
      code: told.type,
      status: told.status,
      ...(route === undefined ? {} : { route: route.path, method: route.method }),
      ...(where === undefined ? {} : { where }),
    });
  }
  const headers = new Headers(pageHeaders());
  headers.set("content-type", problemMediaType);
  headers.set("cache-control", "no-store");
  if (told.status === 503) headers.set("retry-after", "1");
  return new Response(JSON.stringify(told), { status: told.status, headers });
}

/** What is in work, in all and by route. */
interface Running {
  readonly atOnceMax: number;
  readonly repeated: RepeatedRequests | undefined;
  readonly all: Set<AbortController>;
  readonly byRoute: Map<object, number>;
}

/** Takes a place and gives how to leave it (once; again does nothing), or undefined where there is none. */
function enter(
  running: Running,
  route: { readonly atOnceMax: number },
  ending: AbortController,
): (() => void) | undefined {
  const here = running.byRoute.get(route) ?? 0;
  if (running.all.size >= running.atOnceMax || here >= route.atOnceMax) return undefined;
  running.all.add(ending);
  running.byRoute.set(route, here + 1);
  return () => {
    if (!running.all.delete(ending)) return;
    running.byRoute.set(route, (running.byRoute.get(route) ?? 1) - 1);
  };
}
