/**
 * A route is one row of the authorisation table together with what it takes, what it gives and what
 * it does. There is no other way to make one.
 */

import { assert, TocsinError } from "@tocsin/kernel";
import { parseMessage } from "@tocsin/wire";
import type { z } from "zod";

import type { Answer, EncodedAnswer } from "./answers.ts";
import { mediaTypeOf, type RequestBody } from "./bodies.ts";
import type { AccessRow, Roles } from "./roles.ts";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

/** How long anyone may keep the answer. */
export type CachePolicy = "no-store" | "revalidate" | "immutable" | { readonly maxAgeMs: number };

/** Names of `:name` and `:name{pattern}` in a path. */
type ParamNames<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? ParamNames<Head> | ParamNames<Tail>
  : Path extends `:${infer Name}{${string}`
    ? Name
    : Path extends `:${infer Name}`
      ? Name
      : never;
export type Params<Path extends string> = Readonly<Record<ParamNames<Path>, string>>;

/** One request as its handler sees it: role and object state are already found to fit. */
export interface Call<Role, State, Path extends string, Query, Body> {
  readonly role: Role;
  readonly state: State;
  readonly params: Params<Path>;
  readonly query: Query;
  readonly body: Body;
  /** Aborts when the client is gone, the deadline passes or the server stops. */
  readonly signal: AbortSignal;
  readonly header: (name: string) => string | undefined;
  /** Hash of the certificate that the client has shown. */
  readonly certificate: () => string | undefined;
  /** Headers to send with the answer. */
  readonly answerHeaders: Headers;
}

export interface RouteOutline<
  Role extends string,
  State extends string,
  Path extends string,
  Query,
  Body,
  Value,
> {
  readonly method: Method;
  readonly path: Path;
  readonly access: AccessRow<Role, State>;
  /** The object that the route acts on; `find` gives its state, or undefined: `not-found`. */
  readonly object?: {
    readonly states: readonly State[];
    find(params: Params<Path>, role: Role): Promise<State | undefined> | State | undefined;
  };
  /** A strict object of strings; without it any query is refused. */
  readonly query?: z.ZodType<Query>;
  readonly request: RequestBody<Body>;
  readonly answer: Answer<Value>;
  readonly cache: CachePolicy;
  /** Until the handler must have answered. */
  readonly deadlineMs?: number;
  /** Requests of this route at one time; more are refused with `too-busy`. */
  readonly atOnceMax?: number;
  handle(call: Call<Role, State, Path, Query, Body>): Promise<Value> | Value;
}

/** A request before anything of it is believed. */
export interface RawCall<Role extends string> {
  readonly role: Role;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly signal: AbortSignal;
  readonly header: (name: string) => string | undefined;
  readonly certificate: () => string | undefined;
  readonly readBody: (bytesMax: number) => Promise<Uint8Array>;
  readonly answerHeaders: Headers;
}

/** A declared route with its types forgotten, so that routes can stand in one list. */
export interface Route<Role extends string> {
  readonly method: Method;
  readonly path: string;
  readonly roles: Roles<Role>;
  readonly access: AccessRow<Role, string>;
  /** Empty where the route acts on no object. */
  readonly states: readonly string[];
  readonly bytesMax: number;
  readonly cache: CachePolicy;
  readonly deadlineMs: number;
  readonly atOnceMax: number;
  /** What it takes and gives, for whoever describes it. */
  readonly takes: Pick<RequestBody<unknown>, "mediaTypes" | "schema">;
  readonly gives: Pick<Answer<never>, "mediaTypes" | "status" | "schema">;
  readonly query: z.ZodType | undefined;
  run(call: RawCall<Role>): Promise<EncodedAnswer>;
}

const pathPattern = /^(?:\/(?:[a-z0-9._-]+|:[A-Za-z]+(?:\{[^{}]+\})?)?)+$/;
export const deadlineMsDefault = 30_000;
const atOnceMaxDefault = 1024;
const queryParametersMax = 32;

