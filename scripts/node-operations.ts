/**
 * The node's operations as a table of types, made of the very routes that answer: which paths there are, and
 * the schemas of @tocsin/wire that they take and give. The command line's client is held to it.
 */

import { readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import type { Member } from "../apps/member/src/index.ts";

type Route = Member["routes"][number];

const wireFolder = path.join(import.meta.dirname, "../packages/wire");
const manifest = z.object({ exports: z.record(z.string(), z.string()) });

const head = `/**
 * What the node's routes take and give. Written by \`node scripts/openapi.ts\` from the routes themselves, beside
 * their OpenAPI description; a test holds all three together. Types alone: nothing of it is loaded.
 */
`;

/** TypeScript. Throws where a route's schema has no name in @tocsin/wire. */
export async function nodeOperationsText(routes: readonly Route[]): Promise<string> {
  const named = new Map<unknown, string>();
  const modulesOf = new Map<string, string>();
  const modules = await wireModules();
  for (const [module, exported] of modules) {
    for (const [name, value] of Object.entries(exported)) {
      if (!(value instanceof z.ZodType) || named.has(value)) continue;
      named.set(value, name);
      modulesOf.set(name, module);
    }
  }
  const used = new Set<string>();
  const typeOf = (schema: z.ZodType, of: Route): string => {
    const name = named.get(schema);
    if (name !== undefined) {
      used.add(name);
      return `typeof ${name}`;
    }
    const isNothing = schema instanceof z.ZodObject && Object.keys(schema.shape).length === 0;
    if (!isNothing) throw new Error(`${of.method} ${of.path}: a schema without a name`);
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
  const nothing = "type Nothing = z.ZodObject<Record<never, never>>;\n\n";
  const table = `export interface NodeOperations {\n${lines.join("\n")}\n}\n`;
  return `${head}\n${imports.join("")}import type { z } from "zod";\n\n${nothing}${table}`;
}

/** Entry points of @tocsin/wire with what they export, the whole one first. */
async function wireModules(): Promise<readonly (readonly [string, object])[]> {
  const text = readFileSync(path.join(wireFolder, "package.json"), "utf8");
  const { exports } = manifest.parse(JSON.parse(text));
  return Promise.all(
    Object.entries(exports).map(async ([entry, file]) => {
      const exported = (await import(path.join(wireFolder, file))) as object;
      return [`@tocsin/wire${entry.slice(1)}`, exported] as const;
    }),
  );
}

/** "PATCH drafts/{}". */
function keyOf({ method, path }: Route): string {
  return `${method} ${path.slice("/api/".length).replace(/:[A-Za-z]+(?:\{[^{}]+\})?/g, "{}")}`;
}

function operationOf(route: Route, typeOf: (schema: z.ZodType, of: Route) => string): string {
  const { takes, gives, query } = route;
  const names = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
  const isRaw = takes.mediaTypes.some((it) => it !== "application/json");
  const parts = [
    takes.schema === undefined ? [] : `json: ${typeOf(takes.schema, route)}`,
    isRaw ? "bytes: true" : [],
    names.length === 0 ? [] : `query: ${names.map((it) => JSON.stringify(it)).join(" | ")}`,
    gives.schema === undefined ? [] : `answer: ${typeOf(gives.schema, route)}`,
  ];
  return parts.flat().length === 0 ? "object" : `{ ${parts.flat().join("; ")} }`;
}
