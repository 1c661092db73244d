/**
 * The description of a program's routes, made of the very declarations and schemas that answer: OpenAPI
 * 3.1.1. It is the same for everyone and says nothing of who asks.
 */

import { TocsinError } from "@tocsin/kernel";
import { z } from "zod";

import { bytesAnswer } from "./answers.ts";
import { noBody } from "./bodies.ts";
import { problem, problemMediaType } from "./problem.ts";
import type { AccessRow, Roles } from "./roles.ts";
import { declareRoute, type Route } from "./route.ts";

export interface OpenApiInfo {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  /** Ways to say who asks, by their name: OpenAPI's security schemes. */
  readonly securitySchemes: Readonly<Record<string, object>>;
}

type Described = Omit<Route<string>, "run" | "roles"> & { readonly roles: Roles<string> };
type Json = Readonly<Record<string, unknown>>;

/** `routes` is asked at the first request, so that the route can be among them. */
export function openApiRoute<Role extends string>(
  roles: Roles<Role>,
  access: AccessRow<Role, string>,
  info: OpenApiInfo,
  routes: () => readonly Route<Role>[],
): Route<Role> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  return declareRoute(roles, {
    method: "GET",
    path: "/api/openapi.json",
    access,
    request: noBody(),
    answer: bytesAnswer("application/json"),
    cache: "revalidate",
    handle: () => {
      bytes ??= new TextEncoder().encode(`${JSON.stringify(openApiOf(routes(), info), null, 2)}\n`);
      return { body: bytes };
    },
  });
}

export function openApiOf(routes: readonly Described[], info: OpenApiInfo): Json {
  const schemas = new Components();
  const refused = {
    description: "Refused; `type` is a code of docs/errors.md.",
    content: { [problemMediaType]: { schema: schemas.ref("Problem", problem) } },
  };
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const at = (paths[pathOf(route.path)] ??= {});
    at[route.method.toLowerCase()] = operationOf(route, info, schemas);
  }
  const { title, description, version, securitySchemes } = info;
  const license = { name: "Apache-2.0", identifier: "Apache-2.0" };
  return {
    openapi: "3.1.1",
    info: { title, description, version, license },
    servers: [{ url: "/" }],
    paths,
    components: { schemas: schemas.all(), responses: { Refused: refused }, securitySchemes },
  };
}

function operationOf(
  route: Described,
  { securitySchemes }: OpenApiInfo,
  schemas: Components,
): Json {
  const { method, path, roles, access, takes, gives, bytesMax } = route;
  const operationId = idOf(method, path);
  const allowed = roles.names.filter((role) => access[role] !== false);
  const isOpen = allowed.includes(roles.stranger);
  const content = contentOf(takes, `${operationId}Request`, schemas);
  const parameters = [...pathParameters(path), ...queryParameters(route)];
  return {
    operationId,
    description: `For ${allowed.join(", ")}.`,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(takes.mediaTypes.length === 0
      ? {}
      : {
          requestBody: { required: true, description: `At most ${bytesMax} bytes.`, content },
        }),
    responses: {
      [gives.status]: {
        description: "Done.",
        ...(gives.mediaTypes.length === 0
          ? {}
          : { content: contentOf(gives, `${operationId}Answer`, schemas) }),
      },
      "4XX": refusedRef,
      default: refusedRef,
    },
    security: isOpen ? [] : Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
  };
}

function contentOf(
  { mediaTypes, schema }: Described["takes"],
  name: string,
  schemas: Components,
): Json {
  const entry = (mediaType: string): Json =>
    mediaType === "application/json" && schema !== undefined
      ? { schema: schemas.ref(name, schema) }
      : {};
  return Object.fromEntries(mediaTypes.map((it) => [it, entry(it)]));
}

function pathParameters(path: string): Json[] {
  return Array.from(path.matchAll(/:([A-Za-z]+)(?:\{([^{}]+)\})?/g), ([, name, pattern]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }) },
  }));
}

function queryParameters({ query, path }: Described): Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(query, schemaForm);
  const isGood = typeof properties === "object" && Array.isArray(required);
  if (!isGood) throw new TocsinError("route-undeclared", { detail: `query of ${path}` });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

/** Values as they travel: what a transformation makes of them later is our own affair. */
const schemaForm = {
  io: "input",
  unrepresentable: "any",
  target: "draft-2020-12",
  // Classes of Unicode are no expression for many who read this, JSON Schema §6.4: told in words.
  override: ({ jsonSchema }: { jsonSchema: { pattern?: string; description?: string } }): void => {
    if (jsonSchema.pattern?.includes("\\p{") !== true) return;
    delete jsonSchema.pattern;
    jsonSchema.description ??= "One line: no control, format, surrogate or separator characters.";
  },
} as const;

/** Schemas by name; what several of them hold stands once. */
class Components {
  readonly #registry = z.registry<{ id: string }>();

  ref(name: string, schema: z.ZodType): Json {
    const known = this.#registry.get(schema)?.id;
    if (known === undefined) this.#registry.add(schema, { id: name });
    return { $ref: `${place}${known ?? name}` };
  }

  all(): Json {
    const uri = (id: string): string => `${place}${id}`;
    const made = z.toJSONSchema(this.#registry, { ...schemaForm, uri, reused: "ref" });
    const all = new Map<string, unknown>();
    for (const [name, form] of Object.entries(made.schemas)) {
      if (name !== sharedName) all.set(name, withoutDialect(form));
      for (const [part, its] of Object.entries(name === sharedName ? (form.$defs ?? {}) : {})) {
        all.set(part.replace("schema", "Shared"), its);
      }
    }
    const text = JSON.stringify(Object.fromEntries(all));
    return z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(text.replaceAll(sharedPlace, `${place}Shared`)));
  }
}

/** Which draft of JSON Schema it is, the whole document says; a place of its own would move its references. */
function withoutDialect(form: object): Json {
  const own = Object.entries(form).filter(([name]) => name !== "$schema" && name !== "$id");
  return Object.fromEntries(own);
}

const place = "#/components/schemas/";
const refusedRef = { $ref: "#/components/responses/Refused" };
/** Where the library puts what several schemas hold. */
const sharedName = "__shared";
const sharedPlace = `${place}${sharedName}#/$defs/schema`;

function pathOf(path: string): string {
  return path.replace(/:([A-Za-z]+)(?:\{[^{}]+\})?/g, "{$1}");
}

/** `GET /api/feeds/:id/sync` is `getApiFeedsIdSync`. */
function idOf(method: string, path: string): string {
  const words = path
    .replace(/\{[^{}]+\}/g, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const named = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${method.toLowerCase()}${named.join("")}`;
}