/** Throws `route-undeclared` where a row, path or limit is missing or wrong. */
export function declareRoute<
  Role extends string,
  const Path extends string,
  Body,
  Value,
  State extends string = never,
  Query = undefined,
>(roles: Roles<Role>, outline: RouteOutline<Role, State, Path, Query, Body, Value>): Route<Role> {
  const { method, path, access, object } = outline;
  const where = `${method} ${path}`;
  const states = object?.states ?? [];
  if (!methods.includes(method) || !pathPattern.test(path)) {
    throw new TocsinError("route-undeclared", { detail: where });
  }
  roles.checkRow(access, states, where);
  return {
    method,
    path,
    roles,
    access,
    states,
    bytesMax: outline.request.bytesMax,
    cache: outline.cache,
    deadlineMs: outline.deadlineMs ?? deadlineMsDefault,
    atOnceMax: outline.atOnceMax ?? atOnceMaxDefault,
    takes: outline.request,
    gives: outline.answer,
    query: outline.query,
    run: (call) => runRoute(roles, outline, call),
  };
}

/** Cheap checks first: role, object and state, query, and only then the body. */
async function runRoute<
  Role extends string,
  State extends string,
  Path extends string,
  Query,
  Body,
  Value,
>(
  roles: Roles<Role>,
  outline: RouteOutline<Role, State, Path, Query, Body, Value>,
  raw: RawCall<Role>,
): Promise<EncodedAnswer> {
  refuseUnless(roles.enters(outline.access, raw.role));
  const params = raw.params as Params<Path>;
  const state = await stateOf(outline, params, raw.role);
  if (outline.object !== undefined) {
    refuseUnless(roles.acts(outline.access, raw.role, state));
  }
  const query = parseQuery(outline.query, raw.query);
  const body = await parseBody(outline.request, raw);
  const { role, signal, answerHeaders } = raw;
  const header = (name: string): string | undefined => raw.header(name);
  const certificate = (): string | undefined => raw.certificate();
  const call = { role, state, params, query, body, signal, header, certificate, answerHeaders };
  return outline.answer.encode(await outline.handle(call));
}

async function stateOf<Role extends string, State extends string, Path extends string>(
  outline: Pick<RouteOutline<Role, State, Path, unknown, unknown, unknown>, "object">,
  params: Params<Path>,
  role: Role,
): Promise<State> {
  // Without an object there is no state to speak of, and the handler's type says `never`.
  if (outline.object === undefined) return "" as State;
  const state = await outline.object.find(params, role);
  if (state === undefined) throw new TocsinError("not-found");
  assert(outline.object.states.includes(state), "a declared object state");
  return state;
}

function refuseUnless(verdict: ReturnType<Roles<string>["enters"]>): void {
  if (verdict !== "allowed") throw new TocsinError(verdict);
}

function parseQuery<Query>(schema: z.ZodType<Query> | undefined, given: URLSearchParams): Query {
  const names = [...given.keys()];
  const doubled = new Set(names).size !== names.length;
  if (doubled || names.length > queryParametersMax || (schema === undefined && names.length > 0)) {
    throw new TocsinError("message-invalid", { detail: "query" });
  }
  return schema === undefined
    ? (undefined as Query)
    : parseMessage(schema, Object.fromEntries(given));
}

async function parseBody<Body>(
  request: RequestBody<Body>,
  raw: Pick<RawCall<string>, "header" | "readBody">,
): Promise<Body> {
  const bodiless = request.mediaTypes.length === 0;
  const mediaType = mediaTypeOf(raw.header("content-type"));
  if (!bodiless && (mediaType === undefined || !request.mediaTypes.includes(mediaType))) {
    throw new TocsinError("media-type-unsupported", { detail: request.mediaTypes.join(", ") });
  }
  const bytes = await raw.readBody(request.bytesMax);
  return request.parse(bytes, mediaType ?? "");
}
