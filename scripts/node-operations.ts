/**
 * The node's operations as a table of types, made of the very routes that answer: which paths there are, and
 * the schemas of @tocsin/wire that they take and give. The command line's client is held to it.
 */

import type { Member } from "../apps/member/src/index.ts";
import * as desk from "../packages/wire/src/desk.ts";
import * as wire from "../packages/wire/src/index.ts";
import * as nodeApi from "../packages/wire/src/node-api.ts";
import * as proofs from "../packages/wire/src/proofs.ts";
import * as recipients from "../packages/wire/src/recipients.ts";

type Route = Member["routes"][number];
type Schema = NonNullable<Route["takes"]["schema"]>;

/** Entry points of @tocsin/wire with what they export, the whole one first. */
const modules: readonly (readonly [string, object])[] = [
  ["@tocsin/wire", wire],
  ["@tocsin/wire/desk", desk],
  ["@tocsin/wire/node-api", nodeApi],
  ["@tocsin/wire/proofs", proofs],
  ["@tocsin/wire/recipients", recipients],
];

const head = `/**
 * What the node's routes take and give. Written by \`node scripts/openapi.ts\` from the routes themselves, beside
 * their OpenAPI description; a test holds all three together. Types alone: nothing of it is loaded.
 */
`;

/** TypeScript. Throws where a route's schema has no name in @tocsin/wire. */
export function nodeOperationsText(routes: readonly Route[]): string {
  const named = new Map<unknown, string>();
  const modulesOf = new Map<string, string>();
  for (const [module, exported] of modules) {
    for (const [name, value] of Object.entries(exported) as [string, unknown][]) {
      if (named.has(value)) continue;
      named.set(value, name);
      modulesOf.set(name, module);
    }
  }
  const used = new Set<string>();
  const typeOf = (schema: Schema, of: Route): string => {
    const name = named.get(schema);
    if (name !== undefined) {
      used.add(name);
      return `typeof ${name}`;
    }
    if (namesIn(schema)?.length !== 0)
      throw new Error(`${of.method} ${of.path}: a schema without a name`);
    return "Nothing";
  };
  const lines = routes
    .filter(({ path }) => path.startsWith("/api/"))
    .map((route) => `  ${JSON.stringify(keyOf(route))}: ${operationOf(route, typeOf)};`);
  const imports = modules.map(([module]) => {
    const names = [...used].filter((name) => modulesOf.get(name) === module).sort();
    return names.length === 0
      ? ""
      : `import type { ${names.join(", ")} } from ${JSON.stringify(module)};\n`;
  });
  const nothing = "type Nothing = z.ZodType<Record<string, never>>;\n\n";
  const table = `export interface NodeOperations {\n${lines.join("\n")}\n}\n`;
  return `${head}\n${imports.join("")}import type { z } from "zod";\n\n${nothing}${table}`;
}

/** "PATCH drafts/{}". */
function keyOf({ method, path }: Route): string {
  return `${method} ${path.slice("/api/".length).replace(/:[A-Za-z]+(?:\{[^{}]+\})?/g, "{}")}`;
}

function operationOf(route: Route, typeOf: (schema: Schema, of: Route) => string): string {
  const { takes, gives, query } = route;
  const names = query === undefined ? [] : (namesIn(query) ?? []);
  const isRaw = takes.mediaTypes.some((it) => it !== "application/json");
  const parts = [
    takes.schema === undefined ? [] : `json: ${typeOf(takes.schema, route)}`,
    isRaw ? "bytes: true" : [],
    names.length === 0 ? [] : `query: ${names.map((it) => JSON.stringify(it)).join(" | ")}`,
    gives.schema === undefined ? [] : `answer: ${typeOf(gives.schema, route)}`,
  ];
  return parts.flat().length === 0 ? "object" : `{ ${parts.flat().join("; ")} }`;
}

/** The fields of an object's schema; undefined for any other. */
function namesIn(schema: Schema): string[] | undefined {
  if (!("shape" in schema)) return undefined;
  const { shape } = schema;
  return typeof shape === "object" && shape !== null ? Object.keys(shape) : undefined;
}
