import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";

import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";

import { openApiDocuments } from "../../../scripts/openapi-documents.ts";

const folder = path.join(import.meta.dirname, "../../../docs/openapi");
const names = ["node.json", "exchange.json"];
let documents: ReadonlyMap<string, string>;

beforeAll(async () => {
  documents = await openApiDocuments();
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
