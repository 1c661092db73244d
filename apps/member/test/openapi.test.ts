import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { Validator } from "@seriousme/openapi-schema-validator";
import { format, resolveConfig } from "prettier";
import { beforeAll, describe, expect, test } from "vitest";

import { type Descriptions, openApiDocuments } from "../../../scripts/openapi-documents.ts";

const folder = path.join(import.meta.dirname, "../../../docs/openapi");
const names = ["node.json", "exchange.json"];
let documents: Descriptions["documents"];
let operations: string;

beforeAll(async () => {
  ({ documents, operations } = await openApiDocuments());
});

describe.each(names)("the description of routes %s", (name) => {
  test("is the one that is published; `node scripts/openapi.ts` writes it", () => {
    const file = path.join(folder, name);
    const published: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    // Compared as a whole: the difference would fill pages.
    const isCurrent = isDeepStrictEqual(published, JSON.parse(documents.get(name) ?? ""));
    expect(isCurrent).toBe(true);
  });

  test("is valid OpenAPI 3.1, and all of its references lead somewhere", async () => {
    const text = documents.get(name) ?? "";
    const validator = new Validator();
    const found = await validator.validate(JSON.parse(text) as Record<string, unknown>);
    expect(found).toMatchObject({ valid: true });
    expect(validator.version).toBe("3.1");
    const { components } = JSON.parse(text) as { components: { schemas: object } };
    const refs = text.matchAll(/"\$ref": "#\/components\/schemas\/([^"]+)"/g);
    const missing = Array.from(refs, ([, to]) => to).filter(
      (to) => !Object.hasOwn(components.schemas, to ?? ""),
    );
    expect(missing).toEqual([]);
    expect(text).not.toMatch(/__shared|"\$id"/);
  });
});

test("names who may call what, and hides no route", () => {
  const node = JSON.parse(documents.get("node.json") ?? "") as {
    paths: Record<string, Record<string, { description: string; security: object[] }>>;
  };
  expect(node.paths["/api/keys/backup"]?.["post"]?.description).toBe("For command-line.");
  expect(node.paths["/api/sign-in"]?.["post"]?.security).toEqual([]);
  expect(node.paths["/api/feeds/{id}/sync"]?.["post"]?.security).toHaveLength(2);
  expect(Object.keys(node.paths)).toContain("/api/openapi.json");
});

test("the command line's client is held to the very same routes", async () => {
  const written = readFileSync(path.join(import.meta.dirname, "../src/cli/node-operations.ts"));
  const style = { ...(await resolveConfig("node-operations.ts")), parser: "typescript" } as const;
  expect((await format(operations, style)) === written.toString("utf8")).toBe(true);
  const node = JSON.parse(documents.get("node.json") ?? "") as { paths: Record<string, object> };
  const described = Object.entries(node.paths).flatMap(([at, methods]) =>
    Object.keys(methods).map((method) => {
      return `${method.toUpperCase()} ${at.slice("/api/".length).replaceAll(/\{\w+\}/g, "{}")}`;
    }),
  );
  const listed = Array.from(operations.matchAll(/^ {2}"([A-Z]+ [^"]+)":/gm), ([, key]) => key);
  expect(listed.sort()).toEqual(described.sort());
});
